"""The posture in the strategy's terms: what each principle and priority needs to be met, by examples."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from missions.domain.commercial.measures.counting import MeasureResult
from missions.domain.commercial.measures.protection import Bearer, bearer
from missions.domain.commercial.portfolio import in_force
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture, PostureCell
from missions.domain.commercial.records import Clauses, Trial
from missions.domain.commercial.vocabulary import (
    Direction,
    Instrument,
    Interface,
    Level,
    Phase,
    PropertyTerms,
    SafeguardKind,
    SafeguardState,
    Sector,
    SharingLevel,
    Stage,
    TrialResult,
    UseRole,
    UseState,
    VerifiedBy,
    WarRisk,
    YesNo,
)
from missions.domain.record.rule.policy_numbers import limits
from missions.domain.vocabulary import Performer, Provenance
from tests.unit.commercial import made

OFFER = (made.function(), made.provider(), made.solution(), made.use(state=UseState.IN_USE))
INSURED = SafeguardKind.WAR_RISK_INSURANCE


def measured(key: str, *records: object) -> MeasureResult:
    """The result of one measure for area A."""
    cells = Posture(made.portfolio(*records)).row("A")
    return next(one for cell in cells for one in cell.results if one.measure == key)


def share(key: str, *records: object) -> tuple[int, int, int]:
    result = measured(key, *records)
    return result.n, result.of, result.unknown


def cell(column: PostureColumn, *records: object) -> PostureCell:
    return Posture(made.portfolio(*records)).cells["A", column]


# I: what counts as a commercial solution.


def test_a_government_owned_system_is_not_commercial_whoever_designed_it():
    owned = made.solution(owned_by=Sector.GOVERNMENT)
    assert measured("single_parent", made.function(), made.provider(), owned, made.use()).of == 0


@pytest.mark.parametrize("missing", range(1, 4))
def test_a_use_whose_provider_solution_or_function_is_gone_is_a_gap(missing: int):
    records = [made.function(), made.provider(), made.solution(), made.use()]
    gone = records.pop(missing - 1)
    portfolio = made.portfolio(made.function("F2"), *records)
    assert [one.code for one in portfolio.gaps] == ["U1"]
    assert all(gone.ref not in one.behind for each in Posture(portfolio).row("A") for one in each.results)


def test_an_expired_agreement_no_longer_counts_without_a_new_fact():
    expired = made.agreement("G1", "P1", made.commitment(), stated=made.ending(made.ON - timedelta(days=1)))
    last_day = replace(expired, stated=made.ending(made.ON))
    assert in_force(made.portfolio(expired)).agreements == ()
    assert in_force(made.portfolio(last_day)).agreements == (last_day,)


# II: the principles.


def test_balance_counts_functions_whose_offers_come_from_one_ultimate_parent():
    other = (made.solution("S2", "P2"), made.use("U2", "S2"))
    assert share("single_parent", *OFFER, made.provider("P2"), *other) == (0, 1, 0)
    assert share("single_parent", *OFFER, made.provider("P2", parent="P1"), *other) == (1, 1, 0)


def test_balance_names_the_largest_parent_and_an_unknown_amount_is_not_met():
    second = (made.provider("P2"), made.solution("S2", "P2"), made.use("U2", "S2"))
    paid = made.agreement("G1", "P1", made.commitment(), obligated=10)
    even = made.agreement("G2", "P2", made.commitment("U2"), obligated=10)
    result = measured("largest_parent", *OFFER, *second, paid, even)
    assert (result.n, result.of, result.state) == (10, 20, CellState.MET)
    assert result.note == "Most goes to Firm P1."
    unsaid = replace(even, code="G3", obligated=None)
    assert measured("largest_parent", *OFFER, *second, paid, even, unsaid).state is CellState.PARTLY


def test_a_pilot_with_withheld_companies_names_no_parent():
    pilot = made.agreement("G1", None, made.commitment(), instrument=Instrument.PILOT, obligated=10)
    assert pilot.parties_withheld
    assert measured("largest_parent", *OFFER, pilot).state is CellState.NO_DATA


def test_a_government_path_is_a_government_owned_solution_or_a_use_that_adds_to_one():
    owned = (made.solution("S2", owned_by=Sector.GOVERNMENT), made.use("U2", "S2"))
    assert share("government_path", *OFFER, *owned) == (1, 1, 0)
    adds = made.use("U2", role=UseRole.SUPPLEMENT)
    assert share("government_path", *OFFER, adds) == (1, 1, 0)
    assert share("government_path", *OFFER, made.use("U2", role=UseRole.BACKUP)) == (0, 1, 1)


def test_interoperability_needs_a_standard_interface_that_was_tested():
    records = OFFER[:3]
    tested = made.use(interface=Interface.MILITARY, interface_tested=YesNo.YES)
    assert share("tested_interface", *records, tested) == (1, 1, 0)
    assert share("tested_interface", *records, replace(tested, interface=Interface.PROPRIETARY)) == (0, 1, 0)
    assert share("open_interface", *records, replace(tested, interface=Interface.UNKNOWN)) == (0, 1, 1)


def test_resilience_needs_a_recent_third_party_cyber_assessment():
    own = made.safeguard(verified_by=VerifiedBy.SELF)
    old = made.safeguard(stated=replace(made.STATED, effective_on=date(2025, 6, 29)))
    assert share("cyber_assessed", *OFFER, made.safeguard()) == (1, 1, 0)
    assert share("cyber_assessed", *OFFER, own, replace(old, code="W2")) == (0, 1, 0)
    assert share("cyber_assessed", *OFFER) == (0, 1, 1)


def test_responsible_conduct_needs_all_statements_that_apply():
    kinds = (SafeguardKind.CONDUCT_DEBRIS, SafeguardKind.CONDUCT_NOTIFICATION, SafeguardKind.CONDUCT_DATA)
    stated = [made.safeguard(f"W{number}", kind) for number, kind in enumerate(kinds)]
    assert share("conduct_stated", *OFFER, *stated) == (1, 1, 0)
    assert share("conduct_stated", *OFFER, *stated[:2]) == (0, 1, 1)
    no_debris = replace(stated[0], state=SafeguardState.NOT_APPLICABLE)
    assert share("conduct_stated", *OFFER, no_debris, *stated[1:]) == (1, 1, 0)


# III.1: access.


def test_access_needs_a_priority_or_assured_commitment_not_best_effort():
    assured = made.agreement("G1", "P1", made.commitment(phase=Phase.CRISIS, level=Level.PRIORITY))
    best = made.agreement("G1", "P1", made.commitment(phase=Phase.CRISIS, level=Level.BEST_EFFORT))
    assert share("access_crisis", *OFFER, assured) == (1, 1, 0)
    assert share("access_crisis", *OFFER, best) == (0, 1, 0)
    assert measured("access_crisis", *OFFER).state is CellState.NO_DATA


def test_a_ceiling_or_a_seat_on_a_vehicle_is_not_capacity():
    seat = made.agreement("G1", "P1", ceiling=13_000_000_000, vehicle="A vehicle")
    assert measured("access_day_to_day", *OFFER, seat).state is CellState.NO_DATA


def test_a_commitment_for_another_providers_solution_ensures_nothing():
    wrong = made.agreement("G1", "P2", made.commitment())
    assert measured("access_conflict", *OFFER, made.provider("P2"), wrong).state is CellState.NO_DATA


def test_a_function_loses_its_cover_unless_something_else_ensures_the_same_phase():
    soon = made.agreement("G1", "P1", made.commitment(), stated=made.ending(made.ON + timedelta(days=180)))
    result = measured("access_lapses", *OFFER, soon)
    assert (result.n, result.of, result.note) == (1, 1, "1 agreement ends by then.")
    lasting = made.agreement("G2", "P1", made.commitment(level=Level.PRIORITY))
    assert share("access_lapses", *OFFER, soon, lasting) == (0, 1, 0)


def test_agreements_address_cyber_data_and_supply_chain():
    full = Clauses(YesNo.YES, YesNo.YES, YesNo.YES)
    signed = made.agreement("G1", "P1", made.commitment(), clauses=full)
    assert share("access_clauses", *OFFER, signed) == (1, 1, 0)
    assert share("access_clauses", *OFFER, replace(signed, clauses=replace(full, data=YesNo.NO))) == (0, 1, 0)


# III.2: integration before crisis.


def test_a_use_counts_as_tried_within_the_window_whatever_the_result():
    failed = Trial("U1", Phase.CRISIS, TrialResult.FAILED)
    planned = Trial("U1", Phase.CRISIS, TrialResult.NOT_TRIED)
    assert share("tried", *OFFER, made.exercise("E1", failed)) == (1, 1, 0)
    assert share("tried", *OFFER, made.exercise("E1", failed, last_day=date(2024, 6, 29))) == (0, 1, 0)
    assert share("tried", *OFFER, made.exercise("E1", planned)) == (0, 1, 0)
    assert share("tried", *OFFER) == (0, 1, 1)


def test_an_exercise_with_allies_counts_for_shared_architectures():
    trial = Trial("U1", Phase.CRISIS, TrialResult.WORKED)
    assert share("tried_with_allies", *OFFER, made.exercise("E1", trial, allies=("Ally",))) == (1, 1, 0)
    assert share("tried_with_allies", *OFFER, made.exercise("E1", trial)) == (0, 1, 0)


def test_a_finding_open_for_too_long_is_overdue_and_a_closed_one_is_not():
    finding = Trial("U1", Phase.CRISIS, TrialResult.WITH_FINDINGS, "The handover is slow.")
    late = made.exercise("E1", finding, last_day=date(2025, 6, 1))
    closed = made.exercise("E2", replace(finding, closed_on=date(2025, 7, 1)), last_day=date(2025, 6, 1))
    result = measured("overdue_findings", *OFFER, late, closed)
    assert (result.n, result.of, result.note) == (1, 2, "1 of 2 findings are open.")


# III.3 and Annex A: security.


def test_a_channel_goes_both_ways_at_the_level_needed():
    shared = made.safeguard(
        kind=SafeguardKind.THREAT_SHARING, level=SharingLevel.CONTROLLED, direction=Direction.TWO_WAY
    )
    assert share("channel", *OFFER, shared) == (1, 1, 0)
    assert share("channel", *OFFER, replace(shared, direction=Direction.TO_PROVIDER)) == (0, 1, 0)
    secret = Posture(made.portfolio(*OFFER, shared), limits(sharing_level=2)).cells["A", PostureColumn.SECURITY]
    assert next(one.n for one in secret.results if one.measure == "channel") == 0


def test_the_bearer_of_the_war_risk_follows_from_four_tools_and_is_never_guessed():
    excluded = made.safeguard(kind=SafeguardKind.COMMERCIAL_INSURANCE, war_risk=WarRisk.EXCLUDED)
    included = made.safeguard(kind=INSURED, war_risk=WarRisk.INCLUDED)
    unsaid = made.safeguard(kind=SafeguardKind.COMMERCIAL_INSURANCE)
    indemnified = made.safeguard(kind=SafeguardKind.INDEMNIFICATION)
    assert bearer([]) is Bearer.UNKNOWN
    assert bearer([excluded]) is Bearer.PROVIDER
    assert bearer([excluded, included]) is Bearer.INSURER
    assert bearer([excluded, unsaid]) is Bearer.UNKNOWN
    assert bearer([excluded, indemnified]) is Bearer.GOVERNMENT


def test_war_risk_concerns_only_providers_committed_for_crisis_or_conflict():
    daily = made.agreement("G1", "P1", made.commitment(phase=Phase.DAY_TO_DAY))
    conflict = made.agreement("G1", "P1", made.commitment())
    covered = made.safeguard(kind=INSURED, war_risk=WarRisk.INCLUDED)
    assert share("war_risk_covered", *OFFER, daily, covered) == (0, 0, 0)
    assert share("war_risk_covered", *OFFER, conflict, covered) == (1, 1, 0)
    assert share("bearer_known", *OFFER, conflict) == (0, 1, 1)


# III.4: new solutions.


def test_a_function_without_an_offer_needs_a_funded_effort():
    coming = (made.function(), made.provider(), made.solution(stage=Stage.PROTOTYPE), made.use())
    funded = made.agreement("G1", "P1", made.commitment(), obligated=5, property_terms=PropertyTerms.LIMITED)
    assert share("funded", *coming, funded) == (1, 1, 0)
    assert share("funded", *coming) == (0, 1, 0)
    assert measured("moving", *coming, funded).note == "Median in stage: prototype 180 days."
    assert measured("instruments", *coming, funded).note == "Used: contract."
    assert share("property_known", *coming, funded) == (1, 1, 0)


# The cells.


def test_solutions_are_not_sought_if_a_judgment_says_so_or_no_function_is_open():
    closed = made.function(performer=Performer.GOVERNMENT_ONLY)
    assert cell(PostureColumn.ACCESS, closed).state is CellState.NOT_SOUGHT
    judged = cell(PostureColumn.ACCESS, *OFFER, made.judgment())
    assert judged.state is CellState.NOT_SOUGHT
    assert "No market." in judged.why
    assert cell(PostureColumn.ACCESS, *OFFER, made.judgment(answer=YesNo.UNKNOWN)).state is CellState.NO_DATA


def test_a_lack_of_assessments_is_no_data_and_never_not_sought():
    assert cell(PostureColumn.BALANCE, made.function(performer=None)).state is CellState.NO_DATA
    assert cell(PostureColumn.BALANCE).state is CellState.NO_DATA


def test_a_cell_shows_illustrative_records_age_and_what_would_change_it():
    sample = replace(made.STATED, provenance=Provenance.ILLUSTRATIVE, effective_on=date(2025, 1, 1))
    told = cell(PostureColumn.INTEROPERABILITY, *OFFER[:3], replace(OFFER[3], stated=sample))
    assert (told.illustrative, told.oldest) == (1, date(2025, 1, 1))
    assert told.state is CellState.NOT_MET
    assert told.deciding.change == "1 more to be met: test a standard interface."


def test_thresholds_out_of_range_are_refused():
    with pytest.raises(ValueError, match="whole number from 1 to 100"):
        limits(cyber_at_least=101)
    with pytest.raises(ValueError, match="no threshold"):
        limits(anything=1)
