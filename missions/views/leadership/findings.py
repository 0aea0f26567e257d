"""Findings of trials and opportunities of reviews, as one list that is tracked until each is closed."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.commercial.findings import Finding, findings
from missions.domain.leadership.tracked import Tracked, TrackedKind, TrackedState, counted, in_order
from missions.domain.vocabulary import Provenance
from missions.forms.leadership.tracked import TrackedFilters
from missions.queries.reviews.opportunities import OpportunityRow
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.paging import ON_PAGE, first_place, paged
from missions.views.remembered import posture_at
from missions.views.reviews.reviews import opportunities_for
from missions.views.shortcuts import Page, record_page, respond, with_query

FILTERS = ("q", "kind", "state", "area")


@record_page
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Findings and opportunities, open ones first; the filters are in the address."""
    filters, found = tracked(request, page)
    shown = filters.narrowed(found)
    first = first_place(request)
    held, moment = posture_at(page.resolved.settled()), page.resolved.moment
    context: dict[str, Any] = {
        "tabs": tabs("findings", moment.suffix),
        "counts": [(state, many, _narrowed_to(request, state)) for state, many in counted(found).items()],
        "days": held.limits["finding_days"],
        "rows": shown[first : first + ON_PAGE],
        "filters": filters,
        "clear_url": with_query(request, **dict.fromkeys(FILTERS), page=None) if filters.active else None,
        "downloads": downloads(request, "findings", (*FILTERS, *MOMENT)),
        **paged(request, len(shown)),
    }
    status = 400 if filters.messages else 200
    return respond(request, "leadership/findings.html", context, fragment="results", status=status)


def _narrowed_to(request: HttpRequest, state: TrackedState) -> str:
    """The address of the list in that state, with its other filters kept."""
    return with_query(request, state=state.value, page=None)


def tracked(request: HttpRequest, page: Page) -> tuple[TrackedFilters, list[Tracked]]:
    """The filters in the address, and the whole list that this reader may see, in order."""
    moment = page.resolved.moment
    held = posture_at(page.resolved.settled())
    noted = opportunities_for(request.actor, moment.as_of, whole=True, sequence=moment.sequence)
    found = [*map(_of_trial, findings(held)), *map(_of_review, noted)]
    areas = [(area.code, area.name) for area in page.portfolio().areas]
    return TrackedFilters(request.GET, areas), in_order(found)


def _of_trial(one: Finding) -> Tracked:
    return Tracked(
        kind=TrackedKind.FINDING,
        what=one.trial.finding,
        area=one.function.area if one.function else "",
        function=one.function.code if one.function else "",
        solution=one.solution.code if one.solution else "",
        solution_name=one.solution.name if one.solution else "",
        source=one.exercise.title,
        source_path=addresses.record("exercises", one.exercise.code),
        result=str(one.trial.result.label),
        owner="",
        opened_on=one.exercise.last_day,
        due_on=one.due_on,
        closed_on=one.closed_on,
        is_closed=one.closed_on is not None,
        overdue_days=one.overdue_days,
        provenance=one.exercise.stated.provenance,
    )


def _of_review(one: OpportunityRow) -> Tracked:
    return Tracked(
        kind=TrackedKind.OPPORTUNITY,
        what=one.action,
        area=one.area,
        function=one.function,
        solution="",
        solution_name="",
        source=f"Review {one.review}",
        source_path=addresses.review(one.review, "opportunities"),
        result="" if one.is_open else str(one.step.label),
        owner=one.owner_name,
        opened_on=one.noted_on,
        due_on=one.due_on,
        closed_on=None if one.is_open else one.stepped_on,
        is_closed=not one.is_open,
        overdue_days=one.overdue_days,
        provenance=Provenance.ASSESSMENT,
    )
