"""The rule of categorization against brute force, on areas small enough to try everything."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from missions.domain.record.rule.categorization import ASSESSED, indicate, margin, pivotal
from missions.domain.record.rule.thresholds import StandingCounts, Thresholds
from missions.domain.vocabulary import Category, Standing

ORDER = list(Category)
Area = tuple[Standing, ...]

areas = st.lists(st.sampled_from(Standing), max_size=6).map(tuple)
filled_areas = st.lists(st.sampled_from(Standing), min_size=1, max_size=6).map(tuple)
shares = st.integers(0, 99)


def allowed(numbers: tuple[int, int, int]) -> bool:
    try:
        Thresholds(*numbers)
    except ValueError:
        return False
    return True


valid_thresholds = st.one_of(
    st.just(Thresholds()),
    # Low thresholds, under which both other categories may be possible at once.
    st.builds(Thresholds, st.integers(30, 49), st.integers(0, 30), st.integers(20, 49)),
    st.tuples(shares, st.integers(0, 100), shares).filter(allowed).map(lambda numbers: Thresholds(*numbers)),
)


# The oracle: the words of the rule with exact fractions, and every possibility tried.


def is_government(area: Area, thresholds: Thresholds) -> bool:
    return share(area, Standing.GOVERNMENT) > Fraction(thresholds.government_over, 100)


def is_commercial(area: Area, thresholds: Thresholds) -> bool:
    few_government = share(area, Standing.GOVERNMENT) <= Fraction(thresholds.commercial_government_at_most, 100)
    return few_government and share(area, Standing.DEMONSTRATED) > Fraction(
        thresholds.commercial_demonstrated_over, 100
    )


def share(area: Area, standing: Standing) -> Fraction:
    return Fraction(area.count(standing), len(area))


def category_when_assessed(area: Area, thresholds: Thresholds) -> Category:
    government, commercial = is_government(area, thresholds), is_commercial(area, thresholds)
    assert not (government and commercial)
    if government:
        return Category.GOVERNMENT_PRIMARY
    return Category.COMMERCIAL_PRIMARY if commercial else Category.HYBRID


def ways_to_fall(area: Area) -> Iterable[Area]:
    return product(*(ASSESSED if standing is Standing.UNASSESSED else (standing,) for standing in area))


@cache
def possible_by_trying(area: Area, thresholds: Thresholds) -> tuple[Category, ...]:
    if not area:
        return ()
    found = {category_when_assessed(way, thresholds) for way in set(map(ordered, ways_to_fall(area)))}
    return tuple(category for category in Category if category in found)


def category_by_trying(area: Area, thresholds: Thresholds) -> Category | None:
    possible = possible_by_trying(ordered(area), thresholds)
    return possible[0] if len(possible) == 1 else None


def ordered(area: Iterable[Standing]) -> Area:
    return tuple(sorted(area))


def margin_by_trying(area: Area, thresholds: Thresholds) -> dict[Category, int]:
    fewest: dict[Category, int] = {}
    for changed in product(Standing, repeat=len(area)):
        category = category_by_trying(changed, thresholds)
        if category:
            changes = sum(was is not becomes for was, becomes in zip(area, changed, strict=True))
            fewest[category] = min(changes, fewest.get(category, changes))
    fewest.pop(category_by_trying(area, thresholds), None)
    return fewest


def named(area: Area) -> dict[str, Standing]:
    return {f"F{number}": standing for number, standing in enumerate(area)}


def indicated(area: Iterable[Standing], thresholds: Thresholds):
    return indicate(StandingCounts.of(area), thresholds)


# The properties.


@given(areas, valid_thresholds)
def test_the_indication_equals_trying_every_way_the_unassessed_can_turn_out(area, thresholds):
    indication = indicated(area, thresholds)
    assert indication.possible == possible_by_trying(area, thresholds)
    assert indication.category == category_by_trying(area, thresholds)
    assert indication.reasons


@given(filled_areas, valid_thresholds)
def test_the_margin_equals_trying_every_change(area, thresholds):
    assert margin(StandingCounts.of(area), thresholds) == margin_by_trying(area, thresholds)


@given(areas, valid_thresholds)
def test_the_pivotal_changes_equal_trying_each_function_in_each_standing(area, thresholds):
    now = category_by_trying(area, thresholds)
    expected = {
        (
            f"F{number}",
            standing,
            becomes,
            category_by_trying((*area[:number], becomes, *area[number + 1 :]), thresholds),
        )
        for number, standing in enumerate(area)
        for becomes in ASSESSED
    }
    expected = {flip for flip in expected if flip[3] not in (None, now)}
    found = pivotal(named(area), thresholds)
    assert {(pivot.function, pivot.standing, pivot.becomes, pivot.category) for pivot in found} == expected
    assert len(found) == len(expected)


@given(filled_areas, valid_thresholds)
def test_there_is_a_pivotal_function_exactly_when_the_smallest_margin_is_one(area, thresholds):
    smallest = min(margin(StandingCounts.of(area), thresholds).values())
    assert bool(pivotal(named(area), thresholds)) == (smallest == 1)


@given(st.data(), areas, valid_thresholds)
def test_the_order_of_functions_does_not_matter(data, area, thresholds):
    shuffled = data.draw(st.permutations(area))
    assert indicated(shuffled, thresholds) == indicated(area, thresholds)
    functions = named(area)
    reordered = dict(data.draw(st.permutations(list(functions.items()))))
    assert pivotal(reordered, thresholds) == pivotal(functions, thresholds)


@given(st.data(), st.lists(st.sampled_from(Standing), min_size=1, max_size=300), valid_thresholds)
def test_one_more_demonstrated_never_moves_away_from_commercial_primary(data, area, thresholds):
    others = [number for number, standing in enumerate(area) if standing is not Standing.DEMONSTRATED]
    assume(others)
    changed = list(area)
    changed[data.draw(st.sampled_from(others))] = Standing.DEMONSTRATED
    before = [ORDER.index(category) for category in indicated(area, thresholds).possible]
    after = [ORDER.index(category) for category in indicated(changed, thresholds).possible]
    assert min(after) >= min(before)
    assert max(after) >= max(before)


@given(filled_areas, valid_thresholds)
def test_assessing_a_function_never_makes_more_categories_possible(area, thresholds):
    possible = set(indicated(area, thresholds).possible)
    for number, standing in enumerate(area):
        if standing is Standing.UNASSESSED:
            for becomes in ASSESSED:
                assert set(indicated((*area[:number], becomes, *area[number + 1 :]), thresholds).possible) <= possible


@given(shares, st.integers(0, 100), shares)
def test_thresholds_are_refused_exactly_when_some_mixture_would_be_in_two_categories(over, at_most, demonstrated_over):
    # Between whole percentages there is a half: 200 functions show every overlap.
    size = 200
    overlap = any(
        government * 100 > over * size
        and government * 100 <= at_most * size
        and demonstrated * 100 > demonstrated_over * size
        for government in range(size + 1)
        for demonstrated in (size - government,)
    )
    assert allowed((over, at_most, demonstrated_over)) is not overlap
