"""Who acts next in every state of a review, and who is not asked."""

from dataclasses import replace

import pytest

from missions.domain.reviews.next_acts import Case, in_words, next_act, owing
from missions.domain.reviews.parts import Parts, Person
from missions.domain.reviews.transitions import Ballot, Quorum
from missions.domain.vocabulary import Duty, Role, State, VoteChoice

AUTHOR, FIRST, SECOND, THIRD, AUTHORITY, STEWARD, HELPER = range(1, 8)
PEOPLE = {
    person.pk: person
    for person in (
        Person(AUTHOR, "One", frozenset({Role.ANALYST})),
        Person(FIRST, "One", frozenset({Role.REVIEWER})),
        Person(SECOND, "Two", frozenset({Role.REVIEWER})),
        Person(THIRD, "One", frozenset({Role.REVIEWER, Role.STEWARD})),
        Person(AUTHORITY, "One", frozenset({Role.AUTHORITY})),
        Person(STEWARD, "One", frozenset({Role.STEWARD})),
        Person(HELPER, "One", frozenset({Role.ANALYST})),
    )
}


def ballot(voter: int, choice: VoteChoice = VoteChoice.SUPPORT) -> Ballot:
    return Ballot(voter, "", PEOPLE[voter].organization, choice)


def parts(state: State = State.IN_REVIEW, **given: object) -> Parts:
    usual = {
        "authors": frozenset({AUTHOR}),
        "seated": (PEOPLE[FIRST], PEOPLE[SECOND]),
        "ballots": (),
        "voters": frozenset(),
        "objections": 0,
        "needed": Quorum(2, 2),
    }
    return Parts(state=state, **usual | given)


def case(of: Parts | None, **given: object) -> Case:
    reviewers = frozenset(seat.pk for seat in of.seated) if of else frozenset({FIRST, SECOND})
    usual = {"late": False, "analysts": frozenset({HELPER}), "reviewers": reviewers, "people": PEOPLE}
    return Case(parts=of, **usual | given)


BOTH = (ballot(FIRST), ballot(SECOND))


def test_without_a_proposal_the_analysts_asked_to_draft_act_next():
    assert owing(case(None)) == {HELPER: (Duty.DRAFT,)}


def test_if_nobody_can_draft_the_steward_asks_somebody():
    asked = {STEWARD: (Duty.ASSIGN,), THIRD: (Duty.ASSIGN,)}
    assert owing(case(None, analysts=frozenset())) == asked
    # An assigned reviewer does not draft.
    assert owing(case(None, analysts=frozenset({FIRST}))) == asked


@pytest.mark.parametrize(
    ("state", "duty"),
    [
        (State.DRAFT, Duty.DRAFT),
        (State.CHANGES_REQUESTED, Duty.ANSWER_CHANGES),
        (State.NEEDS_REBASE, Duty.REBASE),
    ],
)
def test_a_draft_waits_for_its_authors_or_else_for_a_steward(state, duty):
    assert owing(case(parts(state))) == {AUTHOR: (duty,)}
    left = {key: person for key, person in PEOPLE.items() if key not in {AUTHOR, THIRD}}
    assert owing(case(parts(state), people=left)) == {STEWARD: (Duty.ADOPT,)}


def test_the_reviewers_vote_and_then_the_authority_decides():
    assert owing(case(parts())) == {FIRST: (Duty.VOTE,), SECOND: (Duty.VOTE,)}
    assert owing(case(parts(ballots=BOTH, voters=frozenset({FIRST, SECOND})))) == {AUTHORITY: (Duty.DECIDE,)}


def test_a_recused_reviewer_is_not_asked_on_a_later_revision():
    assert FIRST not in owing(case(parts(recused=frozenset({FIRST}))))


def test_a_person_who_decided_is_not_asked_to_vote():
    assert FIRST not in owing(case(parts(deciders=frozenset({FIRST}))))


def test_an_objection_waits_for_the_authors_or_else_for_the_authority():
    open_one = parts(ballots=BOTH, voters=frozenset({FIRST, SECOND}), objections=1)
    assert owing(case(open_one)) == {AUTHOR: (Duty.ANSWER_OBJECTIONS,)}
    left = {key: person for key, person in PEOPLE.items() if key != AUTHOR}
    assert owing(case(open_one, people=left)) == {AUTHORITY: (Duty.DECIDE,)}


def test_a_quorum_out_of_reach_waits_for_the_steward():
    split = parts(ballots=(ballot(FIRST), ballot(SECOND, VoteChoice.OBJECT)), voters=frozenset({FIRST, SECOND}))
    assert next_act(case(split)) is Duty.RESEAT
    assert owing(case(split)) == {STEWARD: (Duty.RESEAT,), THIRD: (Duty.RESEAT,)}


def test_a_steward_who_has_yet_to_vote_does_not_learn_that_the_quorum_is_out_of_reach():
    seated = (PEOPLE[FIRST], PEOPLE[SECOND], PEOPLE[THIRD])
    split = parts(seated=seated, ballots=(ballot(FIRST), ballot(SECOND, VoteChoice.OBJECT)))
    assert owing(case(split)) == {STEWARD: (Duty.RESEAT,), THIRD: (Duty.VOTE,)}


@pytest.mark.parametrize("state", [State.DRAFT, State.CHANGES_REQUESTED])
def test_seats_that_cannot_reach_the_quorum_are_noticed_before_submission(state):
    short = parts(state, recused=frozenset({SECOND}))
    assert owing(case(short))[STEWARD] == (Duty.RESEAT,)


def test_an_approved_proposal_waits_for_nobody():
    approved = parts(State.APPROVED, ballots=BOTH)
    assert next_act(case(approved)) is None
    assert owing(case(approved)) == {}


def test_late_reviews_and_those_without_reviewers_wait_for_the_steward():
    assert owing(case(parts(), late=True))[STEWARD] == (Duty.CHASE,)
    bare = replace(case(None), reviewers=frozenset(), late=True)
    assert owing(bare)[STEWARD] == (Duty.SEAT,)


def test_acts_of_one_person_are_told_in_one_sentence():
    assert in_words((Duty.DRAFT,), has_begun=True) == "You are asked to finish the draft."
    assert in_words((Duty.VOTE, Duty.DECIDE)) == "You are asked to vote, and to decide."
