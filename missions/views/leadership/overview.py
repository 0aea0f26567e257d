"""The summary that leadership reads first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions.access import Permission, can, has_desk
from missions.charts.chart import category_url
from missions.domain import addresses
from missions.domain.leadership.headline import opening
from missions.domain.record.portfolio import Moment
from missions.domain.record.rule.evaluation import Evaluation, overdue
from missions.domain.vocabulary import Category
from missions.forms.leadership.figures import read_narrowed
from missions.queries.catalog.beside import beside
from missions.queries.record.recent import newest
from missions.views.bodies import MadeFrom
from missions.views.leadership.charts import figures
from missions.views.leadership.desk import accounts_desk, desk
from missions.views.leadership.start import start_here
from missions.views.shortcuts import Page, record_page, respond, with_query

# Beyond these the page would be too long to be of use: all of them stand in the list of areas.
MOST_TILES, MOST_LINES = 40, 20


@dataclass(frozen=True)
class First:
    """The first of many: those shown here, how many there are, and the address where all of them stand."""

    shown: list[Any]
    number: int
    url: str

    @property
    def cut(self) -> bool:
        return len(self.shown) < self.number


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in: the desk, the overview, or, if the person's roles open neither, the help.

    A moment or a filter in the address asks for the overview.
    """
    reads = can(request.actor, Permission.READ_RECORD)
    if has_desk(request.actor) and not (reads and request.GET):
        return accounts_desk(request) if can(request.actor, Permission.MANAGE_ACCOUNTS) else desk(request)
    return index(request) if reads else redirect("help")


@record_page(shared=MadeFrom.PROCESS)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Counts by category, every area in its lane, what is overdue and what is new."""
    portfolio = page.portfolio()
    asked = read_narrowed(request.GET, portfolio.moment.as_of)
    lead = page.leadership(asked.since, asked.until)
    moment = portfolio.moment
    uncategorized = [item for item in lead.watched if item.area.category is None]
    drifting = [item for item in lead.watched if item.drifts]
    trust = request.GET.get("trust") == "yes"
    summary, told = opening(lead)
    context = {
        "summary": summary,
        "told": told,
        "trust": trust,
        "trust_url": with_query(request, trust=None if trust else "yes"),
        "lanes": [_shortened(lane, moment) for lane in lanes(lead.watched)],
        "uncategorized": _first(uncategorized, MOST_TILES, addresses.areas(moment.parameters)),
        "emerging": portfolio.emerging,
        "overdue": _first(
            overdue(lead.watched), MOST_LINES, addresses.areas(moment.parameters, view="table", sort="due")
        ),
        "drifting": _first(drifting, MOST_LINES, addresses.areas(moment.parameters, drift="yes")),
        "catalogs": page.at_large(beside),
        "recent": page.of_record(newest),
        "may_open": can(request.actor, Permission.RUN_REVIEWS) and not page.resolved.moment.is_past,
        "start": start_here(request.actor, has_functions=moment.is_past or any(a.functions for a in portfolio.areas)),
        "figures": figures(request, page, asked),
    }
    return respond(
        request, "leadership/overview/index.html", context, fragment="figures", status=400 if asked.errors else 200
    )


def _first(items: list[Any], most: int, url: str) -> First:
    return First(items[:most], len(items), url)


def _shortened(lane: dict, moment: Moment) -> dict:
    """A lane with its first tiles, and where the others are."""
    return lane | {"tiles": lane["tiles"][:MOST_TILES], "url": category_url(lane["category"], moment)}


def lanes(items: Sequence[Evaluation]) -> list[dict]:
    """The items by category in force, one lane for each category; nothing where no item has one."""
    found = {category: [item for item in items if item.area.category is category] for category in Category}
    if not any(found.values()):
        return []
    return [
        {"category": category, "tiles": tiles, "number": len(tiles), "url": None} for category, tiles in found.items()
    ]
