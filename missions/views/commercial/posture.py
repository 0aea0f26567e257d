"""The posture: every area against four principles and four priorities; each cell opens the records behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from missions.access import Permission, can
from missions.domain import addresses
from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.measures.counting import MeasureResult
from missions.domain.commercial.posture.cited import cell_numbers, in_numbers
from missions.domain.commercial.posture.columns import COLUMN_RULE, PASSAGES, CellState, PostureColumn
from missions.domain.commercial.posture.grid import Cells, Posture, PostureCell
from missions.domain.commercial.posture.sentence import sentence
from missions.domain.commercial.records import FunctionInForce, RecordKind, Ref
from missions.domain.dates import FIRST_DAY, day, read_day
from missions.domain.kinds.registry import KINDS
from missions.domain.memo import memoized
from missions.domain.record.portfolio import AreaState, Moment
from missions.queries.catalog.beside import beside
from missions.queries.kinds.names import Names
from missions.queries.moment import Resolved, resolve
from missions.views.bodies import MadeFrom
from missions.views.commercial.citing import cell_asked
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.record.areas import area_or_404
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, is_fragment, record_page, respond, with_query

# The most records behind a measure that a reader looks through.
MOST_BEHIND = 40
# The columns in which counted spacecraft are shown beside counted providers, never merged with them.
BESIDE_CATALOGS = frozenset({PostureColumn.BALANCE, PostureColumn.RESILIENCE})


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the grid: its state, its numbers, its address, and its state at the earlier date."""

    cell: PostureCell
    before: CellState | None
    url: str
    opened: bool

    @property
    def result(self) -> MeasureResult | None:
        return self.cell.deciding

    @property
    def numbers(self) -> str:
        """The numbers of the deciding measure, such as 3/7."""
        return cell_numbers(self.cell)

    @property
    def measure(self) -> str:
        """What the numbers count, such as "functions from one parent"; empty if nothing is known."""
        counts = self.cell.deciding and self.cell.deciding.has_any and self.cell.state is not CellState.NO_DATA
        return MEASURES[self.cell.deciding.measure].told if counts else ""

    @property
    def moved(self) -> bool:
        """Whether its state was different at the earlier date."""
        return self.before is not None and self.before is not self.cell.state


@dataclass(frozen=True, eq=False)
class GridRow:
    """An area of the grid, with the address of its posture."""

    code: str
    name: str
    url: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, eq=False)
class ShownGrid:
    """The grid as it is shown: each area, and each column with its passage."""

    rows: tuple[GridRow, ...]
    columns: tuple[tuple[PostureColumn, str], ...]
    suffix: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure of an open cell, with links to the records behind it."""

    title: str
    numerator: str
    denominator: str
    rule: str
    remark: str
    result: MeasureResult
    records: tuple[tuple[str, str], ...]
    more: int

    @property
    def numbers(self) -> str:
        """What it counts, such as 3 of 7."""
        return in_numbers(self.result, " of ")


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Areas by columns, with the sentence on top; `?cell=SATCOM.access` opens one, `?since=` compares two dates.

    The fragment for HTMX is the open cell, or the sentence if none is open.
    """
    resolved = page.resolved
    held = posture_at(resolved.settled())
    since, problem = _since(request, resolved)
    before = posture_at(_earlier(resolved, since).settled()) if since else None
    opened = cell_asked(request.GET.get("cell", ""), held)
    areas = page.portfolio().areas
    context = {
        "summary": sentence(held),
        "column_rule": COLUMN_RULE,
        "grid": _grid(held, areas, before, with_query(request, cell=None), resolved.moment.suffix, opened),
        "counts": _counts(held, before),
        "since": since,
        "since_text": request.GET.get("since", ""),
        "since_error": problem,
        "clear_since": with_query(request, since=None),
        "tabs": tabs("posture", resolved.moment.suffix),
        "downloads": downloads(request, "posture", MOMENT),
        "illustrative": held.illustrative,
        "gaps": len(held.portfolio.gaps),
        "gaps_named": [
            (one.code, addresses.record("uses", one.code, resolved.moment.suffix))
            for one in held.portfolio.gaps[:MOST_BEHIND]
        ],
        "gaps_more": max(len(held.portfolio.gaps) - MOST_BEHIND, 0),
    }
    if opened:
        context |= _detail(resolved, held, opened, areas)
        context["close_url"] = with_query(request, cell=None)
        if can(request.actor, Permission.ASSESS):
            context["cite_url"] = addresses.cite_cell(".".join(opened), resolved.moment.parameters)
    fragment = "cell" if opened else "sentence"
    return respond(request, "commercial/posture.html", context, fragment=fragment, status=400 if problem else 200)


@record_page(shared=MadeFrom.RECORD)
def area(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """One area against the columns, and what is recorded for each of its open functions."""
    held = posture_at(page.resolved.settled())
    found = area_or_404(page, page.portfolio(), code)
    view, moment = held.portfolio.views.get(code), page.resolved.moment
    cells = held.row(code) if view else ()
    called = {one.code: one.name for one in found.functions}
    context = {
        "area": found,
        "alone": is_fragment(request),
        "cells": [ShownCell(one, None, _address_of(one, moment), opened=False) for one in cells],
        "functions": [
            {"name": called.get(one.code, one.code), **_recorded(one, held, moment)}
            for one in (view.open if view else ())
        ],
        "unassessed": len(view.unassessed) if view else 0,
        "tabs": tabs("", moment.suffix),
    }
    return respond(request, "commercial/area.html", context, fragment="row")


def _address_of(cell: PostureCell, moment: Moment) -> str:
    """The address at which the grid opens this cell."""
    return addresses.posture(moment.parameters, cell=f"{cell.area}.{cell.column.value}") + "#cell"


def _recorded(function: FunctionInForce, held: Posture, moment: Moment) -> dict[str, Any]:
    """An open function with its first recorded uses, each with solution and provider."""
    portfolio = held.portfolio
    every = portfolio.uses_of_function.get(function.code, ())
    uses = every[:MOST_BEHIND]
    solutions = [portfolio.solution_of[use.solution] for use in uses]
    return {
        "code": function.code,
        "url": f"{addresses.function(function.area, function.code)}{moment.suffix}",
        "more": len(every) - len(uses),
        "all_url": addresses.records("uses", moment.parameters, function=function.code),
        "uses": [
            (use, solution, portfolio.provider_of[solution.provider])
            for use, solution in zip(uses, solutions, strict=True)
        ],
    }


def _since(request: HttpRequest, resolved: Resolved) -> tuple[date | None, str]:
    """The earlier date to compare with, and what is wrong with it, if anything."""
    text = request.GET.get("since", "").strip()[:60]
    if not text:
        return None, ""
    try:
        since = read_day(text)
    except ValueError as error:
        return None, str(error)
    if not FIRST_DAY <= since < resolved.moment.as_of:
        return None, f"Choose a day from {day(FIRST_DAY)} to the day before the one shown."
    return since, ""


def _earlier(resolved: Resolved, since: date) -> Resolved:
    return resolve(as_of=since, known=resolved.moment.known, today=timezone.localdate(), chosen=True)


def _grid(
    held: Posture,
    areas: tuple[AreaState, ...],
    before: Posture | None,
    page: str,
    suffix: str,
    opened: tuple[str, PostureColumn] | None,
) -> ShownGrid:
    """The areas by the columns; if they are not compared, made once for a posture, and each row once for its cells.

    `page` is the address of this page without a cell.
    """

    def row(area: AreaState) -> GridRow:
        cells = _cells(held.row(area.code), before, page, opened)
        return GridRow(area.code, area.name, addresses.area_posture(area.code, suffix), cells)

    def kept(area: AreaState) -> GridRow:
        by = ("row", area.name, page, suffix, opened if opened and opened[0] == area.code else None)
        return memoized(held.row(area.code), by, lambda: row(area))

    def grid() -> ShownGrid:
        rows = map(row if before else kept, areas)
        return ShownGrid(tuple(rows), tuple((column, PASSAGES[column]) for column in PostureColumn), suffix)

    return grid() if before else memoized(held, ("grid", page, suffix, opened), grid)


def _cells(
    cells: Cells, before: Posture | None, page: str, opened: tuple[str, PostureColumn] | None
) -> tuple[ShownCell, ...]:
    """The cells of a row, each with the address that opens it."""
    shown, joined = [], "&" if "?" in page else "?"
    for cell in cells:
        key = cell.area, cell.column
        earlier = before.cells.get(key) if before else None
        address = f"{page}{joined}{urlencode({'cell': f'{cell.area}.{cell.column.value}'})}"
        shown.append(ShownCell(cell, earlier and earlier.state, f"{address}#cell", key == opened))
    return tuple(shown)


def _counts(held: Posture, before: Posture | None) -> list[tuple[CellState, int, int | None]]:
    """How many cells are in each state, and how many were at the earlier date."""
    now = [cell.state for cell in held.cells.values()]
    then = [cell.state for cell in before.cells.values()] if before else None
    return [(state, now.count(state), None if then is None else then.count(state)) for state in CellState]


def _detail(
    resolved: Resolved, held: Posture, opened: tuple[str, PostureColumn], areas: tuple[AreaState, ...]
) -> dict[str, Any]:
    cell, names = held.cells[opened], Names(resolved.moment)
    of_catalogs = cell.column in BESIDE_CATALOGS
    names.read((ref.kind.value, ref.code) for one in cell.results for ref in one.behind[:MOST_BEHIND])
    return {
        "cell": cell,
        "cell_area": next(area for area in areas if area.code == cell.area),
        "measures": [_measure(one, held, names, resolved.moment.suffix) for one in cell.results],
        "loss_url": addresses.loss(resolved.moment.parameters),
        "trend_url": addresses.trend(resolved.moment.parameters, cell=f"{cell.area}.{cell.column.value}"),
        "catalogs": beside(resolved.moment, cell.area) if of_catalogs else None,
        "catalogs_url": addresses.operators(cell.area, resolved.moment.parameters),
    }


def _measure(result: MeasureResult, held: Posture, names: Names, suffix: str) -> ShownMeasure:
    measure = MEASURES[result.measure]
    return ShownMeasure(
        title=measure.title,
        numerator=measure.numerator,
        denominator=measure.denominator,
        rule=measure.rule(held.limits, held.policy),
        remark=measure.remark,
        result=result,
        records=tuple(linked(ref, names, suffix) for ref in result.behind[:MOST_BEHIND]),
        more=max(len(result.behind) - MOST_BEHIND, 0),
    )


def linked(ref: Ref, names: Names, suffix: str) -> tuple[str, str]:
    """A record by its name, and its page; no page if it does not exist at the moment."""
    label = "Function" if ref.kind is RecordKind.FUNCTION else KINDS[ref.kind.value].label
    named = names.of(ref.kind.value, ref.code)
    if named is None:
        return f"{label} {ref.code}", ""
    return f"{label} {named.title} ({ref.code})", f"{named.path}{suffix}"
