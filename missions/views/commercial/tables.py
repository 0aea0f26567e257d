"""The three tables of the posture: access by phase, protection by provider, and the pipeline."""

from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest, HttpResponse

from missions.domain.commercial.measures.counting import Result
from missions.domain.commercial.portfolio import AreaView
from missions.domain.commercial.posture.cited import in_numbers
from missions.domain.commercial.posture.columns import CellState, Column
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.tables import (
    AccessRow,
    area_access_rows,
    conditions,
    lapsing,
    pipeline,
    protection_rows,
)
from missions.domain.commercial.vocabulary import Phase
from missions.queries.kinds.names import Named, Names
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.remembered import posture_at
from missions.views.shortcuts import Page, record_page, respond

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class AccessGroup:
    """The open functions of an area: how many are ensured in each phase, those with a promise, and the others."""

    area: str
    functions: int
    phases: tuple[tuple[Phase, str], ...]
    promised: tuple[tuple[Named | None, AccessRow], ...]
    others: tuple[Named | None, ...]


@record_page(shared=MadeFrom.RECORD)
def access(request: HttpRequest, page: Page) -> HttpResponse:
    """Every open function by phase: capacity, hours, who activates it, and when the cover lapses."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    names = Names(moment)
    days = held.limits["lapse_days"]
    soon = lapsing(held, days)
    context = {
        "groups": [_of_area(area, held, names) for area in held.areas if area.open],
        "opened": request.GET.get("area", ""),
        "phases": list(Phase),
        "lapsing": [(names.of("function", function.code), one) for _, function, one in soon],
        "lapse_days": days,
        "tabs": tabs("access", moment.suffix),
    }
    return respond(request, "commercial/access.html", context)


def _of_area(area: AreaView, held: Posture, names: Names) -> AccessGroup:
    rows = [(names.of("function", row.function.code), row) for row in area_access_rows(area)]
    results = {one.measure: one for one in held.cells[area.code, Column.ACCESS].results}
    return AccessGroup(
        area=area.code,
        functions=len(rows),
        phases=tuple((phase, _in_phase(results.get(f"access_{phase.value}"))) for phase in Phase),
        promised=tuple(one for one in rows if one[1].promised),
        others=tuple(named for named, row in rows if not row.promised),
    )


def _in_phase(result: Result | None) -> str:
    """How many functions are ensured, such as 3/8; without data or where nothing is sought in words."""
    if result is None:
        return CellState.NOT_SOUGHT.label.lower()
    return CellState.NO_DATA.label.lower() if result.state is CellState.NO_DATA else in_numbers(result, "/")


@record_page(shared=MadeFrom.RECORD)
def protection(request: HttpRequest, page: Page) -> HttpResponse:
    """Every provider in use by the four tools of Annex A, and the five conditions as they were judged."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    context = {
        "rows": list(islice(protection_rows(held), MOST_ROWS)),
        "conditions": conditions(held),
        "tabs": tabs("protection", moment.suffix),
    }
    return respond(request, "commercial/protection.html", context)


@record_page(shared=MadeFrom.RECORD)
def pipeline_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Commercial solutions from research to what is offered: days in the stage, functions and instruments."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    context = {"stages": pipeline(held), "tabs": tabs("pipeline", moment.suffix)}
    return respond(request, "commercial/pipeline.html", context)
