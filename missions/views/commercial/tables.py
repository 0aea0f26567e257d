"""The three tables of the posture: access by phase, protection by provider, and the pipeline."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.commercial.measures.counting import MeasureResult
from missions.domain.commercial.measures.protection import Bearer
from missions.domain.commercial.portfolio import PIPELINE, AreaView
from missions.domain.commercial.posture.cited import in_numbers
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.tables import (
    Access,
    AccessRow,
    PipelineRow,
    area_access_rows,
    conditions,
    lapsing,
    pipeline,
    protection_rows,
)
from missions.domain.commercial.records import FunctionInForce
from missions.domain.commercial.vocabulary import Phase, Stage
from missions.domain.record.portfolio import AreaState
from missions.queries.kinds.names import NamedRecord, Names
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.paging import ON_PAGE, first_place, paged
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, record_page, respond, with_query

# The most solutions of each stage on the page of all stages.
OF_STAGE = 50


@dataclass(frozen=True, slots=True)
class AccessGroup:
    """The open functions of an area: how many are ensured, in words, those with a promise, and the others."""

    area: AreaState
    functions: int
    said: str
    promised: tuple[tuple[NamedRecord | None, AccessRow], ...]
    others: tuple[NamedRecord | None, ...]


@dataclass(frozen=True, slots=True)
class PipelineStage:
    """A stage with its first solutions, or one page of them; `url` leads to all of them."""

    stage: Stage
    total: int
    rows: tuple[tuple[PipelineRow, list[tuple[str, str]]], ...]
    url: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """A function that loses its last cover on a day, in these phases."""

    on: date
    area: str
    named: NamedRecord | None
    phases: str


@record_page(shared=MadeFrom.RECORD)
def access(request: HttpRequest, page: Page) -> HttpResponse:
    """Every open function by phase: capacity, hours, who activates it, and when the cover lapses."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    names = Names(moment)
    days = held.limits["lapse_days"]
    areas = {area.code: area for area in page.portfolio().areas}
    context = {
        "groups": [_of_area(areas[area.code], area, held, names) for area in held.areas if area.open],
        "opened": request.GET.get("area", ""),
        "phases": list(Phase),
        "lapsing": _lapses(lapsing(held, days), names),
        "lapse_days": days,
        "tabs": tabs("access", moment.suffix),
    }
    return respond(request, "commercial/access.html", context)


def _of_area(area: AreaState, view: AreaView, held: Posture, names: Names) -> AccessGroup:
    rows = [(names.of("function", row.function.code), row) for row in area_access_rows(view)]
    results = {one.measure: one for one in held.cells[area.code, PostureColumn.ACCESS].results}
    return AccessGroup(
        area=area,
        functions=len(rows),
        said=_in_phases([(phase, _in_phase(results.get(f"access_{phase.value}"))) for phase in Phase]),
        promised=tuple(one for one in rows if one[1].promised),
        others=tuple(named for named, row in rows if not row.promised),
    )


def _in_phase(result: MeasureResult | None) -> str:
    """How many functions are ensured, such as 3/8; words if there are no data or nothing is sought."""
    if result is None:
        return CellState.NOT_SOUGHT.label.lower()
    return CellState.NO_DATA.label.lower() if result.state is CellState.NO_DATA else in_numbers(result, "/")


def _in_phases(said: list[tuple[Phase, str]]) -> str:
    """All phases in words, such as "day to day 3/7, crisis 3/7, conflict 2/7"; once if they all say the same."""
    first = said[0][1]
    if "/" not in first and all(text == first for _, text in said):
        return first
    return ", ".join(f"{phase.label.lower()} {text}" for phase, text in said)


def _lapses(found: list[tuple[str, FunctionInForce, Access]], names: Names) -> list[Lapse]:
    """What lapses, in order: one line for each function and day."""
    lost: dict[tuple[date, str, str], set[Phase]] = {}
    for area, function, one in found:
        if one.lapses_on:
            lost.setdefault((one.lapses_on, area, function.code), set()).add(one.phase)
    return [
        Lapse(on, area, names.of("function", code), ", ".join(one.label.lower() for one in Phase if one in phases))
        for (on, area, code), phases in lost.items()
    ]


@record_page(shared=MadeFrom.RECORD)
def protection(request: HttpRequest, page: Page) -> HttpResponse:
    """Every provider in use by the four tools of Annex A, and the five conditions as they were judged."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    # Providers with anything on record come first.
    found = sorted(protection_rows(held), key=lambda row: not row.said)
    first = first_place(request)
    shown = found[first : first + ON_PAGE]
    context = {
        "rows": [row for row in shown if row.said],
        "unsaid": [row.provider for row in shown if not row.said],
        "without": sum(not row.said for row in found),
        "in_use": len(found),
        "borne": sum(row.bearer is not Bearer.UNKNOWN for row in found),
        "conditions": conditions(held),
        "tabs": tabs("protection", moment.suffix),
        **paged(request, len(found)),
    }
    return respond(request, "commercial/protection.html", context)


@record_page(shared=MadeFrom.RECORD)
def pipeline_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Commercial solutions from research to offered: days in the stage, functions and instruments.

    `?stage=offered` shows that stage alone, with pages.
    """
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    stages, asked = pipeline(held), request.GET.get("stage", "")
    if asked and asked not in Stage.values:
        raise Http404("There is no such stage.")
    alone = next((rows for stage, rows in stages if stage == asked), ())
    first, size = (first_place(request), ON_PAGE) if asked else (0, OF_STAGE)
    context = {
        "stages": [
            PipelineStage(
                stage,
                len(rows),
                tuple(_linked(row, held, moment.suffix) for row in rows[first : first + size]),
                with_query(request, stage=stage.value),
            )
            for stage, rows in stages
            if asked in {"", stage}
        ],
        "alone": asked,
        "all_url": with_query(request, stage=None, page=None),
        "coming": sum(len(rows) for stage, rows in stages if stage in PIPELINE),
        "offered": sum(len(rows) for stage, rows in stages if stage is Stage.OFFERED),
        "tabs": tabs("pipeline", moment.suffix),
        **(paged(request, len(alone)) if asked else {}),
    }
    return respond(request, "commercial/pipeline.html", context)


def _linked(row: PipelineRow, held: Posture, suffix: str) -> tuple[PipelineRow, list[tuple[str, str]]]:
    """A row with its functions, each with its address."""
    of = held.portfolio.function_of
    return row, [(code, addresses.function(of[code].area, code, suffix)) for code in row.functions]
