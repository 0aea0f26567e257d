"""Differences between two dates: each kind by example, and the two laws by random examples."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.difference import Difference
from missions.domain.record.comparison import Movement, MovementKind, compare, sentence
from missions.domain.record.portfolio import AreaState, FunctionState, Portfolio
from missions.domain.vocabulary import Availability, Category, Fit, Performer
from tests.unit.record import states

GOVERNMENT = {"performer": Performer.GOVERNMENT_ONLY}
DEMONSTRATED = {"availability": Availability.MATURE, "fit": Fit.MEETS}
PAIRS = {
    MovementKind.ADDED: MovementKind.WITHDRAWN,
    MovementKind.RETIRED: MovementKind.REINSTATED,
    MovementKind.DRIFT_BEGAN: MovementKind.DRIFT_ENDED,
}
MIRRORS = {**PAIRS, **{after: before for before, after in PAIRS.items()}}


def one_area(*functions: FunctionState, **given: object) -> Portfolio:
    return states.portfolio(states.area("A", *functions, **given))


def kinds(before: Portfolio, after: Portfolio) -> list[MovementKind]:
    return [one.kind for one in compare(before, after).movements]


def test_a_move_names_both_categories_and_who_decided() -> None:
    found = compare(one_area(), one_area(category=Category.COMMERCIAL_PRIMARY, decision=7))
    (moved,) = found.movements
    assert (moved.kind, moved.area, moved.before, moved.after) == (
        MovementKind.SHIFTED,
        "A",
        "Hybrid",
        "Commercial Primary",
    )
    assert (moved.was.sequence, moved.became.sequence, moved.said.sequence) == (1, 7, 7)


def test_a_first_category_is_a_move_from_none() -> None:
    (moved,) = compare(one_area(category=None), one_area()).movements
    assert (moved.kind, moved.before, moved.after) == (MovementKind.SHIFTED, "", "Hybrid")


def test_a_repeated_category_is_no_move() -> None:
    assert kinds(one_area(), one_area(decision=7)) == [MovementKind.REAFFIRMED]


def test_an_assessment_is_compared_field_by_field_with_the_standing() -> None:
    before = one_area(states.function("F-1", states.assessed(2)), states.function("F-2", states.assessed(3)))
    changed = states.assessed(9, rationale="Flown.", **DEMONSTRATED)
    found = compare(before, one_area(states.function("F-1", changed), states.function("F-2", states.assessed(3))))
    (moved,) = found.of(MovementKind.ASSESSED)
    assert (moved.function, moved.before, moved.after, moved.restands) == ("F-1", "Open", "Demonstrated", True)
    assert [(one.label, one.before, one.after) for one in moved.changes] == [
        ("Availability", "Limited", "Mature"),
        ("Mission-assurance fit", "Partially meets", "Meets"),
        ("Rationale", "Seen in use.", "Flown."),
    ]


def test_the_same_answers_again_are_an_assessment_without_changes() -> None:
    before, after = states.function("F-1", states.assessed(2)), states.function("F-1", states.assessed(9))
    (moved,) = compare(one_area(before), one_area(after)).movements
    assert (moved.kind, moved.changes, moved.restands) == (MovementKind.ASSESSED, (), False)


@pytest.mark.parametrize(
    ("before", "after", "material"),
    [
        (states.function(), states.function(name="Optical relay"), []),
        (states.function("F-1", states.assessed(2)), states.function("F-1", states.assessed(9)), []),
        (
            states.function("F-1", states.assessed(2)),
            states.function("F-1", states.assessed(9, availability=Availability.NONE)),
            [],
        ),
        (
            states.function("F-1", states.assessed(2)),
            states.function("F-1", states.assessed(9, **DEMONSTRATED)),
            [MovementKind.DRIFT_BEGAN, MovementKind.ASSESSED],
        ),
        (states.function(), states.function(retired=True), [MovementKind.RETIRED]),
        (None, states.function(), [MovementKind.ADDED]),
    ],
)
def test_only_changes_beyond_wording_are_material(
    before: FunctionState | None, after: FunctionState | None, material: list[MovementKind]
) -> None:
    found = compare(*(one_area(*([one] if one else [])) for one in (before, after)))
    assert found.movements
    assert [one.kind for one in found.material.movements] == material


def test_a_decision_and_a_change_of_policy_are_material() -> None:
    found = compare(states.portfolio(states.area()), one_area(decision=7))
    assert found.material == found
    changed = compare(states.portfolio(), states.portfolio(in_force=states.policy(2, government_over=60)))
    assert [one.kind for one in changed.material.movements] == [MovementKind.POLICY]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, states.function(), [MovementKind.ADDED]),
        (states.function(), None, [MovementKind.WITHDRAWN]),
        (states.function(), states.function(retired=True), [MovementKind.RETIRED]),
        (states.function(retired=True), states.function(), [MovementKind.REINSTATED]),
        (None, states.function(retired=True), []),
        (states.function(), states.function(name="Optical relay"), [MovementKind.REVISED]),
        (
            None,
            states.function("F-1", states.assessed()),
            [MovementKind.ADDED, MovementKind.ASSESSED, MovementKind.INDICATED],
        ),
        (
            states.function("F-1", states.assessed()),
            states.function(),
            [MovementKind.UNASSESSED, MovementKind.INDICATED],
        ),
    ],
)
def test_movements_of_a_function(
    before: FunctionState | None, after: FunctionState | None, expected: list[MovementKind]
) -> None:
    sides = [one_area(*([one] if one else [])) for one in (before, after)]
    assert sorted(kinds(*sides), key=str) == sorted(expected, key=str)


def test_without_differences_the_sentence_ends_with_the_given_words() -> None:
    nothing = compare(one_area(), one_area())
    assert sentence(nothing, "Today") == "Today, nothing differs."
    assert sentence(nothing, "Today", "no standing differs") == "Today, no standing differs."


def test_drift_begins_and_ends_without_an_author() -> None:
    fits = one_area(states.function("F-1", states.assessed(2)))
    drifts = one_area(states.function("F-1", states.assessed(9, **GOVERNMENT)))
    (began,) = compare(fits, drifts).of(MovementKind.DRIFT_BEGAN)
    assert (began.before, began.after, began.said) == ("Hybrid", "Government Primary", None)
    assert MovementKind.DRIFT_ENDED in kinds(drifts, fits)


def test_a_retired_function_no_longer_counts() -> None:
    open_one, government = states.function("F-1", states.assessed(2)), states.function("F-2", states.assessed(3))
    government = states.function("F-2", states.assessed(3, **GOVERNMENT))
    before = one_area(open_one, government)
    after = one_area(replace(open_one, retired=True), government)
    assert MovementKind.DRIFT_BEGAN in kinds(before, after)


def test_a_changed_threshold_is_a_movement_of_the_policy() -> None:
    area = states.area("A")
    found = compare(states.portfolio(area), states.portfolio(area, in_force=states.policy(2, government_over=60)))
    (moved,) = found.movements
    assert (moved.kind, moved.area, moved.before, moved.after) == (MovementKind.POLICY, "", "Policy 1", "Policy 2")
    assert [(one.before, one.after) for one in moved.changes] == [("50", "60")]


def test_one_area_alone_can_be_compared() -> None:
    before = states.portfolio(states.area("A"), states.area("B", position=2))
    after = states.portfolio(states.area("A", decision=8), states.area("B", decision=9, position=2))
    assert [one.area for one in compare(before, after).movements] == ["A", "B"]
    assert [one.area for one in compare(before, after, area="B").movements] == ["B"]


def test_the_sentence_counts_what_differs() -> None:
    before = one_area(states.function("F-1", states.assessed(2)))
    after = one_area(states.function("F-1", states.assessed(9, **GOVERNMENT)), category=Category.COMMERCIAL_PRIMARY)
    after = replace(
        after, areas=(replace(after.areas[0], decided=replace(after.areas[0].decided, said=states.said(8))),)
    )
    assert sentence(compare(before, after), "Since then") == (
        "Since then, 1 area moved to another category, 1 function was assessed and 1 area began to drift."
    )
    assert sentence(compare(before, before), "Since then") == "Since then, nothing differs."


# The laws.

judgments = st.one_of(
    st.none(),
    st.builds(
        states.assessed,
        st.integers(1, 3),
        performer=st.sampled_from(Performer),
        availability=st.sampled_from(Availability),
        fit=st.sampled_from(Fit),
    ),
)


@st.composite
def areas(draw: st.DrawFn, code: str, position: int) -> AreaState:
    codes = draw(st.sets(st.sampled_from(["F-1", "F-2", "F-3"])))
    functions = [
        states.function(
            one,
            draw(judgments),
            name=draw(st.sampled_from(["Relay", "Uplink"])),
            retired=draw(st.booleans()),
            area=code,
        )
        for one in sorted(codes)
    ]
    category, decision = draw(st.sampled_from([None, *Category])), draw(st.integers(1, 3))
    return states.area(code, *functions, category=category, decision=decision, position=position)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    codes = sorted(draw(st.sets(st.sampled_from(["A", "B", "C"]))))
    number = draw(st.integers(1, 2))
    in_force = states.policy(number, government_over=draw(st.sampled_from([40, 50])))
    return states.portfolio(*(draw(areas(code, "ABC".index(code))) for code in codes), in_force=in_force)


@given(portfolios())
def test_a_portfolio_compared_with_itself_gives_nothing(one: Portfolio) -> None:
    assert compare(one, one).movements == ()


@given(portfolios(), portfolios())
def test_swapping_the_dates_mirrors_every_movement(before: Portfolio, after: Portfolio) -> None:
    there, back = compare(before, after).movements, compare(after, before).movements
    assert tuple(map(mirrored, there)) == back
    assert tuple(map(mirrored, back)) == there


def mirrored(one: Movement) -> Movement:
    """The same difference with the dates swapped."""
    kind = MIRRORS.get(one.kind, one.kind)
    if one.kind in (MovementKind.ASSESSED, MovementKind.UNASSESSED):
        kind = MovementKind.ASSESSED if one.was else MovementKind.UNASSESSED
    return replace(
        one,
        kind=kind,
        before=one.after,
        after=one.before,
        changes=tuple(Difference(said.label, said.after, said.before) for said in one.changes),
        was=one.became,
        became=one.was,
        before_category=one.after_category,
        after_category=one.before_category,
    )


@given(portfolios(), portfolios())
def test_every_movement_is_in_the_sentence(before: Portfolio, after: Portfolio) -> None:
    found = compare(before, after)
    assert ("nothing differs" in sentence(found, "Then")) == (not found.movements)
    assert sum(found.counts.values()) == len(found.movements)


@given(portfolios(), portfolios())
def test_comparisons_of_single_areas_give_the_whole(before: Portfolio, after: Portfolio) -> None:
    whole = [one for one in compare(before, after).movements if one.area]
    one_by_one = [
        movement
        for code in "ABC"
        for movement in compare(before, after, area=code).movements
        if movement.kind is not MovementKind.POLICY
    ]
    assert one_by_one == whole
