"""Proposals and their authors: drafts, saves, revisions frozen by their content, rebasing and withdrawing."""

import pytest

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.reviews import proposals, reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.vocabulary import Move, ProposalKind, Role, SeatKind, State
from missions.models import AuditEntry, Authorship, CategoryDecision, ChainHead, Transition
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import load_subject
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


def sequence() -> int:
    return ChainHead.objects.get().sequence


def save(by, proposal, **said):
    against = made.again(proposal).draft.saved
    return proposals.save_draft(by=by, proposal=proposal, against=against, content=made.content(**said))


def test_a_draft_starts_with_the_area_as_its_base(people):
    proposal = proposals.create_draft(by=people.analyst, review=made.review(people))
    loaded = load_subject(proposal.pk)
    assert loaded.subject.state is State.DRAFT
    assert loaded.draft.kind == ProposalKind.SHIFT
    assert loaded.draft.base_sequence == sequence() - 1
    assert not loaded.subject.stale
    assert loaded.subject.authors == {people.analyst.pk}


def test_a_proposal_for_an_area_without_a_category_gives_it_the_first(people):
    proposal = proposals.create_draft(by=people.analyst, review=made.review(people, area_code="ISAM"))
    assert made.again(proposal).draft.kind == ProposalKind.FIRST


def test_a_review_has_one_open_proposal_at_a_time(people):
    first = made.draft(people)
    with pytest.raises(Blocked, match="has an open proposal"):
        proposals.create_draft(by=people.coauthor, review=first.review)
    proposals.withdraw(by=people.analyst, proposal=first, reason="Begun anew.")
    proposals.create_draft(by=people.coauthor, review=first.review)


def test_no_draft_starts_in_a_closed_review_or_by_its_reviewer_or_without_the_role(people):
    review = made.review(people)
    both = made.person("both", Role.ANALYST, Role.REVIEWER)
    reviews.seat(by=people.steward, review=review, users=[made.account(both)], place=SeatKind.REVIEWER, reason="Asked.")
    with pytest.raises(Blocked, match="assigned as its reviewer"):
        proposals.create_draft(by=both, review=review)
    with pytest.raises(Refused):
        proposals.create_draft(by=people.reviewer, review=review)
    reviews.close_review(by=people.steward, review=review, reason="Not now.")
    with pytest.raises(Blocked, match="review is closed"):
        proposals.create_draft(by=people.analyst, review=review)


def test_a_proposal_reverses_a_decision_about_its_own_area(people):
    elsewhere = CategoryDecision.objects.get(area__code="SDA")
    review = made.review(people)
    with pytest.raises(Unfit):
        proposals.create_draft(by=people.analyst, review=review, reverses=elsewhere)
    here = CategoryDecision.objects.get(area__code="SATCOM")
    assert proposals.create_draft(by=people.analyst, review=review, reverses=here).reverses == here


def test_saving_adds_no_entry_except_for_a_new_author(people):
    proposal = made.draft(people)
    content = made.content()
    before = sequence()
    draft = proposals.save_draft(by=people.analyst, proposal=proposal, against=1, content=content)
    assert (draft.saved, sequence()) == (2, before)
    assert proposals.save_draft(by=people.coauthor, proposal=proposal, against=2, content=content).saved == 2
    assert not Authorship.objects.filter(by=people.coauthor.pk).exists(), "A save that changes nothing is none."
    save(people.coauthor, proposal, rationale="Better said.")
    assert Authorship.objects.filter(proposal=proposal).count() == 2


def test_a_save_over_somebody_elses_says_who_was_first(people):
    proposal = made.draft(people)
    save(people.coauthor, proposal, rationale="First.")
    with pytest.raises(Overtaken, match="Coauthor saved the draft") as caught:
        proposals.save_draft(by=people.analyst, proposal=proposal, against=1, content=made.content())
    assert caught.value.newest.rationale == "First."


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"rationale": "a\0b"}, "rationale"),
        ({"rationale": "x" * 20_001}, "rationale"),
        ({"gaps": {"T-1": "a\0b"}}, "gaps"),
        ({"gaps": {"SDA-1": "Not of this area."}}, "gaps"),
        ({"answers": {1: "Nobody asked."}}, "answers"),
        ({"evidence": (999,)}, "evidence"),
        ({"evidence": tuple(range(201))}, "evidence"),
    ],
)
def test_text_that_cannot_be_stored_is_reported_beside_its_field(people, said, field):
    proposal = made.draft(people)
    with pytest.raises(Unfit) as caught:
        save(people.analyst, proposal, **said)
    assert caught.value.field == field


def test_submitting_freezes_the_content_of_the_draft(people):
    proposal = made.draft(people)
    revision = made.submit(people, proposal)
    draft = made.again(proposal).draft
    assert (revision.number, revision.rationale, revision.target) == (1, draft.rationale, draft.target)
    assert [link.evidence_id for link in revision.evidence_links.all()] == draft.evidence
    assert (revision.needed_supports, revision.needed_organizations) == (2, 2)
    with pytest.raises(Blocked, match="content is frozen"):
        save(people.analyst, proposal, rationale="Too late.")


def test_an_unfinished_draft_cannot_be_submitted(people):
    proposal = proposals.create_draft(by=people.analyst, review=made.review(people))
    with pytest.raises(Blocked) as caught:
        made.submit(people, proposal)
    assert {block.why for block in caught.value.blocks} == {
        "It names no category.",
        "It has no effective date.",
        "It has no rationale.",
        "It has no evidence.",
        "The area has no function.",
    }


def test_a_draft_saved_by_somebody_else_since_cannot_be_submitted_unseen(people):
    proposal = made.draft(people)
    save(people.coauthor, proposal, rationale="Rewritten.")
    with pytest.raises(Overtaken, match="Coauthor"):
        proposals.submit(by=people.analyst, proposal=proposal, against=1, reason="As I saw it.")


def test_every_change_request_needs_an_answer_before_submission(people):
    proposal = made.submitted(people)
    votes.request_changes(
        by=people.reviewer,
        proposal=proposal,
        items=[("Date", "Too soon."), ("Cost", "Missing.")],
        **made.live(proposal),
    )
    requests = made.again(proposal).state.revision.change_requests.order_by("pk")
    answers = {request.pk: f"Answer to {request.item}." for request in requests}
    save(people.analyst, proposal, answers=dict([next(iter(answers.items()))]))
    with pytest.raises(Blocked, match="1 change request not answered"):
        made.submit(people, proposal)
    save(people.analyst, proposal, answers=answers)
    revision = made.submit(people, proposal)
    assert revision.number == 2
    assert {answer.text for answer in revision.change_answers.all()} == set(answers.values())


def test_votes_on_an_earlier_revision_are_history(people):
    proposal = made.supported(people)
    votes.request_changes(by=people.authority, proposal=proposal, items=[("Date", "Late.")], **made.live(proposal))
    request = made.again(proposal).state.revision.change_requests.get()
    save(people.analyst, proposal, answers={request.pk: "Moved."}, effective_on=made.in_days(7))
    made.submit(people, proposal)
    assert load_subject(proposal.pk).subject.tally.supports == 0
    with pytest.raises(Blocked, match="0 of 2 supports"):
        made.approve(people.authority, proposal)


def test_the_same_content_is_the_same_revision_and_keeps_its_votes(people):
    proposal = made.supported(people)
    function = proposal.review.area.functions.get()
    factories.assessment(function, performer="government_only")
    factories.assessment(function)
    assert made.state(proposal) is State.NEEDS_REBASE
    proposals.rebase(by=people.analyst, proposal=proposal, reason="The area is back where it was.")
    assert made.submit(people, proposal).number == 1
    assert load_subject(proposal.pk).subject.tally.met
    made.approve(people.authority, proposal)
    assert [finding.what for finding in verify()] == []


def test_a_rebase_takes_the_current_area_and_makes_a_new_revision(people):
    proposal = made.supported(people)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    draft = proposals.rebase(by=people.analyst, proposal=proposal, reason="Looked again.")
    assert draft.base_version != made.again(proposal).state.revision.base_version
    assert made.submit(people, proposal).number == 2


def test_a_steward_who_rebases_becomes_an_author(people):
    proposal = made.draft(people)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    with pytest.raises(Blocked, match="not an author"):
        proposals.rebase(by=people.coauthor, proposal=proposal, reason="Mine now.")
    proposals.rebase(by=people.steward, proposal=proposal, reason="Adopted.")
    assert people.steward.pk in load_subject(proposal.pk).subject.authors


def test_a_withdrawn_proposal_is_closed(people):
    proposal = made.supported(people)
    with pytest.raises(Blocked, match="author is active"):
        proposals.withdraw(by=people.steward, proposal=proposal, reason="Stale.")
    proposals.withdraw(by=people.analyst, proposal=proposal, reason="Overtaken.")
    with pytest.raises(Blocked, match="withdrawn"):
        proposals.withdraw(by=people.analyst, proposal=proposal, reason="Again.")
    last = Transition.objects.filter(proposal=proposal).latest("entry_id")
    assert (last.move, last.reason) == (Move.WITHDRAW, "Overtaken.")


def test_a_steward_withdraws_if_no_author_can_act_any_more(people):
    proposal = made.submitted(people)
    accounts.set_active(by=factories.SETUP, user=made.account(people.analyst), active=False, reason="Left.")
    proposals.withdraw(by=people.steward, proposal=proposal, reason="The author has left.")
    assert made.state(proposal) is State.WITHDRAWN


@pytest.mark.parametrize("reason", ["", "  ", "a\0b", "x" * 20_001])
def test_a_reason_is_always_required(people, reason):
    proposal = made.draft(people)
    before = AuditEntry.objects.count()
    with pytest.raises(Unfit) as caught:
        proposals.submit(by=people.analyst, proposal=proposal, against=1, reason=reason)
    assert caught.value.field == "reason"
    assert AuditEntry.objects.count() == before
