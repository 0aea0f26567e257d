"""A list of problems: on the page of an import, on its own page, and as a file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from missions.domain import addresses
from missions.domain.catalog.vocabulary import ProblemKind
from missions.exports.files.problems import as_csv
from missions.queries.catalog import problems as queries
from missions.views.shortcuts import number


def listed(
    request: HttpRequest, found: QuerySet[Any], counts: Mapping[str, int], address: Callable[..., str]
) -> dict[str, Any]:
    """The context of `catalog/problems.html`: a page of problems, filtered by kind. Raises Http404."""
    kind = chosen(request)
    after = number(request.GET, "after")
    rows, last = queries.page(found, kind, after)
    of_kind = {"kind": kind.value} if kind else {}
    kinds = [("", "All", sum(counts.values())), *((one.value, one.label, n) for one, n in queries.counted(counts))]
    return {
        "rows": rows,
        "choices": [
            {
                "label": label,
                "count": count,
                "url": address(**({"kind": value} if value else {})),
                "current": value == (kind.value if kind else ""),
            }
            for value, label, count in kinds
        ],
        "total": sum(counts.values()),
        "most": queries.most(found, kind) if last and after is None else [],
        "next_url": address(**of_kind, after=last) if last else None,
        "first_url": address(**of_kind) if after is not None else None,
    }


def chosen(request: HttpRequest) -> ProblemKind | None:
    """The kind asked for, None for all. Raises Http404 for an unknown one."""
    asked = request.GET.get("kind", "")
    if asked and asked not in ProblemKind.values:
        raise Http404(f"There is no kind of problem {asked}.")
    return ProblemKind(asked) if asked else None


def file_address(request: HttpRequest, staged: int) -> str:
    """The address of the file with the problems of an import before it is recorded. Raises Http404."""
    kind = chosen(request)
    return f"{addresses.catalog_import(staged)}problems.csv{f'?kind={kind.value}' if kind else ''}"


def file(request: HttpRequest, found: QuerySet[Any], title: str) -> HttpResponseBase:
    """The problems of the kind asked for, as CSV. Raises Http404."""
    kind = chosen(request)
    stem = "-".join(filter(None, ["problems", kind and kind.value]))
    content = as_csv(queries.lines(found, kind), settings.CLASSIFICATION, title)
    disposition = content_disposition_header(as_attachment=True, filename=f"{stem}.csv")
    return StreamingHttpResponse(
        content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )
