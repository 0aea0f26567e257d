"""Evidence for names of functions and areas and for the policy, as for any other fact."""

import pytest
from django.test import Client

from missions.access import Refused
from missions.actions.record import evidence as actions
from missions.domain.vocabulary import Role
from missions.models import AreaRevision, AuditEntry, Evidence, FunctionRevision, PolicyRevision, RevisionEvidence
from missions.models.links import LINKS
from missions.queries.people.verification import verify
from tests import factories

pytestmark = pytest.mark.django_db
# For each fact: where to attach it, the page that shows it, its name, the code that filters the list, and its name in
# files.
TARGETS = {
    "function": ("/areas/SATCOM/functions/T-1/name/evidence/", "/areas/SATCOM/functions/T-1/", "Function", "t-1"),
    "area": ("/areas/SATCOM/evidence/", "/areas/SATCOM/", "Mission area", "satcom"),
    "policy": ("/policy/evidence/", "/policy/", "Policy", "policy"),
}
FACTS = {"function": FunctionRevision, "area": AreaRevision, "policy": PolicyRevision}
NAMED = {"function": "SATCOM T-1", "area": "SATCOM", "policy": "policy"}
each = pytest.mark.parametrize("name", TARGETS)


@pytest.fixture
def analyst(signed):
    factories.function()
    return signed(factories.actor(Role.ANALYST))


def attached(client, name: str, *keys: int, reason: str = "Found since."):
    return client.post(TARGETS[name][0], {"evidence": [str(key) for key in keys], "reason": reason})


def said(client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def fact(name: str):
    subject = {"function": "T-1", "area": "SATCOM", "policy": "policy"}[name]
    return FACTS[name].objects.filter(**{f"{FACTS[name].SUBJECT}__code": subject}).latest("pk")


@each
def test_evidence_is_attached_to_the_fact_in_force_and_shown_everywhere(name, analyst):
    address, page, label, code = TARGETS[name]
    before = AuditEntry.objects.latest("sequence").recorded_at.isoformat()
    found = factories.evidence("Filed report")
    viewer = Client()
    viewer.force_login(factories.user("reader", Role.VIEWER))
    assert address in said(analyst, page)
    assert viewer.get(f"/evidence/{found.pk}/").status_code == 404
    assert "Filed report" not in said(viewer, page)
    assert attached(analyst, name, found.pk).status_code == 302
    shown = said(viewer, page)
    assert f'href="/evidence/{found.pk}/' in shown and "Evidence attached" in shown and address not in shown
    assert "Filed report" not in said(analyst, page, known=before)
    assert address not in said(analyst, page, known=before)
    stands = said(viewer, f"/evidence/{found.pk}/")
    assert f'href="{page}"' in stands and label in stands and "Found since." in stands and "In force" in stands
    assert "Filed report" in said(viewer, "/evidence/", behind=code)
    file = b"".join(viewer.get("/exports/evidence.csv").streaming_content).decode()
    assert NAMED[name] in file
    assert list(verify()) == []


@each
def test_attached_or_missing_evidence_is_reported_and_nothing_recorded(name, analyst):
    first, second = factories.evidence("First"), factories.evidence("Second")
    attached(analyst, name, first.pk)
    entries = AuditEntry.objects.count()
    again = attached(analyst, name, first.pk)
    assert again.status_code == 400 and "already attached" in again.content.decode()
    assert "Choose at least one." in attached(analyst, name).content.decode()
    assert attached(analyst, name, first.pk + 10**6).status_code == 400
    assert attached(analyst, name, second.pk, reason="").status_code == 400
    assert AuditEntry.objects.count() == entries
    found = analyst.post(TARGETS[name][0], {"find": "Second", "look": "yes", "reason": "Typed."})
    assert "Second" in found.content.decode() and "Typed." in found.content.decode()


@each
def test_only_an_analyst_attaches(name, analyst):
    held, report = fact(name), factories.evidence()
    for role in set(Role) - {Role.ANALYST}:
        with pytest.raises(Refused):
            actions.attach(by=factories.actor(role, username=role), fact=held, evidence=[report], reason="Mine.")


def test_evidence_stays_with_the_revision_it_was_attached_to(analyst):
    first = fact("function")
    old = factories.evidence("Old report")
    attached(analyst, "function", old.pk)
    page, against = TARGETS["function"][1], str(first.entry_id)
    form = {"name": "Beams", "effective_on": "2025-04-01", "reason": "Clearer.", "against": against}
    assert analyst.post(f"{page}revise/", form).status_code == 302
    now = said(analyst, page)
    assert "Evidence of its name and description" in now and "None is attached." in now
    assert "Old report" in said(analyst, page, as_of="2025-03-15").partition("History")[0]
    assert "Not in force" in said(analyst, f"/evidence/{old.pk}/")
    assert "Old report" in said(analyst, "/evidence/", behind="T-1")


def test_a_search_finds_it_in_its_area(analyst):
    found = factories.evidence("Filed report")
    attached(analyst, "area", found.pk)
    assert f"/evidence/{found.pk}/" in said(analyst, "/search/", q="filed area:SATCOM")
    assert f"/evidence/{found.pk}/" not in said(analyst, "/search/", q="filed area:PNT")


def test_every_table_of_links_is_declared():
    """Every table that links evidence to a fact of record is read by the queries about what evidence is attached to."""
    named = {
        field.related_model
        for field in Evidence._meta.related_objects
        if field.related_model not in {Evidence, RevisionEvidence} and not field.one_to_one
    }
    assert named == {one.model for one in LINKS.values()}
