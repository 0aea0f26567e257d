"""Tables of the categories: how many areas are in each, which moved, and what moved between two days."""

from missions.charts.chart import Chart, ChartRow, category_url
from missions.charts.theme import NO_CATEGORY
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.leadership.summary import Leadership, Run
from missions.domain.record.portfolio import AreaState
from missions.domain.sentences import NO_AREAS, counted, listed
from missions.domain.vocabulary import Category


def categories(lead: Leadership) -> Chart:
    """Areas in each category, and for how many of them another one is proposed."""
    shown = [*Category, *([None] if any(area.category is None for area in lead.areas) else [])]
    groups = {category: [area for area in lead.areas if area.category is category] for category in shown}
    rows = tuple(
        ChartRow((_label(category), len(areas), *_pending_cells(lead, areas)), _url(lead, category))
        for category, areas in groups.items()
    )
    header = ("Category", "Areas", "Of these, another proposed", "Proposed")
    return Chart("categories", "Areas in each category", _counts(lead, groups), None, header, rows)


def _label(category: Category | None) -> str:
    return category.label if category else NO_CATEGORY


def _url(lead: Leadership, category: Category | None) -> str:
    return category_url(category, lead.portfolio.moment)


def _pending_cells(lead: Leadership, areas: list[AreaState]) -> tuple[int, str]:
    """For how many of the areas another category is proposed, and which areas with which category."""
    proposed: dict[Category, list[str]] = {}
    for area in areas:
        if area.code in lead.pending:
            proposed.setdefault(lead.pending[area.code], []).append(area.code)
    words = "; ".join(f"{category.label}: {', '.join(codes)}" for category, codes in proposed.items())
    return sum(map(len, proposed.values())), words


def _counts(lead: Leadership, groups: dict[Category | None, list[AreaState]]) -> str:
    if not lead.areas:
        return NO_AREAS
    parts = [f"{len(areas):,} {_label(category)}" for category, areas in groups.items() if areas]
    proposed = len(lead.pending) - len(lead.approved)
    pending = f"{counted(proposed, 'shift') if proposed else 'no shift'} proposed"
    pending += f", {len(lead.approved)} approved but not yet in effect" if lead.approved else ""
    return f"{counted(len(lead.areas), 'mission area')}: {listed(parts)}; {pending}."


def timeline(lead: Leadership) -> Chart:
    """Each area that changed category, with every period in one; a return to an earlier category is a new period."""
    lanes = [(area, lead.past_of(area.code).runs(lead.today)) for area in lead.areas]
    rows = tuple(
        ChartRow(
            (area.code, area.name, run.category.label, run.start, run.end or ""),
            addresses.area(area.code, lead.portfolio.moment.suffix),
        )
        for area, runs in lanes
        if len(runs) > 1
        for run in runs
    )
    header = ("Area", "Name", "Category", "From", "Until")
    return Chart("timeline", "Areas that changed category", _moves(lanes), None, header, rows)


def _moves(lanes: list[tuple[AreaState, tuple[Run, ...]]]) -> str:
    starts = [run.start for _, runs in lanes for run in runs]
    if not starts:
        return "No mission area had a category by this date."
    shifted = sum(max(len(runs) - 1, 0) for _, runs in lanes)
    begins = day(min(starts))
    if not shifted:
        return f"No area has changed category since {begins}."
    moved = [area.code for area, runs in lanes if len(runs) > 1]
    returned = [a.code for a, runs in lanes if len({run.category for run in runs}) < len(runs)]
    back = f"; {counted(len(returned), 'area')} came back to an earlier category" if returned else ""
    return f"{counted(shifted, 'shift')} in {counted(len(moved), 'area')} since {begins}{back}."


def shifts(lead: Leadership) -> Chart:
    """The areas that changed category between two days."""
    title, header = "Shifts between two days", ("From", "To", "Areas", "Which")
    if not lead.compared_with or not lead.areas:
        words = "There is no earlier day in the record to compare with."
        return Chart("shifts", title, words, None, header, ())
    flows: dict[tuple[Category | None, Category | None], list[str]] = {}
    for area in lead.areas:
        flow = lead.past_of(area.code).category(lead.compared_with), lead.ended_in(area)
        if flow[0] is not flow[1]:
            flows.setdefault(flow, []).append(area.code)
    order = [*Category, None]
    ordered = sorted(flows, key=lambda flow: (order.index(flow[0]), order.index(flow[1])))
    rows = tuple(
        ChartRow((_label(a), _label(b), len(flows[a, b]), ", ".join(flows[a, b])), _url(lead, b)) for a, b in ordered
    )
    moved = [code for flow in ordered for code in flows[flow]]
    changed = (
        f"{counted(len(moved), 'area')} changed category ({_first(moved)})" if moved else "No area changed category"
    )
    words = f"{changed} between {day(lead.compared_with)} and {day(lead.compared_to)}."
    return Chart("shifts", title, words, None, header, rows)


def _first(codes: list[str], most: int = 8) -> str:
    """Codes in a sentence; only the first ones are named."""
    more = f" and {len(codes) - most:,} more" if len(codes) > most else ""
    return ", ".join(map(isolated, codes[:most])) + more
