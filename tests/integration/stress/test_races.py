"""Several people and processes at once, each with a connection: one outcome stands, and the others are told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from missions.access import Refused
from missions.actions.people import accounts
from missions.actions.reviews import comments, decisions, effect, proposals, reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.vocabulary import ReplyKind, Role, State, VoteChoice
from missions.models import AuditEntry, CategoryDecision, ObjectionReply, Review, Transition
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.patience import STEP_SECONDS

STOPPED = (Refused, Blocked, Overtaken)


@pytest.fixture
def people(real_db):
    yield made.cast()
    connection.close()


def at_once(*acts) -> list:
    """Start each act together in a thread and connection of its own; returns the results or refusals."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(STEP_SECONDS)
            return act()
        except STOPPED as stopped:
            return stopped
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(STEP_SECONDS) for one in [pool.submit(run, act) for act in acts]]


def told(results: list) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]


def on_its_day() -> list[CategoryDecision]:
    """Run the worker on the effective day."""
    with made.on_day():
        return effect.apply_due_decisions()


def verified() -> bool:
    return [finding.what for finding in verify()] == []


def test_one_of_two_authorities_who_approve_at_once_succeeds(people):
    proposal = made.supported(people)
    said = {"proposal": proposal, "reason": made.REASON, **made.live(proposal)}
    results = at_once(
        lambda: decisions.approve(by=people.authority, **said), lambda: decisions.approve(by=people.authority2, **said)
    )
    assert [str(loser) for loser in told(results)] == ["The proposal is effective."]
    assert Transition.objects.filter(proposal=proposal, move="approve").count() == 1
    assert verified()


def test_approving_and_rejecting_at_once_has_one_outcome(people):
    proposal = made.supported(people)
    said = {"proposal": proposal, "reason": made.REASON, **made.live(proposal)}
    results = at_once(
        lambda: decisions.approve(by=people.authority, **said), lambda: decisions.reject(by=people.authority2, **said)
    )
    assert len(told(results)) == 1
    assert made.state(proposal) in {State.EFFECTIVE, State.REJECTED}
    assert verified()


def test_submitting_twice_makes_one_revision(people):
    proposal = made.draft(people)
    saved = made.again(proposal).draft.saved
    said = {"by": people.analyst, "proposal": proposal, "against": saved, "reason": made.REASON}
    results = at_once(*[lambda: proposals.submit(**said)] * 3)
    assert len(told(results)) == 2
    assert proposal.revisions.count() == 1
    assert verified()


def test_a_vote_and_a_request_for_changes_at_once(people):
    proposal = made.submitted(people)
    live = made.live(proposal)
    results = at_once(
        lambda: votes.vote(by=people.reviewer, proposal=proposal, choice=VoteChoice.SUPPORT, **live),
        lambda: votes.request_changes(by=people.authority, proposal=proposal, items=[("This", "Why")], **live),
    )
    assert made.state(proposal) is State.CHANGES_REQUESTED
    assert all("changes requested" in str(loser) for loser in told(results))
    assert verified()


def test_one_reviewer_voting_both_ways_at_once_votes_once(people):
    proposal = made.submitted(people)
    said = {"by": people.reviewer, "proposal": proposal, "reason": made.REASON, **made.live(proposal)}
    results = at_once(
        *[lambda choice=choice: votes.vote(choice=choice, **said) for choice in (VoteChoice.SUPPORT, VoteChoice.OBJECT)]
    )
    [loser] = told(results)
    assert "a vote is final" in str(loser)
    assert verified()


def test_two_replies_at_once_keep_the_first_and_refuse_the_other(people):
    proposal = made.submitted(people)
    objection = made.vote(people.reviewer, proposal, VoteChoice.OBJECT)
    said = {"proposal": proposal, **made.live(proposal)}
    given = {"vote": objection, "text": "Weighed.", **made.live(proposal)}
    answer = votes.answer_objection(by=people.analyst, **given)
    said |= {"by": people.reviewer, "answer": answer.pk, "reason": "Because."}
    results = at_once(*[lambda kind=kind: votes.reply(kind=kind, **said) for kind in ReplyKind])
    assert [str(loser) for loser in told(results)] == ["You have replied to this answer, and a reply is final."]
    assert ObjectionReply.objects.count() == 1
    assert verified()


def test_an_approval_while_an_assessment_lands_takes_effect_before_it_or_is_refused(people):
    proposal = made.supported(people)
    function = proposal.review.area.functions.get()
    said = {"by": people.authority, "proposal": proposal, "reason": made.REASON, **made.live(proposal)}
    results = at_once(
        lambda: decisions.approve(**said), lambda: factories.assessment(function, performer="government_only")
    )
    refused = told(results)
    assert made.state(proposal) is (State.NEEDS_REBASE if refused else State.EFFECTIVE)
    assert all("needs update" in str(loser) for loser in refused)
    assert effect.apply_due_decisions() == []
    assert verified()


def test_an_effect_during_an_assessment_applies_what_was_approved_or_nothing(people):
    proposal = made.approved(people)
    function = proposal.review.area.functions.get()
    decided, _ = at_once(on_its_day, lambda: factories.assessment(function, performer="government_only"))
    state = made.state(proposal)
    assert (state, len(decided)) in {(State.EFFECTIVE, 1), (State.NEEDS_REBASE, 0)}
    assert verified()


def test_decisions_applied_by_several_at_once_take_effect_once(people):
    made.approved(people)
    results = at_once(*[on_its_day] * 4)
    assert sorted(len(result) for result in results) == [0, 0, 0, 1]
    assert CategoryDecision.objects.filter(revision__isnull=False).count() == 1
    assert verified()


def test_a_recall_and_the_effect_at_once(people):
    proposal = made.approved(people)
    said = {"by": people.authority, "proposal": proposal, "reason": made.REASON, **made.live(proposal)}
    recalled, applied = at_once(lambda: decisions.recall(**said), on_its_day)
    if isinstance(recalled, Exception):
        assert str(recalled) == "The proposal is effective."
        assert len(applied) == 1
    else:
        assert (made.state(proposal), applied) == (State.IN_REVIEW, [])
    assert verified()


@pytest.mark.parametrize("how", ["role", "account"])
def test_an_authority_who_loses_the_right_while_approving(people, how):
    proposal = made.supported(people)
    user = made.account(people.authority)
    said = {"proposal": proposal, "reason": made.REASON, **made.live(proposal)}

    def lose():
        if how == "role":
            return accounts.end_role(by=factories.SETUP, user=user, role=Role.AUTHORITY, reason=made.REASON)
        return accounts.set_active(by=factories.SETUP, user=user, active=False, reason=made.REASON)

    approval, _ = at_once(lambda: decisions.approve(by=people.authority, **said), lose)
    lost = AuditEntry.objects.filter(entry_class="access").latest("sequence").sequence
    if isinstance(approval, Exception):
        assert isinstance(approval, Refused)
        assert made.state(proposal) is State.IN_REVIEW
    else:
        assert approval.transition.entry_id < lost
    assert verified()


def test_two_people_who_save_at_once_see_both_versions(people):
    proposal = made.draft(people)
    contents = [made.content(rationale=f"Version {number}") for number in range(2)]
    writers = [people.analyst, people.coauthor]
    results = at_once(
        *[
            lambda by=by, content=content: proposals.save_draft(by=by, proposal=proposal, against=1, content=content)
            for by, content in zip(writers, contents, strict=True)
        ]
    )
    [loser] = told(results)
    assert isinstance(loser, Overtaken)
    assert loser.newest.rationale == made.again(proposal).draft.rationale
    assert made.again(proposal).draft.saved == 2


def test_reviews_opened_by_several_at_once_are_opened_once(people):
    today = made.in_days(400)
    results = at_once(*[lambda: reviews.open_due_reviews(today)] * 3)
    opened = [review.area_id for result in results for review in result]
    assert len(opened) == len(set(opened)) == Review.objects.count() > 0
    assert reviews.open_due_reviews(today) == []
    assert verified()


def test_many_people_at_once_on_one_area_never_deadlock(people):
    proposal = made.submitted(people)
    live = made.live(proposal)
    function = proposal.review.area.functions.get()
    said = {"proposal": proposal, "reason": made.REASON, **live}
    voters = (people.reviewer, people.reviewer2, people.reviewer3)
    acts = [
        *[lambda by=by: votes.vote(by=by, choice=VoteChoice.SUPPORT, **said) for by in voters],
        lambda: decisions.approve(by=people.authority, **said),
        lambda: decisions.reject(by=people.authority2, **said),
        lambda: comments.comment(by=people.steward, review=proposal.review, text="Well?"),
        lambda: factories.assessment(function, rationale="The same."),
        effect.apply_due_decisions,
        effect.notice_moved,
        lambda: proposals.withdraw(by=people.analyst, proposal=proposal, reason=made.REASON),
    ]
    at_once(*acts)
    assert verified()


def kill_at(number: int, owner, act, *, days: int = 0) -> bool:
    """Run the act some days from now, and end its session after its statement of that number.

    Returns whether it came that far.
    """
    count = 0

    def killing(execute, sql, parameters, many, context):
        nonlocal count
        done = execute(sql, parameters, many, context)
        count += 1
        if count == number:
            owner.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
        return done

    connection.ensure_connection()
    try:
        with made.on_day(days), connection.execute_wrapper(killing):
            act()
    except DatabaseError:
        return True
    finally:
        connection.close()
    return False


@pytest.mark.skipif(settings.DATABASE_POOLER, reason="Behind a pooler nobody knows which session is theirs.")
def test_the_database_killed_at_any_statement_of_an_approval(people, owner):
    proposal = made.supported(people)
    before = AuditEntry.objects.count()
    number = 1
    while kill_at(number, owner, lambda: made.approve(people.authority, proposal)):
        assert made.state(proposal) is State.IN_REVIEW
        assert AuditEntry.objects.count() == before
        number += 1
    assert number > 25
    assert made.state(proposal) is State.EFFECTIVE
    assert AuditEntry.objects.count() == before + 2
    assert verified()


@pytest.mark.skipif(settings.DATABASE_POOLER, reason="Behind a pooler nobody knows which session is theirs.")
def test_the_database_killed_at_any_statement_of_taking_effect(people, owner):
    proposal = made.approved(people)
    before = AuditEntry.objects.count()
    number = 1
    while kill_at(number, owner, effect.apply_due_decisions, days=made.AHEAD):
        assert made.state(proposal) is State.APPROVED
        assert AuditEntry.objects.count() == before
        assert not CategoryDecision.objects.filter(revision__isnull=False).exists()
        number += 1
    assert number > 15
    assert made.state(proposal) is State.EFFECTIVE
    assert AuditEntry.objects.count() == before + 1
    assert CategoryDecision.objects.filter(revision__isnull=False).count() == 1
    assert verified()
