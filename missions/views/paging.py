"""Lists with a limited number of rows per page: `?page=` in the address, 1 without it."""

from typing import Any

from django.http import Http404, HttpRequest

from missions.views.shortcuts import number, with_query

ON_PAGE = 100
# A larger position does not fit in the database's numbers.
MOST_PAGES = 10**12


def first_place(request: HttpRequest, size: int = ON_PAGE) -> int:
    """The position of the first row of the page asked for, from 0. Raises Http404 for an impossible page."""
    page = number(request.GET, "page") or 1
    if page > MOST_PAGES:
        raise Http404(f"The list has no page {page}.")
    return (page - 1) * size


def paged(request: HttpRequest, total: int, size: int = ON_PAGE) -> dict[str, Any]:
    """The page as a template shows it: `first` and `last` row from 1, of `total`, and its neighbors.

    Raises Http404 beyond the last page.
    """
    first = first_place(request, size)
    page = first // size + 1
    if first and first >= total:
        raise Http404(f"The list has no page {page}.")
    return {
        "total": total,
        "first": first + 1,
        "last": min(first + size, total),
        "newer_url": with_query(request, page=page - 1 if page > 2 else None) if first else None,
        "older_url": with_query(request, page=page + 1) if first + size < total else None,
    }
