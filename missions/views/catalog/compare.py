"""Two snapshots of one catalog side by side, by the newest reading of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from missions.catalog.compare import compare
from missions.domain import addresses
from missions.queries.catalog.readings import Snapshot, objects_of
from missions.views.bodies import MadeFrom
from missions.views.catalog.snapshots import snapshot_or_404
from missions.views.commercial.tabs import tabs
from missions.views.paging import ON_PAGE, first_place, paged
from missions.views.shortcuts import Page, record_page, respond

PARTS = {"appeared": "Appeared", "gone": "Gone", "changed_owner": "Changed owner"}


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The payloads that were added, are gone, or have another owner in the later snapshot. Raises Http404."""
    earlier, later = (snapshot_or_404(page, request.GET.get(name, "")) for name in ("from", "to"))
    if earlier.publisher != later.publisher:
        raise Http404("Choose two snapshots of the same catalog.")
    part = request.GET.get("part", "appeared")
    if part not in PARTS:
        raise Http404(f"There is no part {part}.")
    found = compare(*(objects_of(one.readings[0].pk, one.readings[0].digest) for one in (earlier, later)))
    rows, first = getattr(found, part), first_place(request)
    moment = page.resolved.moment

    def address(**asked: Any) -> str:
        chosen = {"from": earlier.name, "to": later.name, "part": part} | asked
        return addresses.compared_snapshots(moment.parameters, **chosen)

    context = {
        "tabs": tabs("catalogs", moment.suffix),
        "earlier": earlier,
        "later": later,
        "swapped": address(**{"from": later.name, "to": earlier.name}),
        "part": part,
        "choices": [
            {"label": label, "count": len(getattr(found, name)), "url": address(part=name), "current": name == part}
            for name, label in PARTS.items()
        ],
        "rows": [_row(one) for one in rows[first : first + ON_PAGE]],
        "credits": _credits(earlier, later),
        **paged(request, len(rows)),
    }
    return respond(request, "catalog/compare.html", context)


def _row(one: Any) -> dict[str, Any]:
    """A payload with its operator; `before` is the operator it had in the earlier snapshot."""
    before, after = one if isinstance(one, tuple) else (None, one)
    return {"object": after, "before": before}


def _credits(*snapshots: Snapshot) -> list[str]:
    return sorted({f"{one.publisher.label}: {one.credit}" for one in snapshots})
