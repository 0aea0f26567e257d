"""How far to trust an area's assessments: compared with a slow count, and never zero for the unknown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.dates import months_after
from missions.domain.record.portfolio import AreaState, Assessed
from missions.domain.record.rule.categorization import ASSESSED, standing_of_assessment
from missions.domain.record.rule.contradictions import contradiction
from missions.domain.record.rule.evaluation import evaluation
from missions.domain.record.rule.indication import rule_result
from missions.domain.vocabulary import Availability, Category, Fit, Performer, Provenance, Standing
from tests.unit.record import states

ON = date(2026, 6, 30)
ANSWERS = {
    Standing.GOVERNMENT: {"performer": Performer.GOVERNMENT_ONLY},
    Standing.OPEN: {},
    Standing.DEMONSTRATED: {"availability": Availability.MATURE, "fit": Fit.MEETS},
}


def judged(standing: Standing, days: int, evidence: int, provenance: Provenance) -> Assessed:
    made = states.assessed(**ANSWERS[standing])
    said = replace(made.said, effective_on=ON - timedelta(days=days), provenance=provenance)
    return replace(made, said=said, evidence=evidence)


@st.composite
def areas(draw: st.DrawFn) -> AreaState:
    one = st.builds(
        judged, st.sampled_from(ASSESSED), st.integers(0, 2000), st.integers(0, 3), st.sampled_from(Provenance)
    )
    drawn = draw(st.lists(st.none() | one, max_size=9))
    functions = (states.function(f"F-{number}", given) for number, given in enumerate(drawn))
    return states.area("A", *functions, category=draw(st.none() | st.sampled_from(Category)))


@given(areas())
def test_trust_equals_a_count_by_hand(area: AreaState) -> None:
    policy = states.policy()
    trust = evaluation(states.portfolio(area, in_force=policy, on=ON), area).trust
    held = [one.assessed for one in area.functions if one.assessed]
    ages = sorted((ON - one.said.effective_on).days for one in held)

    assert (trust.functions, trust.assessed) == (len(area.functions), len(held))
    assert trust.covered == len([one for one in held if one.evidence])
    assert trust.oldest_age == (ages[-1] if ages else None)
    assert trust.median_age == (ages[(len(ages) - 1) // 2] if ages else None)
    assert trust.provenance == {
        p: sum(one.said.provenance is p for one in held) for p in {one.said.provenance for one in held}
    }
    if area.category and ages:
        late = months_after(ON, -policy.cadence(area.category))
        assert trust.stale == len([one for one in held if one.said.effective_on < late])
    else:
        assert trust.stale is None


@given(areas())
def test_flipping_functions_equal_trying_each_reassessment(area: AreaState) -> None:
    policy = states.policy()
    trust = evaluation(states.portfolio(area, in_force=policy, on=ON), area).trust
    now = rule_result(area, policy).indication.category
    found = []
    for place, function in enumerate(area.functions):
        for standing in ASSESSED:
            tried = judged(standing, 0, 0, Provenance.ASSESSMENT)
            other = replace(function, assessed=tried, standing=standing_of_assessment(tried))
            functions = (*area.functions[:place], other, *area.functions[place + 1 :])
            then = rule_result(replace(area, functions=functions), policy).indication.category
            if then not in (None, now) and function.code not in found:
                found.append(function.code)
    assert list(trust.flipping) == found
    assert (trust.margin == 1) == bool(found)


def test_unknown_values_are_shown_as_not_known() -> None:
    empty = states.area("A", category=None)
    trust = evaluation(states.portfolio(empty, on=ON), empty).trust
    words = [
        trust.coverage_words,
        trust.age_words,
        trust.fragility_words,
        trust.provenance_words,
        trust.contradiction_words,
    ]
    assert all(one.startswith("not known: ") for one in words)
    assert trust.median_age is trust.oldest_age is trust.stale is trust.margin is None


def test_sentences_count_as_people_do() -> None:
    area = states.area("A", states.function("F-1", judged(Standing.OPEN, 10, 1, Provenance.ASSESSMENT)))
    trust = evaluation(states.portfolio(area, on=ON), area).trust
    assert trust.coverage_words == "1 of 1 function rests on evidence"
    assert trust.age_words == "median 10 days, oldest 10 days; none older than the policy's cadence"
    assert trust.provenance_words == "1 assessment"
    assert "reassessing F-1 alone can change the result" in trust.fragility_words


@pytest.mark.parametrize(
    ("availability", "solutions", "contradicts"),
    [
        (Availability.MATURE, 0, True),
        (Availability.MATURE, 1, False),
        (Availability.NONE, 2, False),
        (Availability.NONE, 3, True),
        (Availability.LIMITED, 0, False),
        (Availability.EMERGING, 9, False),
    ],
)
def test_an_assessment_is_compared_with_the_recorded_solutions(
    availability: Availability, solutions: int, contradicts: bool
) -> None:
    one = replace(states.function("F-1", states.assessed(availability=availability)), solutions=solutions)
    area = states.area("A", one, states.function("F-2"))
    trust = evaluation(states.portfolio(area, on=ON), area).trust
    assert trust.contradicted == (("F-1",) if contradicts else ())
    said = "1 of 1 contradicts the solutions recorded: F-1"
    assert (trust.contradiction_words == said) is contradicts
    assert bool(contradiction(one)) is contradicts


def test_many_contradictions_are_counted_and_the_first_ones_named() -> None:
    mature = states.assessed(availability=Availability.MATURE)
    area = states.area("A", *(states.function(f"F-{number}", mature) for number in range(1, 6)))
    trust = evaluation(states.portfolio(area, on=ON), area).trust
    assert trust.contradiction_words == "5 of 5 contradict the solutions recorded: F-1, F-2, F-3 and 2 more"


def test_an_unassessed_function_has_no_contradiction() -> None:
    assert contradiction(replace(states.function("F-1"), solutions=5)) == ""


@pytest.mark.parametrize(
    ("opens", "told"), [(3, "F-3, F-4 or F-5"), (4, "F-4, F-5, F-6 or 1 more"), (5, "or one of 2 more")]
)
def test_functions_that_could_flip_the_result_are_named_or_counted(opens: int, told: str) -> None:
    standings = [Standing.GOVERNMENT] * opens + [Standing.OPEN] * opens
    made = [judged(standing, 0, 0, Provenance.ASSESSMENT) for standing in standings]
    area = states.area("A", *(states.function(f"F-{number}", one) for number, one in enumerate(made)))
    assert f"{told} alone" in evaluation(states.portfolio(area, on=ON), area).trust.fragility_words
