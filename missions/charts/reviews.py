"""Figures of the reviews: what is waiting, what was decided and how fast, and when each area was last evaluated."""

from datetime import date, timedelta
from statistics import median
from typing import Any

from missions.charts.chart import Chart, Row, counted, drawn, listed, named, shown_of
from missions.charts.theme import (
    BAR,
    LABEL_LENGTH,
    OUTCOME_MARK,
    OUTLINE_MARK,
    OVERDUE_MARK,
    PLAIN_MARK,
    labels,
    layout,
    legend,
    numbers,
    plain,
    rows_height,
)
from missions.domain import addresses
from missions.domain.dates import FIRST_DAY, day, months_after
from missions.domain.direction import isolated
from missions.domain.leadership.summary import Leadership
from missions.domain.record.evaluation import Evaluation, overdue
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import DecisionKind

MOST_QUARTERS = 9
NO_REVIEWS = "No reviews yet."
NO_AREAS = "The record holds no mission areas at this date."
OUTCOMES = {
    DecisionKind.REAFFIRM: "Reaffirmed",
    DecisionKind.SHIFT: "Shifted",
    DecisionKind.INITIAL: "Given a first category",
    None: "Closed without a decision",
}


def ageing(lead: Leadership) -> Chart:
    """The open reviews and the days each has waited, oldest first; those past their own due date hatched."""
    waiting = sorted((r for r in lead.shown_reviews if r.is_open(lead.today)), key=lambda r: (r.opened_on, r.area))
    rows = tuple(_waiting_row(lead, review) for review in waiting)
    header = ("Area", "Opened", "Due", "Days waiting", "Days past due", "Proposed")
    spec = _waiting_bars(lead, waiting) if waiting else None
    return Chart("ageing", "Open reviews, oldest first", _waiting_words(lead, waiting), spec, header, rows)


def _waiting_row(lead: Leadership, review: ReviewSpan) -> Row:
    target = review.target.label if review.target else ""
    days = review.waiting(lead.today), review.past_due(lead.today)
    return Row(
        (review.area, review.opened_on, review.due, *days, target),
        addresses.area(review.area, lead.portfolio.moment.suffix),
    )


def _waiting_words(lead: Leadership, waiting: list[ReviewSpan]) -> str:
    if not any(review.opened_on <= lead.today for review in lead.shown_reviews):
        return NO_REVIEWS
    if not waiting:
        return "No review is open."
    oldest, late = waiting[0], sum(review.past_due(lead.today) > 0 for review in waiting)
    verb, own = "is" if len(waiting) == 1 else "are", "its" if late == 1 else "their"
    return (
        f"{counted(len(waiting), 'review')} {verb} open, {late or 'none'} past {own} own due date; "
        f"the oldest, {isolated(oldest.area)}, has waited {counted(oldest.waiting(lead.today), 'day')}."
        + shown_of(waiting, "the {} oldest")
    )


def _waiting_bars(lead: Leadership, waiting: list[ReviewSpan]) -> dict[str, Any]:
    kept, more = drawn(waiting)
    late = [review.past_due(lead.today) for review in kept]
    bars = [
        {
            "place": place,
            "days": review.waiting(lead.today),
            "text": f"{counted(days, 'day')} past due" if days else f"due {day(review.due)}",
            "url": addresses.area(review.area, lead.portfolio.moment.suffix),
            "words": f"{plain(review.area, 60)}<br>opened {day(review.opened_on)}, due {day(review.due)}",
            "kind": "Past due" if days else "In time",
        }
        for place, (review, days) in enumerate(zip(kept, late, strict=True))
    ]
    texts = [*(plain(review.area, LABEL_LENGTH) for review in kept), *([more] if more else [])]
    return _days_figure(bars, texts, {"In time": PLAIN_MARK, "Past due": OVERDUE_MARK}, "Days since the review opened")


def _days_figure(bars: list[dict], texts: list[str], marks: dict[str, dict], title: str) -> dict[str, Any]:
    """Bars of days by kind, each kind told apart by its mark and named in the legend."""
    traces = []
    for kind, mark in marks.items():
        own = [bar for bar in bars if bar["kind"] == kind]
        if own:
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": kind,
                    "width": BAR,
                    "x": [bar["days"] for bar in own],
                    "y": [bar["place"] for bar in own],
                    "marker": mark,
                    "text": [bar["text"] for bar in own],
                    "textposition": "outside",
                    "cliponaxis": False,
                    "customdata": [bar["url"] for bar in own],
                    "hovertext": [bar["words"] for bar in own],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )
    most = max(bar["days"] for bar in bars)
    return {
        "data": traces,
        "layout": layout(
            rows_height(len(texts), 90),
            margin={"l": 8, "r": 16, "t": 42, "b": 40, "pad": 4},
            barmode="overlay",
            showlegend=True,
            legend=legend(),
            xaxis=numbers(title, range=[0, most * 1.8 + 1]),
            yaxis=labels(texts),
        ),
    }


def throughput(lead: Leadership) -> Chart:
    """Reviews closed in each quarter by what came of them, and how long they took."""
    closed = [review for review in lead.shown_reviews if review.is_closed(lead.today)]
    quarters = sorted({_quarter(review) for review in closed})
    counts = {
        outcome: [sum(_quarter(r) == q and r.outcome is outcome for r in closed) for q in quarters]
        for outcome in OUTCOMES
    }
    urls = [_quarter_url(lead, quarter) for quarter in quarters]
    rows = tuple(
        Row((quarter, *(numbers_[place] for numbers_ in counts.values()), _median_days(closed, quarter)), urls[place])
        for place, quarter in enumerate(quarters)
    )
    header = ("Quarter", *OUTCOMES.values(), "Median days to decision")
    spec = _quarter_bars(quarters, counts, urls) if closed else None
    return Chart("throughput", "Reviews decided, by quarter", _throughput_words(lead, closed), spec, header, rows)


def _quarter(review: ReviewSpan) -> str:
    return f"{review.closed_on.year} Q{(review.closed_on.month + 2) // 3}"


def _quarter_url(lead: Leadership, quarter: str) -> str:
    """What changed in the quarter, up to the day shown."""
    year, number = int(quarter[:4]), int(quarter[-1])
    start = date(year, 3 * number - 2, 1)
    end = months_after(start, 3) - timedelta(days=1)
    days = {"from": max(start - timedelta(days=1), FIRST_DAY), "to": min(end, lead.today)}
    return addresses.compared_dates(lead.portfolio.moment.parameters, **days)


def days_to_decision(closed: list[ReviewSpan]) -> list[int]:
    """Days from opening to closing, of the reviews that ended in a decision."""
    return [(review.closed_on - review.opened_on).days for review in closed if review.outcome]


def _median_days(closed: list[ReviewSpan], quarter: str) -> Any:
    days = days_to_decision([review for review in closed if _quarter(review) == quarter])
    return round(median(days)) if days else ""


def _throughput_words(lead: Leadership, closed: list[ReviewSpan]) -> str:
    if not any(review.opened_on <= lead.today for review in lead.shown_reviews):
        return NO_REVIEWS
    if not closed:
        return "No review has been closed."
    parts = [
        f"{number} {label.lower()}"
        for outcome, label in OUTCOMES.items()
        if (number := sum(r.outcome is outcome for r in closed))
    ]
    days = days_to_decision(closed)
    took = f"; the middle one of those decided took {counted(round(median(days)), 'day')}" if days else ""
    return f"{counted(len(closed), 'review')} closed: {listed(parts)}{took}."


def _quarter_bars(quarters: list[str], counts: dict[DecisionKind | None, list[int]], urls: list[str]) -> dict[str, Any]:
    places = list(range(len(quarters)))
    traces = [
        {
            "type": "bar",
            "name": OUTCOMES[outcome],
            "x": places,
            "y": values,
            "marker": OUTCOME_MARK[outcome],
            "customdata": urls,
            "hovertext": [
                f"{q}: {value} {OUTCOMES[outcome].lower()}" for q, value in zip(quarters, values, strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
        for outcome, values in counts.items()
        if any(values)
    ]
    # As many as have room side by side on a narrow screen, the newest among them.
    named_places = places[:: -(len(places) // MOST_QUARTERS + 1)]
    across = {
        "tickmode": "array",
        "tickvals": named_places,
        "ticktext": ["<br>".join(reversed(quarters[place].split())) for place in named_places],
        "tickangle": 0,
        "range": [-0.5, max(len(quarters), 4) - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }
    return {
        "data": traces,
        "layout": layout(
            280,
            margin={"l": 40, "r": 16, "t": 42, "b": 40},
            barmode="stack",
            bargap=0.4,
            showlegend=True,
            legend=legend(),
            xaxis=across,
            yaxis=numbers("", dtick=1 if max(map(sum, zip(*counts.values(), strict=True))) < 10 else None),
        ),
    }


def evaluated(lead: Leadership) -> Chart:
    """Days since each area was last evaluated, longest first; never is said, overdue is hatched."""
    ages = sorted((_age(lead, item) for item in lead.items), key=lambda one: (-one[1], one[0].area.position))
    rows = tuple(_age_row(lead, *one) for one in ages)
    header = ("Area", "Name", "Last evaluated", "Days since", "Next due", "Days overdue")
    spec = _age_bars(lead, ages) if any(days for _, days, _ in ages) else None
    words = _age_words(lead, ages) + shown_of(ages, "the {} waiting longest")
    return Chart("evaluated", "How long ago each area was evaluated", words, spec, header, rows)


def _age(lead: Leadership, item: Evaluation) -> tuple[Evaluation, int, bool]:
    """Days since the last evaluation; for an area never evaluated (True), since it has had its category."""
    on = lead.past_of(item.area.code).evaluated_on(lead.today)
    since = on or (item.area.decided.since if item.area.decided else lead.today)
    return item, (lead.today - since).days, on is None


def _age_row(lead: Leadership, item: Evaluation, days: int, never: bool) -> Row:
    on = lead.past_of(item.area.code).evaluated_on(lead.today)
    last = ("never", "") if never else (on, days)
    cells = (item.area.code, item.area.name, *last, item.due or "", item.overdue_days)
    return Row(cells, addresses.area(item.area.code, lead.portfolio.moment.suffix))


def _age_words(lead: Leadership, ages: list[tuple[Evaluation, int, bool]]) -> str:
    if not ages:
        return NO_AREAS
    never = sum(one[2] for one in ages)
    past = overdue(item for item, _, _ in ages)
    late = f"{counted(len(past), 'evaluation')} {'is' if len(past) == 1 else 'are'} overdue"
    late = late if past else "No evaluation is overdue"
    reviewed = sum(item.area.code in lead.open_reviews for item in past)
    late += f"; of these {reviewed:,} under review." if reviewed else "."
    if never == len(ages):
        return f"No area has been evaluated since it got its first category. {late}"
    done = [(days, item.area.code) for item, days, was_never in ages if not was_never]
    days, code = max(done)
    often = f"{f'{never:,}' if never else 'None'} of {counted(len(ages), 'area')} never evaluated"
    return f"{often}; of the others the longest ago is {isolated(code)}, {counted(days, 'day')}. {late}"


def _age_bars(lead: Leadership, ages: list[tuple[Evaluation, int, bool]]) -> dict[str, Any]:
    kept, more = drawn(ages)
    bars = []
    for place, (item, days, never) in enumerate(kept):
        late = item.overdue_days
        kind = "Overdue" if late else "Never evaluated: since its first category" if never else "Evaluated"
        text = "never" if never else f"{days:,} days"
        due = day(item.due) if item.due else "not set"
        said = "never evaluated" if never else f"evaluated {counted(days, 'day')} ago"
        bars.append(
            {
                "place": place,
                "days": days,
                "text": f"{text}, {counted(late, 'day')} overdue" if late else text,
                "url": addresses.area(item.area.code, lead.portfolio.moment.suffix),
                "words": f"{plain(item.area.name, 60)}<br>{said}<br>next due {due}",
                "kind": kind,
            }
        )
    marks = {
        "Evaluated": PLAIN_MARK,
        "Never evaluated: since its first category": OUTLINE_MARK,
        "Overdue": OVERDUE_MARK,
    }
    texts = [*(named(item.area) for item, _, _ in kept), *([more] if more else [])]
    return _days_figure(bars, texts, marks, "Days since the last evaluation")
