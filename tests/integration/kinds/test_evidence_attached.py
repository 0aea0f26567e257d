"""Evidence attached to a record later: the revision stays, and the page says since when it rests on what."""

from datetime import date

import pytest

from missions.access import Refused
from missions.actions import kinds
from missions.actions.errors import Unfit
from missions.actions.record import evidence as evidence_actions
from missions.domain.kinds.registry import KINDS
from missions.domain.vocabulary import Role
from missions.models import AuditEntry
from missions.models.kinds import TABLES
from missions.queries.people.verification import verify
from tests.factories import SETUP, actor, evidence
from tests.integration.kinds.recorded import every_kind, first_code, provider, revised

pytestmark = pytest.mark.django_db
PROVIDER = KINDS["provider"]


@pytest.fixture
def analyst(signed):
    return signed(actor(Role.ANALYST))


def attached(client, code: str, *keys: int, reason: str = "Found since.", address: str = "providers"):
    return client.post(f"/{address}/{code}/evidence/", {"evidence": [str(key) for key in keys], "reason": reason})


def test_evidence_of_any_kind_is_attached_without_a_new_revision(analyst):
    every_kind()
    found = evidence("Filed report")
    for kind in KINDS.values():
        code = first_code(kind)
        assert "/evidence/" in analyst.get(f"/{kind.address}/{code}/").content.decode()
        assert attached(analyst, code, found.pk, address=kind.address).status_code == 302
        page = analyst.get(f"/{kind.address}/{code}/").content.decode()
        assert page.count("Filed report") == 2 and "Evidence attached" in page and "Found since." in page
        assert TABLES[kind.name].revision.objects.filter(**{f"{kind.name}__code": code}).count() == 1
        entry = AuditEntry.objects.latest("sequence")
        assert (entry.action, entry.target) == ("attach evidence", f"{kind.name}:{code}")
        assert f'href="/{kind.address}/{code}/"' in analyst.get(f"/evidence/{found.pk}/").content.decode()


def test_an_earlier_moment_is_shown_as_it_was_known(analyst):
    made = provider("PRV-001")
    attached(analyst, "PRV-001", evidence("Filed report").pk)
    known = made.entry.recorded_at.isoformat().replace("+", "%2B")
    assert "Filed report" not in analyst.get(f"/providers/PRV-001/?known={known}").content.decode()
    assert "Filed report" in analyst.get("/providers/PRV-001/").content.decode()


def test_attached_or_missing_evidence_is_reported_and_nothing_recorded(analyst):
    provider("PRV-001")
    first, second = evidence("First"), evidence("Second")
    attached(analyst, "PRV-001", first.pk)
    entries = AuditEntry.objects.count()
    again = attached(analyst, "PRV-001", first.pk)
    assert again.status_code == 400 and "already attached" in again.content.decode()
    assert "Choose at least one." in attached(analyst, "PRV-001").content.decode()
    assert attached(analyst, "PRV-001", first.pk + 10**6).status_code == 400
    assert attached(analyst, "PRV-001", second.pk, reason="").status_code == 400
    assert AuditEntry.objects.count() == entries
    assert attached(analyst, "PRV-001", first.pk, second.pk).status_code == 302
    assert analyst.get("/providers/PRV-404/evidence/").status_code == 404


def test_evidence_stays_with_its_revision_and_is_withdrawn_with_it(analyst):
    first = provider("PRV-001")
    second = revised("provider", "PRV-001", first, country="US", name="Renamed", on=date(2025, 4, 1))
    attached(analyst, "PRV-001", evidence("Filed report").pk)
    assert "Filed report" not in analyst.get("/providers/PRV-001/?as_of=2025-03-15").content.decode()
    kinds.withdraw(PROVIDER, by=SETUP, code="PRV-001", against=second.entry_id, reason="A mistake.")
    page = analyst.get("/providers/PRV-001/").content.decode()
    assert "None is attached" in page and "Evidence attached" in page
    with pytest.raises(Unfit, match="withdrawn meanwhile"):
        evidence_actions.attach(by=SETUP, fact=second, evidence=[evidence("Late")], reason="Late.")


def test_only_people_who_may_record_the_kind_attach(signed):
    made = provider("PRV-001")
    viewer = actor(Role.VIEWER)
    assert attached(signed(viewer), "PRV-001", evidence("Report").pk).status_code == 403
    with pytest.raises(Refused):
        evidence_actions.attach(by=viewer, fact=made, evidence=[evidence("Report 2")], reason="Mine.")


def test_the_chain_contains_what_was_attached(analyst):
    provider("PRV-001")
    attached(analyst, "PRV-001", evidence("Filed report").pk)
    assert list(verify()) == []
