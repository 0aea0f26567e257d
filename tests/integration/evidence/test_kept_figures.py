"""A figure as evidence: kept as it was computed, whatever is recorded later, and added to a draft at once."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from missions.access import Refused
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.record import evidence as actions
from missions.actions.reviews import proposals
from missions.actions.reviews.errors import Blocked
from missions.domain import canonical
from missions.domain.commercial.vocabulary import Level, Phase, Sector, Stage, UseState, YesNo
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Evidence, KeptFigure
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.kinds.recorded import provider, record

pytestmark = pytest.mark.django_db
CITE = "/posture/cite/?cell=SATCOM.access"


def offered() -> None:
    """A relay in use for the function of SATCOM, ensured in conflict."""
    provider("PRV-001", name="Orbital Works")
    said = {"provider": "PRV-001", "stage": Stage.OFFERED, "owned_by": Sector.COMMERCIAL}
    record("solution", "SOL-001", name="Relay", **said)
    record("use", "USE-001", solution="SOL-001", function="T-SATCOM", state=UseState.IN_USE)
    promise = {"use": "USE-001", "phase": Phase.CONFLICT, "level": Level.ASSURED}
    record("agreement", "AGR-001", provider="PRV-001", parties_withheld=YesNo.NO, lines={"commitments": [promise]})


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def form_address(client: Client, address: str) -> str:
    """The address of the page's form, which names the moment that the page shows."""
    page = client.get(address).content.decode()
    return re.search(r'action="(/posture/cite/[^"]+)"', page)[1].replace("&amp;", "&")


def test_a_cell_is_kept_as_shown_even_if_it_changed_before_the_form_was_sent(people, signed):
    proposal = made.draft(people)
    client = signed(people.analyst)
    address = form_address(client, CITE)
    assert "Access: no data." in text(client, CITE)
    offered()
    answer = client.post(address, {"reason": "It weighs on the case.", "proposal": proposal.pk})
    assert answer["Location"] == f"/proposals/{proposal.pk}/draft/"
    kept = KeptFigure.objects.select_related("evidence").get()
    assert kept.figure.numbers["state"] == "no_data" and kept.content_hash == canonical.digest(kept.content)
    assert made.again(proposal).draft.evidence[-1] == kept.evidence_id
    page = text(client, f"/evidence/{kept.evidence_id}/")
    assert "Access: no data." in page and kept.content_hash in page and "The page at that moment" in page
    assert "No data" in text(client, kept.figure.address.partition("#")[0])
    assert "AGR-001" in client.get(kept.figure.address_now.partition("#")[0]).content.decode()
    assert "conflict: met, 1 of 1" in text(client, CITE)
    assert list(verify()) == []


def test_the_brief_of_a_proposal_shows_the_words_of_its_cited_figure(people, signed):
    proposal = made.draft(people)
    cited = cite_in(people.analyst, proposal)
    made.submit(people, made.again(proposal))
    page = text(signed(people.reviewer), f"/proposals/{proposal.pk}/")
    assert cited.title in page and "Access in conflict: not met, 0 of 3." in page


def cite_in(by, proposal, **said):
    figure = factories.figure(**said)
    return proposals.cite_in(by=by, proposal=proposal, figure=figure, computed_at=timezone.now(), reason="Weighs.")


def test_a_figure_is_recorded_alone_and_selected_later(people, signed):
    client = signed(people.analyst)
    made.assessed()
    answer = client.post(form_address(client, CITE), {"reason": "For later."})
    cited = Evidence.objects.get(kept_figure__isnull=False)
    assert answer["Location"] == f"/evidence/{cited.pk}/"
    assert AuditEntry.objects.get(pk=cited.entry_id).action == "cite figure"


def test_drafts_of_others_are_not_offered_and_a_frozen_proposal_is_not_changed(people, signed):
    proposal = made.draft(people)
    other = factories.actor(Role.ANALYST, username="other")
    client = signed(other)
    answer = client.post(form_address(client, CITE), {"reason": "Weighs.", "proposal": proposal.pk})
    assert answer.status_code == 400 and "Choose one of the drafts listed." in answer.content.decode()
    made.submit(people, proposal)
    before = AuditEntry.objects.count()
    with pytest.raises(Blocked):
        cite_in(people.analyst, proposal)
    assert AuditEntry.objects.count() == before and not KeptFigure.objects.exists()


def test_a_draft_with_the_most_evidence_takes_no_more_and_nothing_is_recorded(people, monkeypatch):
    proposal = made.draft(people)
    monkeypatch.setattr(proposals, "EVIDENCE_AT_MOST", 1)
    with pytest.raises(Unfit, match="1 items at most"):
        cite_in(people.analyst, proposal)
    assert not KeptFigure.objects.exists()


def test_only_people_who_may_assess_can_cite():
    with pytest.raises(Refused):
        actions.cite(
            by=factories.actor(Role.REVIEWER, username="another"),
            figure=factories.figure(),
            computed_at=timezone.now(),
            reason="Weighs.",
        )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"content_hash": "0" * 64}, "what its hash says"),
        ({"kind": "catalog"}, "of its kind"),
        ({}, "when its evidence is added"),
    ],
)
def test_the_database_keeps_a_figure_only_with_its_evidence_and_under_its_hash(changed, words):
    older = factories.evidence()
    figure = factories.figure()
    said = {"kind": figure.kind, "content": figure.text, "content_hash": figure.hash} | changed
    refused = pytest.raises(DatabaseError, match=words)
    with refused, transaction.atomic(), recording(by=factories.SETUP, action="add", target="evidence") as entry:
        entry.add(KeptFigure(evidence=older, computed_at=timezone.now(), **said))


def test_a_figure_links_to_a_page_of_this_program():
    with pytest.raises(DatabaseError, match="a page of this program"), transaction.atomic():
        factories.cited(address="//example.org/")
