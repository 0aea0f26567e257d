"""One time line: when each area's evaluation and its open review are due, what is late, and who acts next."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from missions.charts.chart import Cell, Chart, ChartRow, drawn, named, shown_of
from missions.charts.palette import INK, INK_QUIET, OVERDUE, PAPER
from missions.charts.theme import aside, dates, labels, layout, legend, plain, rows_height
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.leadership.headline import late_in_words
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.sentences import NO_AREAS, counted

# Room left and right of the first and last day drawn, as a fraction of the days between them.
MARGIN = 0.06
MOST_TICKS = 3
# Extra pixels of a row for the second line of text beside it.
TWO_LINES = 6


class MarkKind(NamedTuple):
    """One kind of mark: its label, symbol and color, and the function that gives its day (None if there is none)."""

    name: str
    symbol: str
    color: str
    at: Callable[[Watched], date | None]


def _kinds(today: date) -> list[MarkKind]:
    def evaluation(late: bool) -> Callable[[Watched], date | None]:
        return lambda item: item.due if bool(item.overdue_days) is late else None

    def review(late: bool) -> Callable[[Watched], date | None]:
        return lambda item: item.review.due if item.review and bool(item.review.past_due(today)) is late else None

    return [
        MarkKind("Evaluation overdue", "diamond", OVERDUE, evaluation(late=True)),
        MarkKind("Evaluation due", "diamond-open", INK_QUIET, evaluation(late=False)),
        MarkKind("Open review past its date", "circle", OVERDUE, review(late=True)),
        MarkKind("Open review due", "circle-open", INK_QUIET, review(late=False)),
    ]


def due(lead: Leadership) -> Chart:
    """Every area, ordered by its earliest due date."""
    ordered = sorted(lead.watched, key=lambda item: (_first(item) or date.max, item.area.position))
    rows = tuple(_row(lead, item) for item in ordered)
    header = ("Area", "Name", "Evaluation due", "Days overdue", "Last evaluated", "Days since")
    header += ("Review opened", "Review due", "Days past due", "Proposed", "Awaited")
    spec = _figure(lead, ordered) if any(map(_first, ordered)) else None
    words = _words(lead, ordered) + shown_of(ordered, "the {} with the earliest due date")
    return Chart("due", "What is late and what is due", words, spec, header, rows)


def _days(item: Watched) -> list[date]:
    """The due dates of the area: of its evaluation and of its open review."""
    return [on for on in (item.due, item.review and item.review.due) if on]


def _first(item: Watched) -> date | None:
    return min(_days(item), default=None)


def _row(lead: Leadership, item: Watched) -> ChartRow:
    last = lead.past_of(item.area.code).evaluated_on(lead.today)
    since = (last, (lead.today - last).days) if last else ("never", "")
    cells = (item.area.code, item.area.name, item.due or "", item.overdue_days, *since, *_review_cells(lead, item))
    return ChartRow(cells, addresses.area(item.area.code, lead.portfolio.moment.suffix))


def _review_cells(lead: Leadership, item: Watched) -> tuple[Cell, ...]:
    review = item.review
    if review is None:
        return ("",) * 5
    target = review.target.label if review.target else ""
    return review.opened_on, review.due, review.past_due(lead.today), target, review.awaited


def _words(lead: Leadership, items: list[Watched]) -> str:
    if not items:
        return NO_AREAS
    reviews = [item.review for item in items if item.review]
    words = f"{late_in_words(items) or 'No evaluation is overdue'}."
    if not reviews:
        words += " No review is open."
    else:
        past = sum(review.past_due(lead.today) > 0 for review in reviews)
        words += f" {counted(len(reviews), 'review')} {'is' if len(reviews) == 1 else 'are'} open,"
        words += f" {f'{past:,}' if past else 'none'} past {'its' if past == 1 else 'their'} own due date."
    coming = [(on, item) for item in items for on in _days(item) if on >= lead.today]
    if coming:
        on, item = min(coming, key=lambda one: (one[0], one[1].area.position))
        words += f" The next due date is {day(on)}, {isolated(item.area.code)}."
    return words


def _figure(lead: Leadership, ordered: list[Watched]) -> dict[str, Any]:
    kept, more = drawn(ordered)
    rows = len(kept) + bool(more)
    shown = [lead.today, *(on for item in kept for on in _days(item))]
    room = timedelta(days=max(30, round((max(shown) - min(shown)).days * MARGIN)))
    first, last = _within(min(shown), -room), _within(max(shown), room)
    return {
        "data": [trace for kind in _kinds(lead.today) if (trace := _marks(lead, kept, kind))["x"]],
        "layout": layout(
            rows_height(rows, 104) + rows * TWO_LINES,
            margin={"l": 8, "r": 158, "t": 42, "b": 54, "pad": 4},
            showlegend=True,
            legend=legend(),
            shapes=[_today(lead, rows)],
            annotations=[aside(place, _aside(lead, item)) for place, item in enumerate(kept)],
            xaxis=dates(f"Line: {day(lead.today)}", first, last, MOST_TICKS),
            yaxis=labels([*(named(item.area) for item in kept), *([more] if more else [])], showgrid=True),
        ),
    }


def _within(on: date, by: timedelta) -> date:
    """The date that many days later or earlier, limited to the first and last date there is."""
    try:
        return on + by
    except OverflowError:
        return on


def _today(lead: Leadership, rows: int) -> dict[str, Any]:
    """The line at the day shown; what is left of it is late."""
    at = lead.today.isoformat()
    line = {"color": INK, "width": 1.5}
    return {"type": "line", "x0": at, "x1": at, "y0": -0.5, "y1": rows - 0.5, "line": line, "layer": "below"}


def _marks(lead: Leadership, kept: list[Watched], kind: MarkKind) -> dict[str, Any]:
    marked = [(place, item, on) for place, item in enumerate(kept) if (on := kind.at(item))]
    # The same list in the same order, earliest due date first.
    url = addresses.areas(lead.portfolio.moment.parameters, view="table", sort="due")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": kind.name,
        "x": [on.isoformat() for _, _, on in marked],
        "y": [place for place, _, _ in marked],
        "marker": {
            "size": 11,
            "opacity": 1,
            "symbol": kind.symbol,
            "color": kind.color,
            "line": {"color": kind.color if kind.symbol.endswith("open") else PAPER, "width": 1.5},
        },
        "cliponaxis": False,
        "customdata": [url] * len(marked),
        "hovertext": [f"{plain(item.area.name, 60)}<br>{kind.name}: {day(on)}" for _, item, on in marked],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _aside(lead: Leadership, item: Watched) -> str:
    """The text beside the marks: how late, or how soon, and who acts next."""
    awaited = f"<br>awaits {item.review.awaited}" if item.review and item.review.awaited else ""
    first = _first(item)
    if first is None:
        return "no due date"
    days = (first - lead.today).days
    if item.overdue_days:
        words = f"{counted(item.overdue_days, 'day')} late"
    elif days < 0:
        words = f"review {counted(-days, 'day')} late"
    else:
        words = f"in {counted(days, 'day')}"
    return words + awaited
