"""What a briefing says of what moves: the last decisions of reviews, and the reviews under way."""

from missions.domain.dates import day
from missions.domain.leadership.summary import Leadership, effective
from missions.domain.vocabulary import DecisionKind
from missions.exports.briefings.slide import NAME, ROWS_MOST, Grid, Slide, fitting, with_more
from missions.exports.words import counted, short


def moved(lead: Leadership) -> Slide:
    """The decisions that reviews brought, newest first."""
    held = [
        (decision, area)
        for area in lead.areas
        for decision in effective(lead.past_of(area.code).decisions, lead.today)
        if decision.kind is not DecisionKind.INITIAL
    ]
    held.sort(key=lambda one: (one[0].on, one[0].sequence), reverse=True)
    shifts = sum(decision.kind is DecisionKind.SHIFT for decision, _ in held)
    title = "No category has been shifted or reaffirmed"
    if held:
        title = f"Reviews decided {counted(shifts, 'shift')} and {counted(len(held) - shifts, 'reaffirmation')}"
    if lead.begins and held:
        title += f" since {day(lead.begins)}"
    rows = [
        (
            day(decision.on),
            short(area.code, 14),
            short(area.name, NAME),
            decision.kind.label,
            decision.category.label,
            f"entry {decision.sequence}",
        )
        for decision, area in held
    ]
    shares = (3, 2, 7, 3, 4, 2)
    shown = fitting(rows, shares, ROWS_MOST)
    columns = ("Effective", "Area", "Name", "Kind", "Category", "Recorded by")
    grid = Grid(columns, shares, tuple(rows[:shown]), empty="No decision but first ones is in force by this date.")
    return Slide(title, grid, with_more("Newest first.", len(rows) - shown))


def reviewed(lead: Leadership) -> Slide:
    """The open reviews, the earliest due date first, with what is proposed to the reviewers."""
    held = sorted((one for one in lead.watched if one.review), key=lambda one: (one.review.due, one.area.position))
    past = [one.review.past_due(lead.today) for one in held]
    title = "No review is open"
    if held:
        proposed = counted(len(lead.pending), "shift") if lead.pending else "no shift"
        late = sum(days > 0 for days in past)
        told = f"{late or 'none'} past {'its' if late == 1 else 'their'} own due date"
        title = f"{counted(len(held), 'review is', 'reviews are')} open, {told}; {proposed} proposed"
    rows = [
        (
            short(one.area.code, 14),
            short(one.area.name, NAME),
            day(one.review.opened_on),
            day(one.review.due),
            f"{counted(days, 'day')} past due" if days else "",
            one.review.target.label if one.review.target else "nothing yet",
        )
        for one, days in zip(held, past, strict=True)
    ]
    shares = (2, 7, 3, 3, 3, 4)
    shown = fitting(rows, shares, ROWS_MOST)
    columns = ("Area", "Name", "Opened", "Due", "Past due", "Proposed")
    grid = Grid(columns, shares, tuple(rows[:shown]), empty="Reviews open by themselves by the policy's cadence.")
    return Slide(title, grid, with_more("A proposal changes nothing until it is decided.", len(rows) - shown))
