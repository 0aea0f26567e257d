"""Areas side by side: what is compared, and which cells differ."""

from fractions import Fraction

from missions.domain.record.portfolio import AreaState
from missions.domain.record.rule.evaluation import evaluation
from missions.domain.record.side_by_side import SideBySide, side_by_side
from missions.domain.vocabulary import Availability, Category, Performer
from tests.unit.record import states

GOVERNMENT = {"performer": Performer.GOVERNMENT_ONLY}


def beside(*areas: AreaState) -> SideBySide:
    portfolio = states.portfolio(*areas)
    return side_by_side([evaluation(portfolio, area) for area in areas])


def row(found: SideBySide, name: str):
    return next(one for one in (*found.facts, *found.standings, *found.criteria) if one.name == name)


def test_equal_areas_differ_in_nothing() -> None:
    function = states.function("F-1", states.assessed())
    found = beside(states.area("A", function), states.area("B", function))
    assert found.differing == 0
    assert found.rows == 7 + 4 + 6


def test_a_cell_differs_from_the_first_area_only() -> None:
    found = beside(
        states.area("A"),
        states.area("B", category=Category.COMMERCIAL_PRIMARY),
        states.area("C"),
    )
    assert [cell.differs for cell in row(found, "category").cells] == [False, True, False]


def test_standings_are_compared_as_shares() -> None:
    two = [states.function("F-1", states.assessed(**GOVERNMENT)), states.function("F-2", states.assessed())]
    four = [*two, states.function("F-3", states.assessed(**GOVERNMENT)), states.function("F-4", states.assessed())]
    government = row(beside(states.area("A", *two), states.area("B", *four)), "government")
    assert [cell.value.exact for cell in government.cells] == [Fraction(1, 2), Fraction(1, 2)]
    assert not government.differs
    assert [one.code for one in government.cells[1].value.functions] == ["F-1", "F-3"]


def test_an_area_without_functions_differs_from_one_with_none_of_a_standing() -> None:
    government = row(beside(states.area("A"), states.area("B", states.function())), "government")
    assert [cell.value.percent for cell in government.cells] == [None, 0]
    assert government.differs


def test_criteria_are_compared_by_the_most_frequent_answer() -> None:
    limited = [states.function(f"F-{n}", states.assessed(availability=Availability.LIMITED)) for n in (1, 2)]
    mature = states.function("F-3", states.assessed(availability=Availability.MATURE))
    found = row(beside(states.area("A", *limited), states.area("B", *limited, mature)), "availability")
    assert not found.differs
    assert [(one.label, len(one.functions)) for one in found.cells[1].value.shares] == [("Limited", 2), ("Mature", 1)]
    tied = row(beside(states.area("A", *limited), states.area("B", limited[0], mature)), "availability")
    assert tied.differs
    assert tied.cells[1].value.mostly == ("Limited", "Mature")


def test_unassessed_functions_are_counted_as_such() -> None:
    found = row(beside(states.area("A", states.function()), states.area("B")), "risk")
    assert [[share.label for share in cell.value.shares] for cell in found.cells] == [["Unassessed"], []]


def test_an_emerging_area_has_nothing_indicated() -> None:
    found = beside(states.area("A"), states.area("E", category=None, emerging=True))
    assert row(found, "indicated").cells[1].value is None
    assert row(found, "due").cells[1].value is None
