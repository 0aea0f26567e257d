"""Every guard, failing and passing: who may move a proposal, from which state, and with what content."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from missions.domain.record.portfolio import AreaState, Attribution, Decided, FunctionState, PolicyState
from missions.domain.reviews.guards import (
    VOTES_HIDDEN,
    Cause,
    Person,
    Subject,
    why_not_answer,
    why_not_draft,
    why_not_edit,
    why_not_move,
    why_not_overrule,
    why_not_take_effect,
    why_not_vote,
)
from missions.domain.reviews.transitions import Ballot, Quorum, material_version
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    Move,
    ProposalKind,
    Provenance,
    Role,
    Standing,
    State,
    VoteChoice,
)

AUTHOR, REVIEWER, SECOND, AUTHORITY, STEWARD, STRANGER = range(1, 7)
TODAY = date(2026, 11, 23)
DECIDED_ON = date(2024, 4, 2)
SAID = Attribution(1, DECIDED_ON, datetime(2024, 4, 2, tzinfo=UTC), "csis", "Because.", Provenance.OFFICIAL, "")
POLICY = PolicyState(1, 50, 25, 50, 36, 24, 24, 2, 2, 1, SAID)


def function(standing: Standing = Standing.OPEN) -> FunctionState:
    return FunctionState("T-1", "SATCOM", "Function", "", False, SAID, None, standing)


def area(category: Category | None = Category.HYBRID, *functions: FunctionState) -> AreaState:
    decided = category and Decided(category, DecisionKind.INITIAL, DECIDED_ON, "", "", SAID)
    return AreaState("SATCOM", "Communications", "", False, False, 1, SAID, decided, functions or (function(),))


def person(pk: int, *roles: Role, organization: str = "One") -> Person:
    return Person(pk, organization, frozenset(roles))


ANALYST = person(AUTHOR, Role.ANALYST)
FIRST_SEAT = person(REVIEWER, Role.REVIEWER)
SECOND_SEAT = person(SECOND, Role.REVIEWER, organization="Two")
DECIDER = person(AUTHORITY, Role.AUTHORITY)


def ballot(voter: int, choice: VoteChoice = VoteChoice.SUPPORT, organization: str = "One") -> Ballot:
    return Ballot(voter, f"Voter {voter}", organization, choice)


BOTH = (ballot(REVIEWER), ballot(SECOND, organization="Two"))


def subject(state: State = State.DRAFT, **given: object) -> Subject:
    """A complete shift by one author, with two reviewers assigned; nothing prevents any move."""
    usual = {
        "kind": ProposalKind.SHIFT,
        "target": Category.COMMERCIAL_PRIMARY,
        "effective_on": TODAY,
        "rationale": "Why.",
        "evidence": (1,),
        "gaps": {},
        "area": area(),
        "policy": POLICY,
        "today": TODAY,
        "authors": frozenset({AUTHOR}),
        "active_authors": True,
        "seated": (FIRST_SEAT, SECOND_SEAT),
        "ballots": (),
        "voters": frozenset(),
        "requests": 0,
        "objections": 0,
        "needed": Quorum(2, 2),
    }
    made = usual | given
    made.setdefault("base_version", material_version(made["area"], POLICY))
    return Subject(state=state, **made)


def voted(state: State = State.IN_REVIEW, **given: object) -> Subject:
    return subject(state, **{"ballots": BOTH, "voters": frozenset({REVIEWER, SECOND})} | given)


def why(found) -> str:
    return " ".join(str(block) for block in found)


@pytest.mark.parametrize(
    ("move", "made", "who"),
    [
        (Move.SUBMIT, subject(), ANALYST),
        (Move.SUBMIT, subject(State.CHANGES_REQUESTED), ANALYST),
        (Move.REQUEST_CHANGES, subject(State.IN_REVIEW), FIRST_SEAT),
        (Move.REQUEST_CHANGES, subject(State.IN_REVIEW), DECIDER),
        (Move.APPROVE, voted(), DECIDER),
        (Move.REJECT, voted(), DECIDER),
        (Move.RECALL, voted(State.APPROVED), DECIDER),
        (Move.REBASE, subject(State.NEEDS_REBASE), ANALYST),
        (Move.REBASE, subject(State.NEEDS_REBASE), person(STEWARD, Role.STEWARD)),
        (Move.WITHDRAW, subject(), ANALYST),
        (Move.WITHDRAW, subject(active_authors=False), person(STEWARD, Role.STEWARD)),
    ],
)
def test_a_move_is_possible_if_every_guard_passes(move, made, who):
    assert why_not_move(move, made, who) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"base_version": "older"}, "changed since"),
        ({"target": None}, "names no category"),
        ({"target": Category.HYBRID}, "Hybrid already"),
        ({"kind": ProposalKind.REAFFIRM}, "reaffirmation names the same"),
        ({"kind": ProposalKind.FIRST}, "has a category in force"),
        ({"area": area(None)}, "no category in force"),
        ({"effective_on": None}, "no effective date"),
        ({"effective_on": date(2024, 4, 1)}, "decision in force is of 2 Apr 2024"),
        ({"rationale": " \n"}, "no rationale"),
        ({"evidence": ()}, "no evidence"),
        ({"area": replace(area(), functions=())}, "no function"),
        ({"area": area(Category.HYBRID, function(Standing.UNASSESSED))}, "T-1"),
        ({"seated": (FIRST_SEAT,)}, "cannot reach the quorum"),
        ({"seated": (FIRST_SEAT, replace(SECOND_SEAT, organization="One"))}, "cannot reach the quorum"),
        ({"seated": (FIRST_SEAT, replace(SECOND_SEAT, roles=frozenset()))}, "cannot reach the quorum"),
        ({"recused": frozenset({SECOND})}, "cannot reach the quorum"),
        ({"deciders": frozenset({SECOND})}, "cannot reach the quorum"),
        ({"authors": frozenset({AUTHOR, SECOND})}, "cannot reach the quorum"),
        ({"requests": 1}, "1 change request not answered"),
        ({"requests": 2}, "2 change requests not answered"),
    ],
)
def test_what_prevents_a_draft_from_being_submitted(given, words):
    found = why_not_move(Move.SUBMIT, subject(**given), ANALYST)
    assert len(found) == 1
    assert words in why(found)


def test_an_explained_gap_is_accepted():
    unassessed = area(Category.HYBRID, function(Standing.UNASSESSED))
    assert why_not_move(Move.SUBMIT, subject(area=unassessed, gaps={"T-1": "Nobody offers it."}), ANALYST) == ()
    assert why_not_move(Move.SUBMIT, subject(area=unassessed, gaps={"T-1": "  "}), ANALYST)


def test_a_first_category_needs_an_area_without_one():
    first = subject(kind=ProposalKind.FIRST, area=area(None))
    assert why_not_move(Move.SUBMIT, first, ANALYST) == ()
    assert "on record since" in why(why_not_move(Move.SUBMIT, replace(first, effective_on=date(2024, 4, 1)), ANALYST))


def test_a_reaffirmation_needs_one_support_from_anywhere():
    said = {"kind": ProposalKind.REAFFIRM, "target": Category.HYBRID, "needed": Quorum(1, 1)}
    made = subject(**said, seated=(FIRST_SEAT,))
    assert why_not_move(Move.SUBMIT, made, ANALYST) == ()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (person(STRANGER, Role.ANALYST), "not an author"),
        (person(AUTHOR, Role.VIEWER), "no longer hold the analyst role"),
        (person(STEWARD, Role.STEWARD), "not an author"),
    ],
)
def test_only_an_author_who_is_still_an_analyst_submits(who, words):
    found = why_not_move(Move.SUBMIT, subject(), who)
    assert words in why(found)
    assert found[0].cause is Cause.PERSON


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT, Move.RECALL])
@pytest.mark.parametrize(
    ("who", "given", "words"),
    [
        (person(STRANGER, Role.STEWARD), {}, "Only a decision authority"),
        (person(AUTHOR, *Role), {}, "author of this proposal"),
        (person(REVIEWER, *Role), {}, "have voted"),
    ],
)
def test_people_with_another_part_cannot_decide(move, who, given, words):
    state = State.APPROVED if move is Move.RECALL else State.IN_REVIEW
    found = why_not_move(move, voted(state, **given), who)
    assert words in why(found)
    assert {block.cause for block in found} == {Cause.PERSON}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ballots": BOTH[:1]}, "1 of 2 supports"),
        ({"ballots": (ballot(REVIEWER), ballot(SECOND))}, "1 of 2 organizations"),
        ({"ballots": (BOTH[0], ballot(SECOND, VoteChoice.OBJECT, "Two"))}, "1 of 2 supports"),
        ({"ballots": (BOTH[0], ballot(SECOND, VoteChoice.RECUSE, "Two"))}, "1 of 2 supports"),
        ({"authors": frozenset({AUTHOR, SECOND})}, "1 of 2 supports"),
        ({"objections": 1}, "1 objection not answered"),
        ({"base_version": "older"}, "changed since"),
    ],
)
def test_what_prevents_an_approval(given, words):
    assert words in why(why_not_move(Move.APPROVE, voted(**given), DECIDER))


@pytest.mark.parametrize(
    ("move", "state"),
    [(Move.APPROVE, State.IN_REVIEW), (Move.REJECT, State.IN_REVIEW), (Move.RECALL, State.APPROVED)],
)
def test_an_authority_with_a_seat_votes_before_deciding_and_is_not_told_the_count(move, state):
    both = person(AUTHORITY, Role.AUTHORITY, Role.REVIEWER)
    given = voted(state, ballots=BOTH[:1], objections=1, seated=(FIRST_SEAT, SECOND_SEAT, both))
    assert why_not_move(move, given, both) == (VOTES_HIDDEN,)
    voting = replace(given, ballots=(*given.ballots, ballot(AUTHORITY, VoteChoice.RECUSE)))
    assert VOTES_HIDDEN not in why_not_move(move, voting, both)


@pytest.mark.parametrize(
    ("given", "who", "words"),
    [
        ({}, person(STRANGER, Role.REVIEWER), "not assigned"),
        ({}, replace(FIRST_SEAT, roles=frozenset({Role.VIEWER})), "Only a reviewer votes"),
        ({"authors": frozenset({REVIEWER})}, FIRST_SEAT, "author of this proposal"),
        ({"deciders": frozenset({REVIEWER})}, FIRST_SEAT, "have decided"),
        ({"ballots": BOTH}, FIRST_SEAT, "a vote is final"),
        ({"recused": frozenset({REVIEWER})}, FIRST_SEAT, "have recused"),
    ],
)
def test_what_prevents_a_vote(given, who, words):
    made = subject(State.IN_REVIEW, **given)
    assert words in why(why_not_vote(made, who))
    assert why_not_vote(subject(State.IN_REVIEW), FIRST_SEAT) == ()


@pytest.mark.parametrize(
    ("given", "who", "words"),
    [
        ({}, person(STRANGER, Role.REVIEWER), "Only an analyst"),
        ({"voters": frozenset({STRANGER})}, person(STRANGER, Role.ANALYST), "have voted"),
        ({"deciders": frozenset({STRANGER})}, person(STRANGER, Role.ANALYST), "have decided"),
        ({"requesters": frozenset({STRANGER})}, person(STRANGER, Role.ANALYST), "asked for changes"),
        ({"seated": (person(STRANGER, Role.REVIEWER),)}, person(STRANGER, Role.ANALYST), "are assigned"),
    ],
)
def test_a_person_who_judged_a_proposal_cannot_write_it(given, who, words):
    assert words in why(why_not_edit(subject(**given), who))
    assert why_not_edit(subject(), person(STRANGER, Role.ANALYST)) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"effective_on": date(2026, 11, 24)}, "24 Nov 2026"),
        ({"intact": False}, "differs from its hash"),
        ({"approver": None}, "been approved"),
        ({"approver": AUTHOR}, "been approved"),
        ({"approver": REVIEWER}, "been approved"),
        ({"base_version": "older"}, "changed since"),
        ({"ballots": BOTH[:1]}, "1 of 2 supports"),
        ({"objections": 1}, "not answered"),
        ({"target": Category.HYBRID}, "already"),
        ({"effective_on": date(2024, 4, 1)}, "decision in force"),
    ],
)
def test_what_prevents_an_approved_proposal_from_taking_effect(given, words):
    approved = {"approver": AUTHORITY}
    assert words in why(why_not_take_effect(voted(State.APPROVED, **approved | given)))
    assert why_not_take_effect(voted(State.APPROVED, **approved)) == ()


@pytest.mark.parametrize(
    ("given", "who", "words"),
    [
        ({}, person(STEWARD, Role.STEWARD), "Its author is active"),
        ({}, person(STRANGER, Role.ANALYST), "not an author"),
        ({"active_authors": False}, person(AUTHOR, Role.VIEWER), "no longer hold the analyst role"),
    ],
)
def test_who_may_not_withdraw(given, who, words):
    assert words in why(why_not_move(Move.WITHDRAW, subject(**given), who))


def test_a_proposal_for_the_category_in_force_can_only_be_withdrawn():
    made = subject(State.NEEDS_REBASE, target=Category.HYBRID)
    assert "withdrawn" in why(why_not_move(Move.REBASE, made, ANALYST))
    assert why_not_move(Move.WITHDRAW, made, ANALYST) == ()


def test_a_steward_who_voted_cannot_adopt():
    made = subject(State.NEEDS_REBASE, voters=frozenset({STEWARD}))
    assert "have voted" in why(why_not_move(Move.REBASE, made, person(STEWARD, Role.STEWARD, Role.REVIEWER)))


@pytest.mark.parametrize("move", [Move.TAKE_EFFECT, Move.AREA_MOVED])
def test_no_person_makes_the_systems_moves(move):
    assert "Only the system" in why(why_not_move(move, voted(State.APPROVED), person(STRANGER, *Role)))


@pytest.mark.parametrize("asked", [why_not_vote, why_not_edit, why_not_answer, why_not_overrule])
@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN, State.EFFECTIVE])
def test_closed_proposals_allow_no_act(asked, state):
    found = asked(subject(state), person(AUTHOR, *Role))
    assert [block.cause for block in found] == [Cause.STATE]
    assert state.label.lower() in why(found)


def test_objections_are_answered_by_authors_and_overruled_by_an_outside_authority():
    made = voted(objections=1)
    assert why_not_answer(made, ANALYST) == ()
    assert why_not_answer(made, DECIDER)
    assert why_not_overrule(made, DECIDER) == ()
    assert why_not_overrule(made, person(AUTHOR, Role.AUTHORITY))
    assert why_not_overrule(made, person(REVIEWER, Role.AUTHORITY))


def test_only_an_analyst_without_a_seat_starts_the_first_draft_of_an_open_review():
    held = {"is_open": True, "has_proposal": False, "seated": False}
    assert why_not_draft(ANALYST, **held) == ()
    assert "Only an analyst" in why(why_not_draft(DECIDER, **held))
    for changed, words in (
        ({"is_open": False}, "closed"),
        ({"has_proposal": True}, "has an open proposal"),
        ({"seated": True}, "are assigned"),
    ):
        assert words in why(why_not_draft(ANALYST, **held | changed))
