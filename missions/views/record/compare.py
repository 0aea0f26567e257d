"""Comparisons: areas side by side, and the record at two dates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.record.comparison import Comparison, Movement, MovementKind, compare, sentence
from missions.domain.record.portfolio import Moment, Portfolio
from missions.domain.record.rule.evaluation import evaluation
from missions.domain.record.side_by_side import SideBySide, side_by_side
from missions.forms.record.compare import FEWEST, AreasAsked, DatesAsked, read_areas, read_dates
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio as portfolio_at
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, number, record_page, respond, with_query

# The movements on a page of one section.
ON_PAGE = 50
# The movements of each section where all sections are shown; the most important come first.
AT_FIRST = 20


@dataclass(frozen=True)
class Section:
    """A section of the differences: its heading, its kinds of movement, and what it says if it is empty.

    `nothing_material` is said instead while new wordings are left out.
    """

    heading: str
    kinds: tuple[MovementKind, ...]
    nothing: str
    nothing_material: str = ""


SECTIONS = {
    "moved": Section("Category decisions", (MovementKind.SHIFTED, MovementKind.REAFFIRMED), "No category was decided."),
    "drift": Section(
        "What the assessments indicate",
        (MovementKind.DRIFT_BEGAN, MovementKind.DRIFT_ENDED, MovementKind.INDICATED),
        "No area began or stopped drifting.",
    ),
    "assessed": Section(
        "Assessments",
        (MovementKind.ASSESSED, MovementKind.UNASSESSED),
        "No function was assessed.",
        nothing_material="No standing changed.",
    ),
    "functions": Section(
        "Areas and functions",
        (
            MovementKind.ADDED,
            MovementKind.WITHDRAWN,
            MovementKind.RETIRED,
            MovementKind.REINSTATED,
            MovementKind.REVISED,
        ),
        "None was added, renamed or retired.",
        nothing_material="None was added or retired.",
    ),
    "policy": Section("Policy", (MovementKind.POLICY,), "The policy is the same."),
}
NOTHING_MATERIAL = "no category, standing or drift differs"


@record_page
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The page that offers both comparisons, at the moment asked for."""
    return redirect(addresses.compared_areas(page.resolved.moment.suffix))


@record_page
def areas(request: HttpRequest, page: Page) -> HttpResponse:
    """Two to four areas side by side; with fewer, the form that chooses them."""
    asked, found = beside(request, page.portfolio())
    context = {
        "asked": asked,
        "found": found,
        "policy": page.resolved.policy,
        "downloads": downloads(request, "compared", ("area", *MOMENT)),
    }
    return respond(request, "record/compare/areas.html", context, status=400 if asked.wrong else 200)


@record_page
def dates(request: HttpRequest, page: Page) -> HttpResponse:
    """What differs between two dates, for one area or all; `known` applies to both dates.

    Material differences only; with `?wording=yes`, also new wordings and assessments that keep the standing.
    """
    asked, found = compared(request, page)
    chosen, worded = _section(request), bool(request.GET.get("wording"))
    context: dict[str, Any] = {"asked": asked, "errors": asked.errors, "found": found, "worded": worded}
    if found:
        shown = found if worded else found.material
        left_out = len(found.movements) - len(shown.movements)
        context |= {
            "sentence": sentence(shown, _between(asked), *([NOTHING_MATERIAL] if left_out else [])),
            "sections": _sections(request, shown, chosen, worded),
            "left_out": left_out,
            "wording_url": with_query(request, wording=None if worded else "yes", show=None, page=None),
            "all_url": with_query(request, show=None, page=None) if chosen else None,
            "moment": found.after.moment,
            "downloads": downloads(request, "comparison", ("from", "to", "area", *MOMENT)),
        }
    return respond(request, "record/compare/dates.html", context, status=400 if asked.errors else 200)


def beside(request: HttpRequest, portfolio: Portfolio) -> tuple[AreasAsked, SideBySide | None]:
    """The areas asked for, compared; None until at least two can be read."""
    asked = read_areas(request.GET, portfolio)
    if asked.wrong or len(asked.codes) < FEWEST:
        return asked, None
    return asked, side_by_side([evaluation(portfolio, portfolio.area(code)) for code in asked.codes])


def compared(request: HttpRequest, page: Page) -> tuple[DatesAsked, Comparison | None]:
    """The two dates asked for, and what differs; None if the dates or the area are invalid. Six queries."""
    asked = read_dates(request.GET, page.resolved.moment.as_of, timezone.now())
    # If the dates are invalid, areas are chosen from the record at the page's moment.
    sides = [page.portfolio()] if asked.errors else [record_at(page, asked.before), record_at(page, asked.after)]
    asked.choose_area(*reversed(sides))
    return asked, None if asked.errors else compare(*sides, area=asked.area)


def record_at(page: Page, on: date) -> Portfolio:
    """The record on a day as known at the page's moment, retired functions included. Two queries."""
    moment = page.resolved.moment
    resolved = resolve(as_of=on, known=moment.known, today=moment.today, chosen=True)
    return portfolio_at(resolved.moment, resolved.policy, retired=True)


def _between(asked: DatesAsked) -> str:
    subject = f" in {asked.area}" if asked.area else ""
    return f"Between {day(asked.before)} and {day(asked.after)}{subject}"


def _section(request: HttpRequest) -> str:
    """The one section that is shown, with pages; empty to show the beginning of each. Raises Http404."""
    chosen = request.GET.get("show", "")
    if chosen and chosen not in SECTIONS:
        raise Http404("There is no such section.")
    return chosen


def _sections(request: HttpRequest, comparison: Comparison, chosen: str, worded: bool) -> list[dict[str, Any]]:
    """The sections, each with the movements it shows. Raises Http404 beyond the last page."""
    moments = comparison.before.moment, comparison.after.moment
    place = (number(request.GET, "page") or 1) if chosen else 1
    first, most = (place - 1) * ON_PAGE, ON_PAGE if chosen else min(AT_FIRST, ON_PAGE)
    sections = []
    for name, section in SECTIONS.items():
        if chosen not in ("", name):
            continue
        movements = comparison.of(*section.kinds)
        if first and first >= len(movements):
            raise Http404(f"This has no page {place}.")
        more = first + most < len(movements)
        sections.append(
            {
                "id": name,
                "heading": section.heading,
                "nothing": section.nothing if worded else section.nothing_material or section.nothing,
                "total": len(movements),
                "first": first + 1,
                "movements": [(one, _trace(one, *moments)) for one in movements[first : first + most]],
                "whole_url": with_query(request, show=name) if more and not chosen else None,
                "previous_url": with_query(request, page=place - 1 if place > 2 else None) if place > 1 else None,
                "next_url": with_query(request, page=place + 1) if more and chosen else None,
            }
        )
    return sections


def _trace(movement: Movement, before: Moment, after: Moment) -> str:
    """The page that says who recorded it, when and why; for the rule's results, the page that explains them."""
    moment = after if movement.became or not movement.was else before
    if movement.kind is MovementKind.POLICY:
        return addresses.policy(moment.suffix, movement.said.sequence)
    if movement.said is None:
        return f"{addresses.area(movement.area, moment.suffix)}#indicated"
    return addresses.entry(movement.area, movement.function, movement.said.sequence, moment.parameters)
