"""One table of moves: the database's guards, the library's machine and the page of states all agree."""

import re
from pathlib import Path

from missions.domain.reviews.states_page import page
from missions.domain.reviews.transitions import TRANSITIONS, allowed, edges
from missions.domain.states import FINAL, OPEN
from missions.domain.vocabulary import Move, State
from missions.migrations._functions import SQL
from missions.models.reviews.proposals import ProposalState

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "review-states.md"


def test_the_page_of_states_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == page(), "Run: manage.py review_states > docs/review-states.md"


def test_the_database_has_the_same_table_of_moves():
    moves = (SQL / "0002_reviews" / "moves.sql").read_text(encoding="utf-8")
    found = re.findall(r"\('(\w+)', '(\w*)', '(\w+)'\)", moves)
    assert set(found) == {(move.value, source or "", target.value) for move, source, target in edges()}
    assert len(found) == len(set(found))


def test_the_librarys_machine_allows_the_same_steps():
    machine = next(trigger for trigger in ProposalState._meta.triggers if trigger.name == "moves")
    assert set(machine.transitions) == {(source.value, target.value) for _, source, target in edges() if source}


def test_every_move_has_a_row_and_every_guard_has_words():
    assert set(TRANSITIONS) == set(Move)
    assert all(row.who and row.guards for row in TRANSITIONS.values())


def test_a_final_state_has_no_way_out_and_every_other_state_can_be_withdrawn():
    assert not [move for move in Move for state in FINAL if allowed(move, state)]
    assert all(allowed(Move.WITHDRAW, state) for state in OPEN)


def test_every_state_can_be_reached_from_nothing():
    reached, steps = {None}, list(edges())
    for _ in steps:
        reached |= {target for _, source, target in steps if source in reached}
    assert reached == {None, *State}


def test_only_the_system_brings_a_category_into_force():
    assert TRANSITIONS[Move.TAKE_EFFECT].who == "the system"
    assert [move for move, _, target in edges() if target is State.EFFECTIVE] == [Move.TAKE_EFFECT]
