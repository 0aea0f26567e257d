"""The rule of categorization by examples; `test_categorization_properties` compares it with brute force."""

from types import SimpleNamespace

import pytest

from missions.domain.record.rule.categorization import (
    COMMERCIAL_WORDS,
    DEMONSTRATED_WORDS,
    GOVERNMENT_WORDS,
    HYBRID_WORDS,
    Pivot,
    drift,
    indicate,
    margin,
    margin_sentence,
    pivotal,
    standing_of,
    standing_of_assessment,
)
from missions.domain.record.rule.thresholds import StandingCounts, Thresholds
from missions.domain.vocabulary import Category, Standing

GOVERNMENT, HYBRID, COMMERCIAL = Category.GOVERNMENT_PRIMARY, Category.HYBRID, Category.COMMERCIAL_PRIMARY
DEFAULT = Thresholds()


def indicated(**counts: int) -> Category | None:
    return indicate(StandingCounts(**counts), DEFAULT).category


def nearest(**counts: int) -> str:
    return margin_sentence(margin(StandingCounts(**counts), DEFAULT))


# Standing


@pytest.mark.parametrize(
    ("performer", "risk", "availability", "fit", "standing"),
    [
        ("government_only", "low", "mature", "meets", Standing.GOVERNMENT),
        ("commercial_capable", "unacceptable", "mature", "meets", Standing.GOVERNMENT),
        ("commercial_capable", "low", "mature", "meets", Standing.DEMONSTRATED),
        ("either", "high", "mature", "meets", Standing.DEMONSTRATED),
        ("either", "low", "limited", "meets", Standing.OPEN),
        ("commercial_capable", "low", "mature", "partially", Standing.OPEN),
        ("commercial_capable", "low", "mature", "not_assessed", Standing.OPEN),
    ],
)
def test_an_assessment_gives_a_function_its_standing(performer, risk, availability, fit, standing):
    assert standing_of(performer, risk, availability, fit) is standing
    answers = SimpleNamespace(performer=performer, risk=risk, availability=availability, fit=fit)
    assert standing_of_assessment(answers) is standing


def test_a_function_without_an_assessment_is_unassessed():
    assert standing_of_assessment(None) is Standing.UNASSESSED


@pytest.mark.parametrize("wrong", range(4))
def test_an_answer_outside_the_vocabulary_is_refused(wrong):
    answers = ["either", "low", "mature", "meets"]
    answers[wrong] = "bogus"
    with pytest.raises(ValueError, match="bogus"):
        standing_of(*answers)


# Thresholds and counts


def test_thresholds_that_overlap_are_refused_with_what_overlaps():
    with pytest.raises(ValueError, match=r"overlap.*both Government Primary \(more than 20% government\)"):
        Thresholds(government_over=20, commercial_government_at_most=25, commercial_demonstrated_over=50)


def test_thresholds_that_only_touch_are_allowed():
    assert Thresholds(government_over=25, commercial_government_at_most=25, commercial_demonstrated_over=50)
    assert Thresholds(government_over=40, commercial_government_at_most=60, commercial_demonstrated_over=60)


@pytest.mark.parametrize("name", ["government_over", "commercial_government_at_most", "commercial_demonstrated_over"])
@pytest.mark.parametrize("value", [-1, 101, 50.0, "50", True, None])
def test_a_threshold_that_is_not_a_whole_percentage_is_refused_by_name(name, value):
    with pytest.raises(ValueError, match=f"{name} must be a whole percentage"):
        Thresholds(**{name: value})


@pytest.mark.parametrize("name", ["government_over", "commercial_demonstrated_over"])
def test_more_than_100_percent_is_refused_because_no_area_could_reach_it(name):
    with pytest.raises(ValueError, match="0 to 99, not 100"):
        Thresholds(**{name: 100})


def test_counts_are_made_from_standings_stored_as_words():
    counts = StandingCounts.of(["government", Standing.OPEN, "open", "unassessed"])
    assert counts == StandingCounts(government=1, open=2, demonstrated=0, unassessed=1)
    assert counts.total == 4


def test_an_unknown_standing_is_refused():
    with pytest.raises(ValueError, match="bogus"):
        StandingCounts.of(["bogus"])


def test_counts_are_never_negative():
    with pytest.raises(ValueError, match="open must not be negative"):
        StandingCounts(open=-1)
    with pytest.raises(ValueError, match="government must not be negative"):
        StandingCounts(open=1).moved(Standing.GOVERNMENT, Standing.OPEN)


# Indicated category


def test_more_than_half_government_is_government_primary_and_exactly_half_is_not():
    assert indicated(government=4, open=3) is GOVERNMENT
    assert indicated(government=4, open=4) is HYBRID


def test_commercial_primary_needs_more_than_half_demonstrated_and_at_most_a_quarter_government():
    assert indicated(government=2, open=1, demonstrated=5) is COMMERCIAL
    assert indicated(government=2, open=2, demonstrated=4) is HYBRID
    assert indicated(government=3, demonstrated=5) is HYBRID


def test_open_functions_alone_are_hybrid():
    assert indicated(open=3) is HYBRID


def test_a_category_is_given_if_it_is_the_same_however_the_unassessed_turn_out():
    assert indicated(government=4, open=1, unassessed=2) is GOVERNMENT
    assert indicated(open=5, government=1, unassessed=1) is HYBRID
    assert indicated(demonstrated=7, unassessed=2) is COMMERCIAL


def test_it_is_undetermined_with_the_possible_categories_if_the_unassessed_decide():
    indication = indicate(StandingCounts(government=3, open=2, unassessed=2), DEFAULT)
    assert indication.category is None
    assert indication.possible == (GOVERNMENT, HYBRID)


def test_an_area_with_nothing_assessed_could_be_anything():
    assert indicate(StandingCounts(unassessed=4), DEFAULT).possible == (GOVERNMENT, HYBRID, COMMERCIAL)


def test_hybrid_can_be_impossible_although_both_others_are_possible():
    low = Thresholds(government_over=40, commercial_government_at_most=25, commercial_demonstrated_over=40)
    assert indicate(StandingCounts(demonstrated=1, unassessed=1), low).possible == (GOVERNMENT, COMMERCIAL)


def test_hybrid_is_possible_if_only_some_of_the_unassessed_become_government():
    low = Thresholds(government_over=40, commercial_government_at_most=20, commercial_demonstrated_over=40)
    assert indicate(StandingCounts(demonstrated=3, unassessed=3), low).possible == (GOVERNMENT, HYBRID, COMMERCIAL)


def test_an_area_without_functions_is_undetermined_and_says_why():
    indication = indicate(StandingCounts(), DEFAULT)
    assert indication.category is None
    assert indication.possible == ()
    assert indication.reasons == ("Undetermined: no functions are recorded, so there is nothing to apply the rule to.",)


def test_the_result_contains_its_inputs():
    counts = StandingCounts(government=1)
    indication = indicate(counts, DEFAULT, policy=3)
    assert (indication.counts, indication.thresholds, indication.policy) == (counts, DEFAULT, 3)


# Reasons


def test_government_primary_is_explained_in_the_strategys_words_with_the_numbers():
    assert indicate(StandingCounts(government=4, open=3), DEFAULT).reasons == (
        (
            "4 of 7 functions (57%) stand as government; the threshold for Government Primary is more than 50%: "
            f"“{GOVERNMENT_WORDS}”."
        ),
    )


def test_commercial_primary_is_explained_by_both_of_its_conditions():
    assert indicate(StandingCounts(government=1, open=1, demonstrated=5), DEFAULT).reasons == (
        (
            "1 of 7 functions (14%) stands as government; the threshold for Commercial Primary is at most 25%: "
            f"“{COMMERCIAL_WORDS}”."
        ),
        (
            "5 of 7 functions (71%) stand as demonstrated; the threshold for Commercial Primary is more than 50%: "
            f"“{DEMONSTRATED_WORDS}”."
        ),
    )


def test_hybrid_is_explained_by_what_is_not_reached():
    assert indicate(StandingCounts(government=3, open=2, demonstrated=2), DEFAULT).reasons == (
        "3 of 7 functions (43%) stand as government; the threshold for Government Primary is more than 50%.",
        "3 of 7 functions (43%) stand as government; the threshold for Commercial Primary is at most 25%.",
        "2 of 7 functions (29%) stand as demonstrated; the threshold for Commercial Primary is more than 50%.",
        f"Neither Government Primary nor Commercial Primary is reached, which leaves Hybrid: “{HYBRID_WORDS}”.",
    )


def test_hybrid_without_government_functions_does_not_claim_that_some_must_be():
    assert HYBRID_WORDS not in " ".join(indicate(StandingCounts(open=3), DEFAULT).reasons)


def test_unassessed_functions_are_counted_both_ways_with_their_effect():
    decided = indicate(StandingCounts(government=4, open=2, unassessed=1), DEFAULT).reasons
    assert decided[0].startswith(
        "4 of 7 functions (57%) stand as government, up to 5 (71%) once all are assessed; the threshold"
    )
    assert decided[-1] == "1 of 7 functions (14%) is unassessed, which cannot change the result."
    undetermined = indicate(StandingCounts(government=3, open=2, unassessed=2), DEFAULT).reasons
    assert undetermined[-1] == (
        "2 of 7 functions (29%) are unassessed, which leaves the area undetermined: Government Primary or Hybrid."
    )


def test_a_share_is_never_rounded_to_its_threshold_without_saying_so():
    assert "(just over 50%)" in indicate(StandingCounts(government=64, open=63), DEFAULT).reasons[0]
    assert "(just under 50%)" in indicate(StandingCounts(government=63, open=64), DEFAULT).reasons[0]
    assert "(50%)" in indicate(StandingCounts(government=2, open=2), DEFAULT).reasons[0]
    assert "(just under 100%)" in indicate(StandingCounts(government=299, open=1), DEFAULT).reasons[0]


def test_the_thresholds_printed_are_the_ones_used():
    reasons = " ".join(indicate(StandingCounts(government=1, open=4), Thresholds(60, 10, 70)).reasons)
    for printed in ("more than 60%", "at most 10%", "more than 70%"):
        assert printed in reasons


# Margin


def test_the_margin_is_the_fewest_functions_to_each_other_category():
    assert margin(StandingCounts(government=4, open=3), DEFAULT) == {HYBRID: 1, COMMERCIAL: 4}
    assert margin(StandingCounts(government=3, open=2, demonstrated=2), DEFAULT) == {GOVERNMENT: 1, COMMERCIAL: 2}
    assert margin(StandingCounts(demonstrated=7), DEFAULT) == {GOVERNMENT: 4, HYBRID: 2}


def test_hybrid_may_be_nearer_by_fewer_demonstrated_than_by_more_government():
    assert margin(StandingCounts(open=3, demonstrated=4), DEFAULT)[HYBRID] == 1


def test_hybrid_is_not_reached_by_more_government_if_the_thresholds_touch():
    touching = Thresholds(government_over=25, commercial_government_at_most=25, commercial_demonstrated_over=50)
    assert margin(StandingCounts(demonstrated=8), touching) == {GOVERNMENT: 3, HYBRID: 4}


def test_assessing_an_unassessed_function_counts_as_one_change():
    assert margin(StandingCounts(government=3, open=2, unassessed=2), DEFAULT) == {
        GOVERNMENT: 1,
        HYBRID: 2,
        COMMERCIAL: 4,
    }


def test_without_functions_no_category_can_be_reached():
    assert margin(StandingCounts(), DEFAULT) == {GOVERNMENT: None, HYBRID: None, COMMERCIAL: None}


def test_the_margin_cannot_be_altered():
    with pytest.raises(TypeError):
        margin(StandingCounts(open=1), DEFAULT)[HYBRID] = 0


def test_the_margin_reads_as_a_sentence():
    assert nearest(government=5, open=2) == "2 functions from Hybrid"
    assert nearest(government=4, open=3) == "1 function from Hybrid"
    assert nearest(open=1) == "1 function from Government Primary or Commercial Primary"
    assert nearest() == "no functions recorded"


# Pivotal assessments


def test_each_single_change_that_flips_the_area_is_listed_with_its_result():
    standings = {"B": Standing.OPEN, "A": Standing.GOVERNMENT, "C": Standing.GOVERNMENT}
    assert pivotal(standings, DEFAULT) == (
        Pivot("A", Standing.GOVERNMENT, Standing.OPEN, HYBRID),
        Pivot("A", Standing.GOVERNMENT, Standing.DEMONSTRATED, HYBRID),
        Pivot("C", Standing.GOVERNMENT, Standing.OPEN, HYBRID),
        Pivot("C", Standing.GOVERNMENT, Standing.DEMONSTRATED, HYBRID),
    )


def test_no_function_is_pivotal_if_more_than_one_must_change():
    assert pivotal(dict.fromkeys("ABC", Standing.GOVERNMENT), DEFAULT) == ()
    assert pivotal({}, DEFAULT) == ()


def test_the_only_assessment_that_would_settle_an_undetermined_area_is_pivotal():
    standings = {"A": Standing.GOVERNMENT, "B": Standing.OPEN, "C": Standing.UNASSESSED}
    assert Pivot("C", Standing.UNASSESSED, Standing.GOVERNMENT, GOVERNMENT) in pivotal(standings, DEFAULT)


# Drift


def test_drift_is_a_known_category_in_force_that_differs_from_a_known_indication():
    hybrid, undetermined = indicate(StandingCounts(open=1), DEFAULT), indicate(StandingCounts(), DEFAULT)
    assert drift(GOVERNMENT, hybrid)
    assert not drift(HYBRID, hybrid)
    assert not drift(None, hybrid)
    assert not drift(GOVERNMENT, undetermined)
