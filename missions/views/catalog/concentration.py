"""Concentration: who holds how much of each area by the catalogs, over time and on a day."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from missions.catalog.no_data import LITTLE, silent
from missions.charts.concentration import IndexLine, concentration
from missions.domain import addresses
from missions.domain.catalog.figures import NONE_COUNTED, AreaFigures, UnitFigures, sentence
from missions.domain.record.portfolio import AreaState
from missions.forms.catalog.concentration import NAMES, Asked, read_asked
from missions.queries.catalog.concentration import by_unit, figures_on, series
from missions.queries.catalog.sources import sources
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, record_page, respond


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Every area by the unit, payloads, owners and day in the address: over the years, and on the day."""
    moment = page.resolved.moment
    asked = read_asked(request.GET, sources(moment), moment.as_of)
    context: dict[str, Any] = {"asked": asked, "tabs": tabs("concentration", moment.suffix)}
    if asked.source:
        context |= _shown(request, page, asked)
    status = 400 if asked.errors else 200
    return respond(request, "catalog/concentration.html", context, status=status)


def lines_of(page: Page, asked: Asked) -> list[IndexLine]:
    """The line of each area that something was ever counted of, those with the most first."""
    found = series(asked.source, asked.choices, asked.on, asked.sources)
    return [IndexLine(code, points, _operators(page, asked, code)) for code, points in found]


def _shown(request: HttpRequest, page: Page, asked: Asked) -> dict[str, Any]:
    held = figures_on(asked.source, asked.choices, asked.on)
    silence = silent(asked.source.publisher, asked.choices.scope)
    said = _headline(by_unit(asked.source, asked.choices, asked.on, asked.sources), asked)
    return {
        "summary": said,
        "said": f"{settings.CLASSIFICATION} · {asked.source.words}",
        "chart": concentration(lines_of(page, asked)),
        # What is counted first: the others say why they are not.
        "rows": sorted(
            (_row(page, asked, area, held, silence) for area in page.portfolio().areas),
            key=lambda row: row["figures"] is None,
        ),
        "downloads": downloads(request, "concentration", (*NAMES, *MOMENT)),
    }


def _headline(found: dict[str, list[UnitFigures]], asked: Asked) -> str:
    """The sentence on the area with the most counted by the unit chosen."""
    counted = {code: one[0] for code, one in found.items() if one[0].unit is asked.choices.unit}
    largest = max(counted, key=lambda code: counted[code].figures.rows, default=None)
    return sentence(largest, found[largest], asked.choices) if largest else NONE_COUNTED


def _row(
    page: Page, asked: Asked, area: AreaState, held: Mapping[str, AreaFigures], silence: Mapping[str, str]
) -> dict[str, Any]:
    found = held.get(area.code)
    return {
        "area": area,
        "figures": found,
        "url": _operators(page, asked, area.code) if found else "",
        "words": silence.get(area.code, NONE_COUNTED),
        "little": LITTLE.get(area.code, ""),
    }


def _operators(page: Page, asked: Asked, code: str) -> str:
    return addresses.operators(code, page.resolved.moment.parameters, **asked.parameters)
