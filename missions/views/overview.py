"""The summary that leadership reads first."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.domain.evaluation import Evaluation
from missions.domain.headline import headline
from missions.domain.leadership import Leadership, Watched
from missions.domain.vocabulary import Category
from missions.forms.figures import read_narrowed
from missions.queries.leadership import leadership
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


@reads(shared=Reads.PROCESS)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Counts by category, every area in its lane, what is overdue and what is new."""
    portfolio = page.portfolio()
    asked = read_narrowed(request.GET, portfolio.moment.as_of)
    shown = leadership(portfolio, page.reviews, since=asked.since, until=asked.until, category=asked.category)
    lead = replace(shown, category=None)
    context = {
        "summary": headline(lead),
        "lanes": lanes(lead.watched),
        "uncategorized": [item for item in lead.watched if item.area.category is None],
        "emerging": portfolio.emerging,
        "overdue": _overdue(lead),
        "drifting": [item for item in lead.watched if item.drifts],
        "recent": newest(page.resolved.moment),
        "may_open": can(request.actor, Permission.RUN_REVIEWS) and not page.resolved.moment.is_past,
        "statement": passage(page.resolved.moment, "statement.precludes_nothing"),
        "figures": figures(request, page, shown, asked),
    }
    return respond(
        request, "missions/overview/index.html", context, fragment="figures", status=400 if asked.errors else 200
    )


def _overdue(lead: Leadership) -> list[Watched]:
    """Areas whose open review, or else whose next evaluation, is past its day, longest first."""
    late = [item for item in lead.watched if item.days_late]
    return sorted(late, key=lambda item: (-item.days_late, item.area.position))


def lanes(items: Sequence[Evaluation]) -> list[dict]:
    """The items by category in force, one lane for each category; nothing where no item has one."""
    found = {category: [item for item in items if item.area.category is category] for category in Category}
    if not any(found.values()):
        return []
    return [{"category": category, "tiles": tiles} for category, tiles in found.items()]
