"""What a briefing says, one message a slide: the presentation and the PDF are drawn from it alike."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from missions.charts.theme import NO_CATEGORY
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.leadership.headline import headline
from missions.domain.record.evaluation import Evaluation, evaluations, overdue
from missions.domain.record.portfolio import AreaState, Portfolio
from missions.domain.vocabulary import Category, Standing
from missions.exports.briefings.progress import moved, reviewed
from missions.exports.briefings.slide import NAME, ROWS_MOST, Bars, Grid, Lane, Lanes, Slide, Tone, fitting, with_more
from missions.exports.document import NO_POLICY, Document
from missions.exports.words import clean, counted, short

BARS_MOST = 16
# Lines that fit on a slide: in a table under a summary, in a lane.
FUNCTIONS_MOST, LANE_MOST = 9, 13
# Characters that fit across all lanes, reckoned wide.
ACROSS_LANES = 120

areas_of = partial(counted, noun="area")


def slides(document: Document) -> tuple[Slide, ...]:
    """The briefing: the portfolio in seven slides, one for each chosen area, and what it all rests on."""
    portfolio = document.portfolio
    items = tuple(item for item in evaluations(portfolio) if not item.area.emerging)
    chosen = [item for item in evaluations(portfolio) if item.area.code in document.areas]
    return (
        _opening(document),
        _lanes(portfolio),
        _mix(portfolio),
        _drift(portfolio, items),
        _due(items),
        moved(document.lead),
        reviewed(document.lead),
        *(_area(item) for item in chosen),
        _rests_on(document),
    )


def _opening(document: Document) -> Slide:
    held = [(category, category.label, len(areas)) for category, areas in document.portfolio.by_category.items()]
    if document.portfolio.uncategorized:
        held.append((None, NO_CATEGORY, len(document.portfolio.uncategorized)))
    told = ", ".join(f"{label} {number}" for _, label, number in held)
    numbers = tuple(
        (category, label, tuple(number if place == at else 0 for at in range(len(held))))
        for place, (category, label, number) in enumerate(held)
    )
    quote = f"“{clean(document.statement)}”" if document.statement else ""
    body = Bars(
        labels=tuple(label for _, label, _ in held),
        series=numbers,
        summary=f"Bar chart of mission areas by category in force: {told}.",
        aside=quote,
        cite="Commercial Space Integration Strategy, section IV" if quote else "",
    )
    return Slide(headline(document.lead), body, f"As of {day(document.header.as_of)}.")


def _lanes(portfolio: Portfolio) -> Slide:
    held = [(category, category.label, areas) for category, areas in portfolio.by_category.items()]
    if portfolio.uncategorized:
        held.append((None, NO_CATEGORY, portfolio.uncategorized))
    lanes = tuple(_lane(category, label, areas, ACROSS_LANES // len(held)) for category, label, areas in held)
    title = "No mission area has a category in force"
    if len(portfolio.uncategorized) < len(portfolio.areas):
        beside = sum(
            len(portfolio.by_category[category]) for category in (Category.HYBRID, Category.COMMERCIAL_PRIMARY)
        )
        are = "is" if beside == 1 else "are"
        title = f"{beside} of {areas_of(len(portfolio.areas))} {are} Hybrid or Commercial Primary"
    note = ""
    if portfolio.emerging:
        names = ", ".join(isolated(short(area.code, 20)) for area in portfolio.emerging[:5])
        note = f"Emerging, with no category: {names}."
    return Slide(title, Lanes(lanes), note)


def _lane(category: Category | None, label: str, areas: tuple[AreaState, ...], across: int) -> Lane:
    named = [(isolated(short(area.code, 12)), short(area.name, NAME)) for area in areas]
    shown = fitting([(f"{code}  {name}",) for code, name in named], (1,), LANE_MOST, across)
    return Lane(category, label, len(areas), tuple(named[:shown]), len(areas) - shown)


def _mix(portfolio: Portfolio) -> Slide:
    totals = Counter(dict.fromkeys(Standing, 0))
    for area in portfolio.areas:
        totals.update(area.standings)
    number = sum(totals.values())
    with_functions = sorted(
        (area for area in portfolio.areas if area.functions),
        key=lambda area: (-area.standings[Standing.GOVERNMENT] / len(area.functions), area.position, area.code),
    )
    shown = with_functions[:BARS_MOST]
    told = ", ".join(f"{standing.label.lower()} {totals[standing]}" for standing in Standing)
    body = Bars(
        labels=tuple(short(area.code, 14) for area in shown),
        series=tuple(
            (standing, standing.label, tuple(area.standings[standing] for area in shown)) for standing in Standing
        ),
        summary=f"Stacked bar chart of functions by standing for {areas_of(len(shown))}. In all areas: {told}.",
    )
    if not number:
        return Slide("No functions are recorded at this date", Grid((), (), (), empty="Nothing to count yet."))
    title = (
        f"Commercial solutions are demonstrated for {totals[Standing.DEMONSTRATED]:,} of {counted(number, 'function')}"
    )
    if totals[Standing.UNASSESSED] == number:
        title = f"None of {counted(number, 'function')} is assessed"
    elif totals[Standing.UNASSESSED]:
        title += f"; {counted(totals[Standing.UNASSESSED], 'is', 'are')} unassessed"
    left = len(with_functions) - len(shown)
    bare = len(portfolio.areas) - len(with_functions)
    notes = ["Sorted by the share that stands as government."]
    notes += [f"{areas_of(left)} more: see the workbook."] if left else []
    notes += [f"{areas_of(bare)} without functions left out."] if bare else []
    return Slide(title, body, " ".join(notes))


def _drift(portfolio: Portfolio, items: tuple[Evaluation, ...]) -> Slide:
    drifting = [item for item in items if item.drifts]
    undetermined = sum(item.reading is not None and item.reading.indication.category is None for item in items)
    title, empty = _indicated(portfolio, items)
    rows = [
        (
            short(item.area.code, 14),
            short(item.area.name, NAME),
            item.area.category.label if item.area.category else NO_CATEGORY,
            item.reading.indication.category.label,
            item.reading.margin,
        )
        for item in drifting
    ]
    shares = (2, 6, 4, 4, 7)
    shown = fitting(rows, shares, ROWS_MOST)
    grid = Grid(
        ("Area", "Name", "In force", "Indicated", "Margin"),
        shares,
        tuple(rows[:shown]),
        empty=empty,
        tones=(None, None, None, Tone.DRIFT, None),
    )
    note = "An indication flags a difference; it changes nothing."
    if undetermined:
        note += f" {areas_of(undetermined)} undetermined, as functions are missing or unassessed."
    return Slide(title, grid, with_more(note, len(rows) - shown))


def _indicated(portfolio: Portfolio, items: tuple[Evaluation, ...]) -> tuple[str, str]:
    """What the assessments indicate, as a title, and what is said where no area drifts."""
    indicated = [item for item in items if item.reading and item.reading.indication.category]
    drifting = sum(item.drifts for item in items)
    agreeing = sum(item.reading.indication.category is item.area.category for item in indicated)
    if portfolio.policy is None:
        return "Without a policy in force the rule indicates nothing", "No category is indicated."
    if drifting:
        return f"In {areas_of(drifting)} the assessments indicate another category than the one in force", ""
    if not indicated:
        return "The assessments indicate no category for any area", "No category is indicated."
    title = f"For {agreeing:,} of {areas_of(len(items))} the assessments indicate the category in force"
    return title, "No area drifts among those with a category indicated and one in force."


def _due(items: tuple[Evaluation, ...]) -> Slide:
    dated = sorted((item for item in items if item.due), key=lambda item: (item.due, item.area.position))
    late = len(overdue(items))
    none = "No evaluation is overdue" if dated else "No evaluation has a due date"
    coming = next((item for item in dated if not item.overdue_days), None)
    title = f"{counted(late, 'evaluation is', 'evaluations are')} overdue" if late else none
    if coming:
        title += f"; the next is due {day(coming.due)}"
    rows = [
        (
            short(item.area.code, 14),
            short(item.area.name, NAME),
            item.area.category.label,
            day(item.area.last_assessed) or "never",
            day(item.due),
            f"{counted(item.overdue_days, 'day')} overdue" if item.overdue_days else "",
        )
        for item in dated
    ]
    shares = (2, 7, 4, 3, 3, 3)
    shown = fitting(rows, shares, ROWS_MOST)
    grid = Grid(
        ("Area", "Name", "Category", "Last assessed", "Due", "Late"),
        shares,
        tuple(rows[:shown]),
        empty="No evaluation has a date: no category, or no policy, is in force.",
        tones=(*[None] * 5, Tone.OVERDUE),
    )
    return Slide(title, grid, with_more("Longest overdue first.", len(rows) - shown))


def _area(item: Evaluation) -> Slide:
    area = item.area
    rows = tuple(
        (
            short(function.name, 60),
            function.standing.label,
            function.assessed.availability.label if function.assessed else "",
            function.assessed.fit.label if function.assessed else "",
            function.assessed.risk.label if function.assessed else "",
            (function.assessed or function).said.provenance.label,
        )
        for function in area.functions
    )
    shares = (8, 3, 3, 3, 3, 3)
    shown = fitting(rows, shares, FUNCTIONS_MOST)
    grid = Grid(
        ("Function", "Standing", "Available", "Fit", "Risk", "Provenance"),
        shares,
        rows[:shown],
        tuple(_above(item)),
        empty="No functions are recorded for this area at this date.",
    )
    name = f"{isolated(short(area.name, 60))} ({isolated(short(area.code, 14))})"
    title = f"{name}: {_stands(area, item)}"
    return Slide(title, grid, with_more("", len(rows) - shown), area.category)


def _above(item: Evaluation) -> Iterator[str]:
    """What stands, what is indicated and why, and what is due, a line each."""
    decided = item.area.decided
    if decided:
        section = f" (section {isolated(short(decided.section, 20))})" if decided.section else ""
        yield f"{decided.category.label} since {day(decided.since)}{section}; {decided.said.provenance.label}."
    if item.reading:
        indicated = item.reading.indication.category
        late = f", {counted(item.overdue_days, 'day')} overdue" if item.overdue_days else ""
        due = f" Next evaluation due {day(item.due)}{late}." if item.due else ""
        yield f"The assessments indicate {indicated.label if indicated else 'no single category'}.{due}"
        # The words of the strategy that follow a threshold stand on the area's page.
        for reason in item.reading.indication.grounds[:2]:
            yield short(f"{reason.told}.", 150)


def _stands(area: AreaState, item: Evaluation) -> str:
    if area.emerging:
        return "an emerging area, with no category"
    if area.category is None:
        return "no category in force"
    if item.drifts:
        return f"{area.category.label}, with drift toward {item.reading.indication.category.label}"
    return area.category.label


def _rests_on(document: Document) -> Slide:
    policy = document.portfolio.policy
    thresholds = NO_POLICY
    if policy:
        thresholds = (
            f"Government Primary over {policy.government_over}% government; Commercial Primary at most "
            f"{policy.commercial_government_at_most}% government and over "
            f"{policy.commercial_demonstrated_over}% demonstrated; otherwise Hybrid"
        )
    rows = [("Audience", short(document.audience, 200)), *document.header.lines, ("Thresholds", thresholds)]
    note = "An administrator of csis can check this file: manage.py verify_briefing."
    return Slide("What this briefing rests on", Grid(("", ""), (2, 9), tuple(rows)), note)
