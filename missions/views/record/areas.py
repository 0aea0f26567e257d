"""Mission areas: the list, one area, and its history."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.domain.leadership.summary import Leadership
from missions.domain.record.portfolio import AreaState, Portfolio
from missions.domain.record.rule.evaluation import Evaluation, evaluation, evaluations
from missions.domain.vocabulary import Duty
from missions.forms.record.areas import SORTS, VIEWS, AreaFilters
from missions.queries.moment import resolve
from missions.queries.record.history import area_history, newest_and_evidence
from missions.queries.record.portfolio import portfolio as portfolio_at
from missions.queries.reviews.decisions import outcomes
from missions.queries.reviews.requests import review_or_request
from missions.views.bodies import MadeFrom
from missions.views.downloads import MOMENT, downloads
from missions.views.leadership.overview import lanes
from missions.views.reviews.reviews import next_step
from missions.views.shortcuts import Page, number, pager, record_page, respond, with_query

ON_AREA_PAGE = 8
FILTERS = ("q", "category", "standing", "provenance", "drift")


@record_page(shared=MadeFrom.PROCESS)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The areas as a board or a table; filters, view and order are in the address."""
    portfolio = page.portfolio()
    items = tuple(map(Leadership(portfolio, {}, page.reviews).watch, evaluations(portfolio)))
    filters = AreaFilters.of(request.GET)
    rows = filters.apply(items)
    context = {
        "rows": rows,
        "total": len(items),
        "lanes": lanes(rows),
        "uncategorized": [row for row in rows if row.area.category is None],
        "view": filters.chosen_view,
        "views": [
            {
                "value": value,
                "label": label,
                "url": with_query(request, view=value),
                "current": value == filters.chosen_view,
            }
            for value, label in VIEWS.items()
        ],
        "trust": filters.shows_trust,
        "trust_url": with_query(request, trust=None if filters.shows_trust else "yes"),
        "filters": filters,
        "clear_url": with_query(request, **dict.fromkeys(FILTERS)),
        "sort": _sort(request, filters),
        "downloads": downloads(request, "areas", (*FILTERS, "sort", *MOMENT)),
        "may_import": can(request.actor, Permission.ASSESS) and not page.resolved.moment.is_past,
    }
    status = 400 if filters.messages else 200
    return respond(request, "record/areas/index.html", context, fragment="results", status=status)


@record_page(shared=MadeFrom.PROCESS, personal=True, of_area=True)
def detail(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """One area: its category and why, its functions, its next evaluation, and its recent history."""
    portfolio = page.portfolio(code)
    area = area_or_404(page, portfolio, code)
    next_one = evaluation(portfolio, area)
    moment = page.resolved.moment
    reads_open = can(request.actor, Permission.READ_PROPOSALS)
    decided, found = page.of_area(outcomes, code, reviews=True, most=ON_AREA_PAGE, open_reviews=reads_open)
    timeline, evidence = page.of_area(newest_and_evidence, code, size=ON_AREA_PAGE)
    context = {
        "area": area,
        "definition": decided[0] if decided else None,
        "timeline": timeline,
        "result": next_one.result,
        "trust": next_one.trust,
        "due": next_one.due,
        "overdue_days": next_one.overdue_days,
        "evidence": evidence,
        "may_attach": can(request.actor, Permission.ASSESS) and not moment.is_past,
        "may_assess": can(request.actor, Permission.ASSESS) and not moment.is_past and not area.emerging,
        "decisions": decided,
        "downloads": downloads(request, "functions", MOMENT, area=code),
        "opportunities": found,
        **_review(request, page, next_one),
    }
    return respond(request, "record/areas/detail.html", context)


@record_page(shared=MadeFrom.RECORD, of_area=True)
def history(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """Everything recorded about an area and its functions, with what each entry changed."""
    area = area_or_404(page, page.portfolio(code), code)
    found = page.of_area(area_history, code, before=number(request.GET, "before"))
    context = {
        "area": area,
        "history": found,
        "reads_audit": can(request.actor, Permission.READ_AUDIT_RECORD),
        "downloads": downloads(request, "history", MOMENT, area=code),
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "record/areas/history.html", context)


def area_or_404(page: Page, portfolio: Portfolio, code: str) -> AreaState:
    """The area at the page's moment; before it existed, its current name with nothing in force."""
    area = portfolio.area(code)
    if area is not None:
        return area
    today = page.resolved.moment.today
    now = resolve(as_of=today, known=None, today=today, chosen=False)
    area = portfolio_at(now.moment, now.policy, area=code).area(code)
    if area is None:
        raise Http404(f"There is no mission area {code}.")
    return replace(area, decided=None, functions=())


def _review(request: HttpRequest, page: Page, found: Evaluation) -> dict:
    """The open review with its next step, or the request for one, and this reader's one action.

    Nothing at an earlier moment.
    """
    actor, moment, code = request.actor, page.resolved.moment, found.area.code
    if moment.is_past:
        return {"in_past": True}
    review, asked = review_or_request(actor, code, moment.today)
    asks = review is None and can(actor, Permission.ASK_FOR_REVIEWS) and not (asked and asked.waits)
    return {
        # An answered request is shown with the review that answered it.
        "asked": asked if asked and asked.review is None else None,
        "may_ask": asks and (found.drifts or found.overdue_days > 0),
        "review": review,
        "waits": next_step(review) if review else "",
        "may_open": review is None and can(actor, Permission.RUN_REVIEWS),
        "may_propose": review is not None and review.idle and Duty.DRAFT in review.duties,
    }


def _sort(request: HttpRequest, filters: AreaFilters) -> dict:
    """The current order, and for each column the address that sorts by it or reverses the order."""
    links = {}
    for key in SORTS:
        turned = key == filters.sort_key and not filters.descending
        links[key] = with_query(request, sort=f"-{key}" if turned else key)
    return {"key": filters.sort_key, "descending": filters.descending, "links": links}
