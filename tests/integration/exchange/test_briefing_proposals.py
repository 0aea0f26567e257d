"""Briefings contain a proposal for readers who may read it, and its votes for nobody before the decision."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from pptx import Presentation

from missions.access import Actor
from missions.actions.reviews import decisions
from missions.domain.commercial.posture.block import read_block
from missions.domain.vocabulary import Role, VoteChoice
from missions.models import Briefing, Proposal
from missions.queries.people.verification import verify
from tests import review_factories as made
from tests.integration.kinds.recorded import provider
from tests.integration.votes.test_hidden_votes import ANSWER, LEAKS, REASON

pytestmark = pytest.mark.django_db
Signed = Callable[[Actor], Client]
WORDING = "What was found speaks for it."


@pytest.fixture
def viewer() -> Actor:
    return made.person("viewer", Role.VIEWER)


@pytest.fixture
def voted(people: made.Cast) -> Proposal:
    """A proposal that one reviewer supports and another objects to; the third has not voted."""
    proposal = made.submitted(people)
    made.vote(people.reviewer, proposal, reason="kumquat-supports")
    objection = made.vote(people.reviewer2, proposal, VoteChoice.OBJECT, REASON)
    made.votes.answer_objection(by=people.analyst, vote=objection, text=ANSWER, **made.live(proposal))
    return proposal


def taken(client: Client, query: str) -> str:
    """The whole text of a briefing, including notes and charts."""
    answer = client.get(f"/exports/briefing.pptx?{query}")
    assert answer.status_code == 200, query
    told = []
    for slide in Presentation(io.BytesIO(answer.content)).slides:
        told.append(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            told += [shape.text_frame.text] if shape.has_text_frame else []
            told += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
            told += shape._element.xpath(".//p:cNvPr/@descr")
    return " ".join(" ".join(told).split())


def test_no_briefing_shows_a_vote_before_the_decision(
    people: made.Cast, signed: Signed, voted: Proposal, viewer: Actor
) -> None:
    for actor in (people.reviewer3, people.analyst, people.authority, people.reviewer, people.steward, viewer):
        queries = ["areas=SATCOM", "areas=SATCOM,SDA"]
        queries += [f"proposal={voted.pk}"] if actor is not viewer else []
        for query in queries:
            told = taken(signed(actor), query)
            assert [word for word in (*LEAKS, "Reviewer2", "Reviewer (") if word in told] == [], (actor.name, query)
    assert "2 votes cast" in taken(signed(people.reviewer3), f"proposal={voted.pk}")


def test_after_a_rejection_every_reader_sees_votes_and_decision(
    people: made.Cast, signed: Signed, voted: Proposal, viewer: Actor
) -> None:
    decisions.reject(by=people.authority, proposal=voted, reason="Too early.", **made.live(voted))
    for query in ("areas=SATCOM", f"proposal={voted.pk}"):
        told = taken(signed(viewer), query)
        assert "Reviewer (Space Systems Command): support" in told and "Reviewer2 (Space Force): object" in told
        assert "Decided by Authority on" in told and "Too early." in told and WORDING in told


def test_after_it_took_effect_every_reader_sees_votes_and_decision(
    people: made.Cast, signed: Signed, viewer: Actor
) -> None:
    decision = made.effective(people)
    for query in ("areas=SATCOM", f"proposal={decision.revision.proposal_id}"):
        told = taken(signed(viewer), query)
        assert "Reviewer (Space Systems Command): support" in told and "Reviewer2 (Space Force): support" in told
        assert "Decided by Authority on" in told and WORDING in told


def test_a_viewer_sees_the_target_of_an_open_proposal_but_not_its_wording(
    people: made.Cast, signed: Signed, voted: Proposal, viewer: Actor
) -> None:
    assert WORDING in taken(signed(people.authority), "areas=SATCOM")
    told = taken(signed(viewer), "areas=SATCOM")
    assert WORDING not in told and "Government Primary is proposed in a review" in told
    assert [one.quoted for one in Briefing.objects.order_by("pk")] == [[voted.pk], []]


def test_a_briefing_with_an_open_proposal_needs_the_right_to_read_it(
    people: made.Cast, signed: Signed, voted: Proposal, viewer: Actor
) -> None:
    taken(signed(people.authority), "areas=SATCOM")
    kept = Briefing.objects.get()
    client = signed(viewer)
    for address in (f"/exports/briefings/{kept.pk}/", f"/exports/briefings/{kept.pk}/file/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "words a proposal in review" in answer.content.decode()
    assert f"/exports/briefings/{kept.pk}/" not in client.get("/exports/").content.decode()
    assert f"/exports/briefings/{kept.pk}/" in signed(people.analyst).get("/exports/").content.decode()
    decisions.reject(by=people.authority, proposal=voted, reason="Too early.", **made.live(voted))
    assert signed(viewer).get(f"/exports/briefings/{kept.pk}/file/").status_code == 200
    assert f"/exports/briefings/{kept.pk}/" in signed(viewer).get("/exports/").content.decode()


def test_the_briefing_of_a_proposal_shows_the_posture_kept_with_its_revision(
    people: made.Cast, signed: Signed, voted: Proposal
) -> None:
    kept = voted.state.revision.posture
    provider("PRV-001", name="Orbital Works")
    told = taken(signed(people.authority), f"proposal={voted.pk}")
    assert "Not an input to the rule: the posture of SATCOM" in told and kept.content_hash in told
    for line in read_block(kept.content).lines:
        assert f"{line.title} {line.words}" in told
    assert "Not an input to the rule" not in taken(signed(people.authority), "areas=SATCOM")


def test_two_readers_of_the_same_contents_get_the_same_file(people: made.Cast, signed: Signed, voted: Proposal) -> None:
    first = signed(people.authority).get(f"/exports/briefing.pdf?proposal={voted.pk}").content
    assert signed(people.reviewer3).get(f"/exports/briefing.pdf?proposal={voted.pk}").content == first
    kept = Briefing.objects.get()
    assert (kept.proposal_id, kept.quoted, kept.areas) == (voted.pk, [voted.pk], "SATCOM")
    signed(people.authority).get("/exports/briefing.pdf?areas=SATCOM")
    assert Briefing.objects.count() == 2
    assert list(verify()) == []


def test_a_proposal_hidden_from_the_reader_is_refused_with_a_reason(
    people: made.Cast, signed: Signed, voted: Proposal, viewer: Actor
) -> None:
    client = signed(viewer)
    for answer in (
        client.get(f"/exports/briefing.pdf?proposal={voted.pk}"),
        client.post("/exports/briefing/", {"format": "pdf", "proposal": voted.pk}),
    ):
        assert answer.status_code == 403
        assert "It opens to every reader once it is decided." in answer.content.decode()
    assert not Briefing.objects.exists()


def test_there_is_no_briefing_of_a_draft(people: made.Cast, signed: Signed) -> None:
    draft = made.draft(people)
    for actor, status in ((people.analyst, 400), (people.steward, 400), (people.authority, 403)):
        answer = signed(actor).get(f"/exports/briefing.pdf?proposal={draft.pk}")
        assert answer.status_code == status, actor.name
    said = signed(people.analyst).post("/exports/briefing/", {"format": "pdf", "proposal": draft.pk}).content.decode()
    assert f"Proposal {draft.pk} was not before its reviewers then." in said
    assert not Briefing.objects.exists()


def test_there_is_no_briefing_of_a_day_before_the_submission(
    people: made.Cast, signed: Signed, voted: Proposal
) -> None:
    day = made.in_days(-3).isoformat()
    assert signed(people.authority).get(f"/exports/briefing.pdf?proposal={voted.pk}&as_of={day}").status_code == 400
    assert WORDING not in taken(signed(people.authority), f"areas=SATCOM&as_of={day}")


@pytest.mark.parametrize(("proposal", "status"), [("999999999", 404), ("x", 400), ("1" * 30, 400), ("²", 400)])
def test_an_unknown_proposal_is_reported(people: made.Cast, signed: Signed, proposal: str, status: int) -> None:
    answer = signed(people.authority).get("/exports/briefing.pdf", {"proposal": proposal})
    assert answer.status_code == status
    posted = signed(people.authority).post("/exports/briefing/", {"format": "pdf", "proposal": proposal})
    assert posted.status_code == status


def test_the_page_of_a_submitted_proposal_builds_its_briefing(people: made.Cast, signed: Signed) -> None:
    draft = made.draft(people)
    form = 'action="/exports/briefing/"'
    assert form not in signed(people.analyst).get(f"/proposals/{draft.pk}/").content.decode()
    made.submit(people, draft)
    assert form in signed(people.authority).get(f"/proposals/{draft.pk}/").content.decode()
    answer = signed(people.authority).post("/exports/briefing/", {"format": "pptx", "proposal": draft.pk})
    kept = Briefing.objects.get()
    assert answer["Location"] == f"/exports/briefings/{kept.pk}/?built"
    page = signed(people.authority).get(answer["Location"])
    assert page["Refresh"] == f"0; url=/exports/briefings/{kept.pk}/file/"
    assert f"Proposal {draft.pk}" in page.content.decode()
    assert "Refresh" not in signed(people.authority).get(f"/exports/briefings/{kept.pk}/")
