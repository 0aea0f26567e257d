"""Leadership's figures: beside each other on the overview, and each by itself as JSON and CSV."""

import csv
from io import StringIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from missions.charts.chart import Cell, Chart
from missions.charts.registry import CHARTS
from missions.domain.canonical import instant
from missions.domain.leadership import Leadership
from missions.domain.portfolio import Portfolio
from missions.forms.figures import Narrowed, read_narrowed
from missions.queries.leadership import leadership
from missions.views.shortcuts import Page, reads

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SOURCE = "DoD Commercial Space Integration Strategy (2024) and the assessments recorded in csis"


def figures(request: HttpRequest, page: Page, portfolio: Portfolio) -> dict[str, Any]:
    """Context of `missions/overview/figures.html`: every figure, and the form that narrows them. One query."""
    asked = read_narrowed(request.GET, portfolio.moment.as_of)
    lead = _leadership(portfolio, asked)
    return {
        "charts": [build(lead) for build in CHARTS.values()],
        "asked": asked,
        "query": _query(request),
        "compared_with": lead.compared_with,
        "marking": settings.CLASSIFICATION,
    }


@reads
def as_json(request: HttpRequest, page: Page, slug: str) -> HttpResponse:
    """One figure with its sentence and table, as JSON; 400 for a day or category that cannot be used."""
    portfolio = page.portfolio()
    chart, asked = _chart(request, portfolio, slug)
    if asked.errors:
        return JsonResponse({"errors": asked.errors}, status=400)
    return JsonResponse(
        {
            "slug": chart.slug,
            "title": chart.title,
            "summary": chart.summary,
            "figure": chart.figure and chart.figure.to_plotly_json(),
            "table": {"header": chart.header, "rows": [row.cells for row in chart.rows]},
            "links": [row.url for row in chart.rows],
            **_marks(page),
        }
    )


@reads
def as_csv(request: HttpRequest, page: Page, slug: str) -> HttpResponse:
    """One figure's table as CSV, then what it is of; 400 for a day or category that cannot be used."""
    portfolio = page.portfolio()
    chart, asked = _chart(request, portfolio, slug)
    if asked.errors:
        return HttpResponse("\n".join(asked.errors.values()), content_type="text/plain; charset=utf-8", status=400)
    name = f"{chart.slug}-{portfolio.moment.as_of.isoformat()}.csv"
    return HttpResponse(
        _table(chart, _marks(page)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _leadership(portfolio: Portfolio, asked: Narrowed) -> Leadership:
    return leadership(portfolio, since=asked.since, category=asked.category)


def _chart(request: HttpRequest, portfolio: Portfolio, slug: str) -> tuple[Chart, Narrowed]:
    """The figure of that name; raises Http404 where there is none."""
    if slug not in CHARTS:
        raise Http404(f"There is no chart {slug}.")
    asked = read_narrowed(request.GET, portfolio.moment.as_of)
    return CHARTS[slug](_leadership(portfolio, asked)), asked


def _query(request: HttpRequest) -> str:
    """The query string that shows the same figures elsewhere."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _marks(page: Page) -> dict[str, Any]:
    """What every figure taken away says of itself."""
    moment, policy = page.resolved.moment, page.resolved.policy
    return {
        "classification": settings.CLASSIFICATION,
        "as_of": moment.as_of.isoformat(),
        "known": instant(moment.known) if moment.known else "now",
        "sequence": moment.sequence,
        "policy": policy and policy.number,
        "source": SOURCE,
    }


def _table(chart: Chart, marks: dict[str, Any]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(chart.header)
    writer.writerows([_safe(cell) for cell in row.cells] for row in chart.rows)
    writer.writerow([])
    writer.writerow([_safe(chart.summary)])
    writer.writerows([name.replace("_", " "), _safe(value)] for name, value in marks.items())
    return out.getvalue()


def _safe(cell: Cell | None) -> Cell | None:
    """A cell that no spreadsheet computes; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
