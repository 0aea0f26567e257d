"""Every measure against a slow computation over random portfolios, and the states it must never have."""

from hypothesis import given, settings
from hypothesis import strategies as st

from missions.domain.commercial.measures import BY_COLUMN, MEASURES
from missions.domain.commercial.measures.counting import DOLLARS, Measure, MeasureResult, Wanted
from missions.domain.commercial.portfolio import CommercialPortfolio
from missions.domain.commercial.posture.columns import CellState, PostureColumn, worst_state
from missions.domain.commercial.posture.grid import Posture
from missions.domain.record.rule.policy_numbers import PERCENT, THRESHOLDS, Limits, limits
from tests.unit.commercial.at_random import portfolios, random_portfolio
from tests.unit.commercial.slow import SLOW, Slow

changed_limits = st.fixed_dictionaries(
    {}, optional={name: st.integers(one.bounds.lowest, one.bounds.highest) for name, one in THRESHOLDS.items()}
).map(lambda changed: limits(**changed))
DECLARED = limits()


def results(portfolio: CommercialPortfolio, held: Limits = DECLARED) -> list[tuple[str, MeasureResult]]:
    posture = Posture(portfolio, held)
    return [(cell.area, one) for cell in posture.cells.values() for one in cell.results]


def slow_state(measure: Measure, verdicts: list[tuple[bool | None, int]], held: Limits) -> CellState:
    """The state by the rule in words."""
    total = sum(weight for _, weight in verdicts)
    yes, no = (sum(weight for said, weight in verdicts if said is wanted) for wanted in (True, False))
    good = yes if measure.wanted is Wanted.AT_LEAST else no
    if yes + no == 0:
        return CellState.NO_DATA
    if good == 0:
        return CellState.NOT_MET
    threshold = held[measure.threshold]
    needed = threshold if measure.wanted is Wanted.AT_LEAST else 100 - threshold
    unknown_amount = any(said is None and not weight for said, weight in verdicts)
    return CellState.MET if good / total >= needed / 100 and not unknown_amount else CellState.PARTLY


@settings(max_examples=120, deadline=None)
@given(portfolios, changed_limits)
def test_every_measure_equals_its_slow_computation(portfolio, held):
    for area, result in results(portfolio, held):
        measure = MEASURES[result.measure]
        found = SLOW[result.measure](Slow(portfolio, area, held))
        verdicts = found if measure.unit == DOLLARS else [(said, 1) for said in found]
        total = sum(weight for _, weight in verdicts)
        yes = sum(weight for said, weight in verdicts if said is True)
        unknown = sum(said is None for said, _ in verdicts)
        assert (result.measure, result.n, result.of, result.unknown) == (measure.key, yes, total, unknown)
        assert result.state is slow_state(measure, verdicts, held)


@given(portfolios)
def test_without_data_no_measure_is_met_or_not_met_and_each_says_what_to_record(portfolio):
    for _, result in results(portfolio):
        if not any(item.weight and item.verdict != "unknown" for item in result.items):
            assert result.state is CellState.NO_DATA
            assert result.change


@given(portfolios)
def test_an_area_not_sought_is_never_counted_and_says_why(portfolio):
    posture = Posture(portfolio)
    for area in posture.areas:
        cells = posture.row(area.code)
        says_no = [one for one in portfolio.judgments if one.subject == "sought" and one.answer == "no"]
        by_judgment = any(one.area in {None, area.code} for one in says_no)
        closed = bool(area.functions) and all(one.performer == "government_only" for one in area.functions)
        for cell in cells:
            assert (cell.state is CellState.NOT_SOUGHT) == (by_judgment or closed)
            assert bool(cell.results) != bool(cell.why)


@given(portfolios)
def test_a_result_names_its_records_and_no_function_that_is_not_open(portfolio):
    for area, result in results(portfolio):
        open_codes = {one.code for one in Slow(portfolio, area, DECLARED).open()}
        assert set(result.functions) <= open_codes
        facts = [portfolio.records[ref].stated for ref in result.behind]
        assert all(fact.in_force(portfolio.on) for fact in facts)
        assert len(result.illustrative) == sum(fact.provenance == "illustrative" for fact in facts)
        assert result.oldest == min((fact.effective_on for fact in facts), default=None)
        assert {item.ref for item in result.items} <= set(result.behind)


@given(portfolios)
def test_making_the_missing_number_good_meets_a_measure(portfolio):
    for _, result in results(portfolio):
        measure = MEASURES[result.measure]
        if measure.unit or not result.of:
            continue
        good = result.n if measure.wanted is Wanted.AT_LEAST else result.of - result.n - result.unknown
        needed = DECLARED[measure.threshold] if measure.wanted is Wanted.AT_LEAST else 100 - DECLARED[measure.threshold]
        assert (good + result.short) * 100 >= needed * result.of
        assert not result.short or (good + result.short - 1) * 100 < needed * result.of


@given(st.lists(st.tuples(st.sampled_from([CellState.MET, CellState.PARTLY, CellState.NOT_MET]), st.just(True))))
def test_a_cell_is_its_worst_measure_and_never_met_with_one_without_data(states):
    made = worst_state(states)
    order = [CellState.NOT_MET, CellState.PARTLY, CellState.MET]
    assert made is (min((state for state, _ in states), key=order.index) if states else CellState.NO_DATA)
    assert worst_state([*states, (CellState.NO_DATA, False)]) is made
    assert worst_state([*states, (CellState.NO_DATA, True)]) is not CellState.MET


def test_every_column_has_measures_and_every_threshold_is_used():
    assert set(BY_COLUMN) == set(PostureColumn)
    assert all(BY_COLUMN.values())
    assert set(SLOW) == set(MEASURES)
    used = {name for one in MEASURES.values() for name in (one.threshold, *one.windows)}
    assert used == set(THRESHOLDS)


def test_the_random_portfolios_give_every_measure_every_state():
    high = limits(**{name: 80 for name, one in THRESHOLDS.items() if one.bounds.unit == PERCENT})
    made = [random_portfolio(seed) for seed in range(200)]
    seen = {(one.measure, one.state) for held in (DECLARED, high) for each in made for _, one in results(each, held)}
    known = [CellState.MET, CellState.PARTLY, CellState.NOT_MET, CellState.NO_DATA]
    # Known terms are never bad, and agreements use at least one kind of instrument.
    never = {
        ("property_known", CellState.NOT_MET),
        ("instruments", CellState.NOT_MET),
    }
    assert {(key, state) for key in MEASURES for state in known} - seen <= never
