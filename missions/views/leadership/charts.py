"""Leadership's figures: side by side on the overview, and each one as JSON and CSV."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from missions.charts.chart import Chart
from missions.charts.registry import CHARTS, FigurePlace
from missions.domain import addresses
from missions.domain.canonical import instant
from missions.domain.dates import day
from missions.domain.record.comparison import Movement, MovementKind, compare, sentence
from missions.domain.record.portfolio import Portfolio
from missions.domain.vocabulary import Provenance
from missions.exports.document import SAMPLE, provenance_note
from missions.exports.files import tables
from missions.forms.leadership.figures import Narrowed, read_narrowed
from missions.queries.exchange.exports import single
from missions.queries.record.strategy import PassageState, passage
from missions.queries.reviews.spans import deciders
from missions.views.downloads import taken
from missions.views.record.compare import record_at
from missions.views.remembered import same
from missions.views.shortcuts import Page, record_page

KINDS_SHOWN = (MovementKind.SHIFTED, MovementKind.REAFFIRMED, MovementKind.DRIFT_BEGAN, MovementKind.DRIFT_ENDED)
SOURCE = "DoD Commercial Space Integration Strategy (2024) and the assessments recorded in csis"


@dataclass(frozen=True)
class FiguresSection:
    """Everything that the section of figures shows: the figures drawn, the trends, and the form of the filters."""

    charts: tuple[Chart, ...]
    trends: tuple[Chart, ...]
    asked: Narrowed
    query: str
    between: dict[str, Any] | None
    said: str
    statement: PassageState | None
    as_of: date
    suffix: str
    as_of_text: str
    known_text: str


def figures(request: HttpRequest, page: Page, asked: Narrowed) -> FiguresSection:
    """The section of figures for these filters; the same value as long as nothing in it changes."""
    moment, query = page.resolved.moment, _query(request)
    made = FiguresSection(
        charts=page.figures(FigurePlace.DRAWN, asked.since, asked.until, asked.category),
        trends=page.figures(FigurePlace.TRENDS, asked.since, asked.until, asked.category),
        asked=asked,
        query=query,
        between=_between(page, asked) if asked.since and not asked.errors else None,
        said=_said(page.portfolio()),
        statement=page.at_large(passage, "statement.precludes_nothing"),
        as_of=moment.as_of,
        suffix=moment.suffix,
        as_of_text=page.bar["as_of_text"],
        known_text=page.bar["known_text"],
    )
    return same(("figures", query), made)


def _said(portfolio: Portfolio) -> str:
    """The line at the foot of a downloaded picture: marking, day, and whether it shows sample data."""
    parts = [settings.CLASSIFICATION, f"csis, as of {portfolio.moment.as_of.isoformat()}"]
    return " · ".join([*parts, SAMPLE] if Provenance.ILLUSTRATIVE in portfolio.provenances else parts)


def _between(page: Page, asked: Narrowed) -> dict[str, Any]:
    """What differs between the two days asked for: one sentence, then decisions and drift. Seven queries."""
    found = compare(record_at(page, asked.since), record_at(page, asked.until))
    movements = found.of(*KINDS_SHOWN)
    approved = deciders(one.said.sequence for one in movements if one.said)
    known = page.resolved.moment.known
    query = {"from": asked.since.isoformat(), "to": asked.until.isoformat()} | (
        {"known": instant(known)} if known else {}
    )
    return {
        "sentence": sentence(found, f"Between {day(asked.since)} and {day(asked.until)}"),
        "movements": [(one, _decided_by(one, approved)) for one in movements],
        "url": addresses.compared_dates(**query),
    }


def _decided_by(movement: Movement, approved: dict[int, str]) -> str:
    """Who approved what a decision carries out; else who recorded it; empty for what the rule says."""
    said = movement.said
    return approved.get(said.sequence, said.by) if said else ""


@record_page(exact=True)
def as_json(request: HttpRequest, page: Page, slug: str) -> HttpResponse:
    """One figure with its sentence and table, as JSON; 400 for an invalid day or category."""
    chart, asked = _chart(request, page, page.portfolio(), slug)
    if asked.errors:
        return JsonResponse({"errors": asked.errors}, status=400)
    return JsonResponse(
        {
            "slug": chart.slug,
            "title": chart.title,
            "summary": chart.summary,
            "figure": chart.spec,
            "table": {"header": chart.header, "rows": [row.cells for row in chart.rows]},
            "links": [row.url for row in chart.rows],
            **_marks(page),
        }
    )


@record_page(exact=True)
def as_csv(request: HttpRequest, page: Page, slug: str) -> HttpResponseBase:
    """One figure's table as CSV, in the form of every export; 400 for an invalid day or category."""
    portfolio = page.portfolio()
    chart, asked = _chart(request, page, portfolio, slug)
    if asked.errors:
        return HttpResponse("\n".join(asked.errors.values()), content_type="text/plain; charset=utf-8", status=400)
    title = f"{chart.title}. {chart.summary}"
    table = tables.listed(chart.slug, title, chart.header, [row.cells for row in chart.rows])
    made = single(chart.slug, table, page.resolved.moment, page.resolved.policy, filters=_told(asked))
    return taken(request, made, "csv", f"{chart.slug}-{portfolio.moment.as_of.isoformat()}")


def _chart(request: HttpRequest, page: Page, portfolio: Portfolio, slug: str) -> tuple[Chart, Narrowed]:
    """The figure of that name; raises Http404 where there is none."""
    if slug not in CHARTS:
        raise Http404(f"There is no chart {slug}.")
    asked = read_narrowed(request.GET, portfolio.moment.as_of)
    return CHARTS[slug].build(page.leadership(asked.since, asked.until, asked.category)), asked


def _told(asked: Narrowed) -> str:
    """The figure's filters, in words."""
    parts = [asked.category.label] if asked.category else []
    return ", ".join([*parts, f"{day(asked.since)} compared with {day(asked.until)}"] if asked.since else parts)


def _query(request: HttpRequest) -> str:
    """The query string that shows the same figures on another page."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _marks(page: Page) -> dict[str, Any]:
    """The marks that every downloaded figure carries."""
    moment, policy = page.resolved.moment, page.resolved.policy
    return {
        "classification": settings.CLASSIFICATION,
        "as_of": moment.as_of.isoformat(),
        "known": instant(moment.known) if moment.known else "now",
        "sequence": moment.sequence,
        "policy": policy and policy.number,
        "source": SOURCE,
        "provenance": provenance_note(page.portfolio()),
    }
