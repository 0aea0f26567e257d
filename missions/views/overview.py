"""The summary that leadership reads first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.domain.dates import day
from missions.domain.evaluation import Evaluation, evaluations
from missions.domain.portfolio import Portfolio
from missions.domain.vocabulary import Category
from missions.queries.recent import newest
from missions.queries.strategy import passage
from missions.views.bodies import Reads
from missions.views.charts import figures
from missions.views.shortcuts import Page, reads, respond


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever signs in: the overview, or the nearest to it that the roles open."""
    if can(request.actor, Permission.READ_RECORD):
        return index(request)
    return redirect("people" if can(request.actor, Permission.READ_ACCOUNTS) else "help")


@reads(shared=Reads.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Counts by category, every area in its lane, what is overdue and what is new."""
    portfolio = page.portfolio()
    due = [item for item in evaluations(portfolio) if not item.area.emerging]
    overdue = sorted((item for item in due if item.overdue_days), key=lambda item: item.due)
    context = {
        "summary": _summary(portfolio, due),
        "lanes": lanes(due),
        "uncategorized": [item for item in due if item.area.category is None],
        "emerging": portfolio.emerging,
        "overdue": overdue,
        "drifting": [item for item in due if item.drifts],
        "recent": newest(page.resolved.moment),
        "may_open": can(request.actor, Permission.RUN_REVIEWS) and not page.resolved.moment.is_past,
        "statement": passage(page.resolved.moment, "statement.precludes_nothing"),
        "figures": figures(request, page, portfolio),
    }
    status = 400 if context["figures"]["asked"].errors else 200
    return respond(request, "missions/overview/index.html", context, fragment="figures", status=status)


def lanes(items: tuple[Evaluation, ...] | list[Evaluation]) -> list[dict]:
    """The items by category in force, one lane for each category; nothing where no item has one."""
    found = {category: [item for item in items if item.area.category is category] for category in Category}
    if not any(found.values()):
        return []
    return [{"category": category, "tiles": tiles} for category, tiles in found.items()]


def _summary(portfolio: Portfolio, items: list[Evaluation]) -> str:
    if not portfolio.areas:
        return "The record holds no mission areas at this date."
    counted = [f"{len(areas)} {category.label}" for category, areas in portfolio.by_category.items()]
    number = len(portfolio.areas)
    if portfolio.uncategorized:
        counted.append(f"{len(portfolio.uncategorized)} with no category in force")
    late = sum(item.overdue_days > 0 for item in items)
    drifting = sum(item.drifts for item in items)
    sentences = [f"{number} mission area{'' if number == 1 else 's'}: {', '.join(counted)}."]
    newest_since = max((area.decided.since for area in portfolio.areas if area.decided), default=None)
    if newest_since:
        sentences.append(f"No shift since {day(newest_since)}.")
    if late:
        sentences.append(f"{late} evaluation{' is' if late == 1 else 's are'} overdue.")
    if drifting:
        sentences.append(f"In {drifting} area{'' if drifting == 1 else 's'} the evidence points elsewhere.")
    return " ".join(sentences)
