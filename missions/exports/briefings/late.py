"""What is late and due, on slides: who owes what, and by when; only what every reader of the record may know."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from missions.domain.dates import day, months_after
from missions.domain.leadership.summary import Leadership, Watched
from missions.domain.record.rule.evaluation import overdue
from missions.domain.sentences import counted
from missions.exports.briefings.notes import shows_sample
from missions.exports.briefings.render import fit
from missions.exports.briefings.slide import NAME, Slide, SlideTable, Tone, full
from missions.exports.words import short

MONTHS_AHEAD = 12
COLUMNS, SHARES = ("Area", "Name", "Late", "Who owes it", "Next step", "By"), (5, 15, 8, 9, 15, 6)
# A table has the largest of these sizes that fits one slide; if none fits, it continues on others in the smallest.
SIZES = (17, 15, 13.5, 12, 11, 10.5)
NONE = "No evaluation is due in the next 12 months, and no review is open."
SPEECH = (
    "Longest late first; then open reviews, and evaluations due in the next 12 months.",
    "An evaluation is due one cadence of the policy after the last decision. It is late from the next day on, until a "
    "decision is made; an open review has a due date of its own.",
    "Who owes it is stated as far as every reader of the record may know. Votes are shown once a decision is made.",
)


class Owed(NamedTuple):
    """What an area owes: its lateness in words, who owes which step, and the due date."""

    item: Watched
    late: str
    whom: str
    step: str
    by: date


def owed(lead: Leadership) -> list[Owed]:
    """What is late, longest late first; then open reviews and what is due within a year, earliest first."""
    late = overdue(lead.watched)
    horizon = months_after(lead.today, MONTHS_AHEAD) if lead.today.year < date.max.year else date.max
    others = [
        item
        for item in lead.watched
        if not item.overdue_days and (item.review or (item.due is not None and item.due <= horizon))
    ]
    others.sort(key=lambda item: (_by(item), item.area.position))
    return [_owed(lead, item) for item in (*late, *others)]


def _by(item: Watched) -> date:
    return item.review.due if item.review else item.due


def _owed(lead: Leadership, item: Watched) -> Owed:
    late = f"{counted(item.overdue_days, 'day')} overdue" if item.overdue_days else ""
    if item.review is None:
        step = "Open a review" if item.overdue_days else "The review opens by itself"
        return Owed(item, late, "steward" if item.overdue_days else "nobody yet", step, item.due)
    past = item.review.past_due(lead.today)
    words = [late, f"review {counted(past, 'day')} past due" if past else ""]
    target = f": {item.review.target.label}" if item.review.target else ""
    return Owed(
        item,
        "; ".join(filter(None, words)),
        item.review.awaited or "nobody",
        f"{item.review.step}{target}",
        item.review.due,
    )


def late(lead: Leadership) -> Iterator[Slide]:
    """What is late and what is due next, on as many slides as show every line."""
    rows = [_row(one) for one in owed(lead)]
    grid = SlideTable(COLUMNS, SHARES, (), empty=NONE, tones=(None, None, Tone.OVERDUE, None, None, None))
    for number, one in enumerate(flowing(grid, rows)):
        yield Slide(
            f"{_title(lead)}{' (continued)' if number else ''}",
            (full(one),),
            speech=SPEECH,
            illustrative=shows_sample(lead.areas),
        )


def flowing(grid: SlideTable, rows: list[tuple[str, ...]], room: float = fit.TALL_HEIGHT) -> list[SlideTable]:
    """The table as large as fits one slide, or on several slides; a table without rows says so."""
    for size in SIZES:
        sized = replace(grid, size=size, rows=tuple(rows))
        if fit.height(sized, fit.WIDTH) <= room and (size == SIZES[-1] or fit.unbroken(full(sized))):
            return [sized]
    head = fit.row_height(sized, grid.columns, fit.WIDTH)
    pages = fit.paged(rows, lambda row: fit.row_height(sized, row, fit.WIDTH), room - head)
    return [replace(sized, rows=page) for page in pages]


def _row(one: Owed) -> tuple[str, ...]:
    area = one.item.area
    whom = one.whom[0].upper() + one.whom[1:]
    return (short(area.code, 14), short(area.name, NAME), one.late, whom, one.step, day(one.by))


def _title(lead: Leadership) -> str:
    number = len(overdue(lead.watched))
    dated = [item.due for item in lead.watched if item.due]
    none = "No evaluation is overdue" if dated else "No evaluation has a due date"
    parts = [f"{counted(number, 'evaluation is', 'evaluations are')} overdue" if number else none]
    reviews = lead.open_reviews.values()
    if reviews:
        past = sum(review.past_due(lead.today) > 0 for review in reviews)
        told = f"{past or 'none'} past {'its' if past == 1 else 'their'} own due date"
        parts.append(f"{counted(len(reviews), 'review is', 'reviews are')} open, {told}")
    coming = min((on for on in dated if on >= lead.today), default=None)
    if coming:
        parts.append(f"the next evaluation is due {day(coming)}")
    return "; ".join(parts)
