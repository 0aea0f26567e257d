"""The posture in a decision brief: shown, kept with the submitted revision, and compared with that state."""

import re

import pytest
from django.test import Client

from missions.domain import canonical
from missions.domain.commercial.vocabulary import Level, Phase, Sector, Stage, UseState, YesNo
from missions.domain.vocabulary import Performer, Role
from missions.models import Proposal, RevisionPosture
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.kinds.recorded import provider, record

pytestmark = pytest.mark.django_db
MOVED = "Has moved since it was sent."


def shown(signed, reader, proposal: Proposal) -> str:
    client: Client = signed(reader)
    answer = client.get(f"/proposals/{proposal.pk}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    section = page[page.index('aria-labelledby="posture"') :]
    return " ".join(re.sub(r"<[^>]+>", " ", section[: section.index("</section>")]).split())


def offered() -> None:
    """A relay in use for the function of SATCOM, ensured in conflict."""
    provider("PRV-001", name="Orbital Works")
    said = {"provider": "PRV-001", "stage": Stage.OFFERED, "owned_by": Sector.COMMERCIAL}
    record("solution", "SOL-001", name="Relay", **said)
    record("use", "USE-001", solution="SOL-001", function="T-SATCOM", state=UseState.IN_USE)
    promise = {"use": "USE-001", "phase": Phase.CONFLICT, "level": Level.ASSURED}
    record("agreement", "AGR-001", provider="PRV-001", parties_withheld=YesNo.NO, lines={"commitments": [promise]})


def test_a_draft_shows_the_posture_of_today(people, signed):
    proposal = made.draft(people)
    page = shown(signed, people.analyst, proposal)
    assert "Not an input to the rule" in page and "they are kept when the draft is sent" in page
    assert "No data: no use of a commercial solution is recorded." in page
    offered()
    page = shown(signed, people.analyst, proposal)
    assert "conflict 1 of 1" in page and "Unknown: Orbital Works." in page and MOVED not in page


def test_a_revision_keeps_the_posture_and_shows_what_moved_since(people, signed):
    proposal = made.submitted(people)
    kept = RevisionPosture.objects.get(revision=proposal.state.revision)
    assert kept.content_hash == canonical.digest(kept.content)
    assert kept.entry_id == proposal.state.revision.entry_id
    page = shown(signed, people.reviewer, proposal)
    assert kept.content_hash[:12] in page and MOVED not in page
    offered()
    page = shown(signed, people.reviewer, proposal)
    assert "No data: no solution is recorded in use. Has moved since it was sent. Now: Unknown: Orbital Works." in page
    assert kept.content == RevisionPosture.objects.get().content
    assert list(verify()) == []


def test_an_approval_does_not_depend_on_the_posture(people):
    proposal = made.draft(people)
    sent = made.submit(people, proposal)
    offered()
    made.another_revision(people, proposal)
    first, second = RevisionPosture.objects.order_by("pk")
    assert first.revision == sent and first.content_hash != second.content_hash
    assert "posture" not in canonical.parsed(sent.content)


def test_a_decided_proposal_shows_only_the_kept_posture(people, signed):
    proposal = made.effective(people).revision.proposal
    offered()
    page = shown(signed, factories.actor(Role.VIEWER), proposal)
    assert "No data: no use of a commercial solution is recorded." in page and MOVED not in page


def test_functions_that_would_change_are_shown_with_their_parents(people, signed):
    proposal = made.draft(people)
    function = factories.function("T-9")
    factories.assessment(function, performer=Performer.EITHER)
    offered()
    page = shown(signed, people.analyst, proposal)
    assert "No data: no offer is recorded for 1 function that would change." in page


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_revision_shows_its_kept_posture_and_a_comparison_what_moved(people, signed):
    proposal = made.draft(people)
    made.submit(people, proposal)
    offered()
    made.another_revision(people, proposal)
    first, second = RevisionPosture.objects.order_by("pk")
    client = signed(people.reviewer)
    alone = text(client.get(f"/proposals/{proposal.pk}/revisions/1/"))
    assert "No data: no solution is recorded in use." in alone and "Orbital Works" not in alone
    assert first.content_hash in alone and second.content_hash not in alone
    both = client.get(f"/proposals/{proposal.pk}/revisions/1..2/")
    moved = {line.label for line in both.context["beside"].lines if line.differs}
    assert {"Access ensured", "Who bears the war risk", "Uses not tried"} <= moved and "On" not in moved
    assert first.content_hash in text(both) and second.content_hash in text(both)
