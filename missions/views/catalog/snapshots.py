"""The snapshots of catalogs: all of them, one with its readings, and the problems of a reading."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from missions.access import Permission, can
from missions.actions.access import record_download
from missions.domain import addresses
from missions.domain.audit import TargetKind
from missions.models import CatalogFile
from missions.queries.catalog import problems as problem_queries
from missions.queries.catalog import readings
from missions.queries.catalog.readings import RecordedReading, Snapshot
from missions.views.bodies import MadeFrom
from missions.views.catalog import problems as problem_lists
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.shortcuts import Page, permit, record_page, respond
from missions.views.stored import ShownFile, handed_out


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Every snapshot known at the moment, the newest data first."""
    moment = page.resolved.moment
    context = {
        "tabs": tabs("catalogs", moment.suffix),
        "snapshots": readings.snapshots(moment),
        "may_import": can(request.actor, Permission.IMPORT_CATALOGS) and not moment.is_past,
    }
    return respond(request, "catalog/index.html", context)


@record_page
def detail(request: HttpRequest, page: Page, name: str) -> HttpResponse:
    """One snapshot: its files and credit, and the result of each reading; the newest is shown in full."""
    moment = page.resolved.moment
    found = snapshot_or_404(page, name)
    newest = found.readings[0]
    context = {
        "snapshot": found,
        "newest": newest,
        "areas": areas_shown(newest.counts["areas"]),
        "problems": [
            {"kind": kind, "count": count, "url": _problems_url(newest, page, kind=kind.value)}
            for kind, count in problem_queries.counted(newest.counts["problems"])
        ],
        "all_problems_url": _problems_url(newest, page),
        "touched": sum(1 for count in newest.counts["touched"].values() if count),
        "of_rules": len(newest.counts["touched"]),
        "others": [one for one in readings.snapshots(moment) if _comparable(one, found)],
        "may_import": can(request.actor, Permission.IMPORT_CATALOGS) and not moment.is_past,
        "may_download": can(request.actor, Permission.READ_CATALOG_FILES),
    }
    return respond(request, "catalog/snapshot.html", context)


@record_page(shared=MadeFrom.RECORD)
def problems(request: HttpRequest, page: Page, pk: str) -> HttpResponse:
    """The rows that one reading could not use, or only in an unusual way."""
    found = _reading_or_404(page, pk)
    moment = page.resolved.moment
    context = {
        "reading": found,
        "downloads": downloads(
            request, "problems", ("kind", *MOMENT), snapshot=found.snapshot, reading=str(found.sequence)
        ),
        "listed": problem_lists.listed(
            request,
            problem_queries.of_reading(found.pk),
            found.counts["problems"],
            lambda **asked: addresses.catalog_problems(found.pk, moment.parameters, **asked),
        ),
    }
    return respond(request, "catalog/reading_problems.html", context)


@require_safe
def file(request: HttpRequest, pk: str) -> HttpResponse:
    """A published file, after its digest was checked, with an entry of who downloaded it; 409 if the digest differs."""
    reader = permit(request, Permission.READ_CATALOG_FILES)
    row = CatalogFile.objects.select_related("snapshot").filter(pk=int(pk)).first()
    if row is None:
        raise Http404(f"There is no file {pk} of a catalog.")
    name, page = row.snapshot.name, addresses.catalog_snapshot(row.snapshot.name)
    stored = ShownFile(row.file_name, "application/octet-stream", row.sha256, row.size, name, page)
    taken = partial(record_download, by=reader, target=TargetKind.CATALOG_FILE.of(row.pk), sha256=row.sha256)
    return handed_out(request, stored, taken=taken)


def snapshot_or_404(page: Page, name: str) -> Snapshot:
    """The snapshot of that name at the moment of the page. Raises Http404."""
    found = readings.snapshot(page.resolved.moment, name)
    if found is None:
        raise Http404(f"There is no snapshot {name} at this date.")
    return found


def areas_shown(counts: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """The rows by area, the largest first and those without an area last."""
    ordered = sorted(counts.items(), key=lambda one: (not one[0], -one[1]["rows"], one[0]))
    return [{"code": code, **counted} for code, counted in ordered]


def _comparable(one: Snapshot, other: Snapshot) -> bool:
    return (one.publisher, one.provenance) == (other.publisher, other.provenance) and one.name != other.name


def _problems_url(reading: RecordedReading, page: Page, **asked: str) -> str:
    return addresses.catalog_problems(reading.pk, page.resolved.moment.parameters, **asked)


def _reading_or_404(page: Page, pk: str) -> RecordedReading:
    found = readings.reading(page.resolved.moment, int(pk))
    if found is None:
        raise Http404("There is no such reading at this date.")
    return found
