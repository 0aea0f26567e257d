"""No sentence of the headline or of a slide claims what the numbers do not, whatever the record holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.leadership.headline import headline
from missions.domain.leadership.summary import Leadership
from missions.domain.record.evaluation import evaluations
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, Standing
from missions.exports.briefings.outline import slides
from missions.exports.registry import BRIEFING
from tests.portfolios import document
from tests.unit.leadership.figures import POLICY, area, leadership

LANES, MIX, DRIFT, DUE, MOVED, REVIEWED = range(1, 7)

areas = st.tuples(
    st.sampled_from([*Category, None]), st.tuples(*[st.integers(0, 3)] * 4), st.booleans(), st.integers(-900, 900)
)


def record(held: list[tuple], today: date, policy: object = POLICY) -> Leadership:
    """Areas, each with its category, its functions by standing, and an open review due so many days after 2026."""
    made = [area(f"X{n}", one[0], one[1], position=n) for n, one in enumerate(held)]
    spans = tuple(
        ReviewSpan(f"X{n}", date(2024, 4, 2), date.fromordinal(date(2027, 1, 1).toordinal() + days), None, None, None)
        for n, (_, _, reviewed, days) in enumerate(held)
        if reviewed
    )
    return leadership(*made, reviews=spans, today=today, policy=policy)


records = st.builds(
    record,
    st.lists(areas, max_size=6),
    st.dates(date(2024, 4, 2), date(2035, 1, 1)),
    st.sampled_from([POLICY, None]),
)


def told(lead: Leadership) -> list[str]:
    """The title of each slide with what is said where its table is empty."""
    briefing = slides(replace(document(BRIEFING, lead.portfolio), past=lead))
    return [" ".join((one.title, getattr(one.body, "empty", "") if not rows(one) else "")) for one in briefing]


def rows(slide: object) -> tuple:
    return getattr(slide.body, "rows", ())


def number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def hold(lead: Leadership) -> None:
    """Every claim against a plain count."""
    said, summary = told(lead), headline(lead)
    items = evaluations(lead.portfolio)
    standings = [function.standing for one in lead.areas for function in one.functions]
    indicated = [(i.area.category, i.reading and i.reading.indication.category) for i in items]
    drifting = sum(None not in pair and pair[0] is not pair[1] for pair in indicated)
    agreeing = sum(None not in pair and pair[0] is pair[1] for pair in indicated)
    late = sum(item.due is not None and item.due < lead.today for item in items)

    assert said[0].startswith(summary)
    assert (number(late, "evaluation is", "evaluations are") + " overdue" in summary) is (late > 0)
    assert (number(late, "evaluation is", "evaluations are") + " overdue" in said[DUE]) is (late > 0)
    assert ("No evaluation is overdue" in said[DUE]) is (not late and any(item.due for item in items))
    assert ("no longer support the category" in summary) is (drifting > 0)
    assert (f"In {number(drifting, 'area', 'areas')}" in said[DRIFT]) is (drifting > 0)
    claims = f"For {agreeing:,} of {number(len(items), 'area', 'areas')} the assessments indicate the category in force"
    determined = any(found for _, found in indicated)
    assert (claims in said[DRIFT]) is (determined and not drifting)
    assert ("indicates nothing" in said[DRIFT]) is (lead.portfolio.policy is None)
    assert ("indicate no category" in said[DRIFT]) is (lead.portfolio.policy is not None and not determined)
    assessed = [one for one in standings if one is not Standing.UNASSESSED]
    assert ("are demonstrated for" in said[MIX]) is bool(assessed)
    assert ("is assessed" in said[MIX]) is bool(standings and not assessed)
    assert "No category has been shifted or reaffirmed" in said[MOVED] and "last shift" not in summary
    is_open = len(lead.open_reviews)
    assert ("No review is open" in said[REVIEWED]) is (is_open == 0)
    past = sum(one.due < lead.today for one in lead.open_reviews.values())
    own = "its" if past == 1 else "their"
    if is_open:
        assert f"{past or 'none'} past {own} own due date" in said[REVIEWED]
    for category in Category:
        assert f"{sum(one.category is category for one in lead.areas)} {category.label}" in summary or not lead.areas


@given(records)
def test_no_sentence_claims_what_the_numbers_do_not(lead: Leadership) -> None:
    hold(lead)


@pytest.mark.parametrize("number_of_areas", [1, 13, 1300])
@pytest.mark.parametrize("standings", [(0, 0, 0, 0), (0, 0, 0, 3), (1, 1, 0, 4)])
def test_nor_on_a_record_where_nothing_is_determined(number_of_areas: int, standings: tuple[int, ...]) -> None:
    lead = record([(Category.HYBRID, standings, False, 0)] * number_of_areas, date(2024, 6, 1))
    hold(lead)
    assert "in force" not in told(lead)[DRIFT]
