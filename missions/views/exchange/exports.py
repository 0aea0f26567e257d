"""Download the record: files made on request, and briefings that are built once and kept."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    QueryDict,
)
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import trigger_client_event

from missions.access import Permission, Refused
from missions.actions.exchange import exports
from missions.domain import addresses
from missions.domain.dates import day
from missions.exports.briefings.apart import NotDrawn
from missions.exports.files import tables
from missions.exports.registry import BRIEFING, BRIEFING_FORMATS, COMPARISON, FORMATS, NAMES, Name, listed
from missions.forms.exchange.exports import MOST_AREAS, AskedBriefing, read_briefing
from missions.forms.moment import read_moment
from missions.forms.record.areas import AreaFilters
from missions.models import Briefing, Proposal
from missions.queries.exchange.briefings import NotSent, briefing, briefing_document, recent_briefings
from missions.queries.exchange.exports import document, single
from missions.queries.moment import Resolved, resolve
from missions.queries.record.portfolio import portfolio
from missions.views.downloads import MOMENT, file, no_such, refused, taken, unknown
from missions.views.exchange import lists
from missions.views.record.compare import compared
from missions.views.shortcuts import Page, is_fragment, permit, record_page, respond
from missions.views.written import posted

AREAS, FUNCTIONS = "areas", "functions"
# Why a briefing is not built, and the status that says so.
UNBUILT = {
    NotSent: HTTPStatus.BAD_REQUEST,
    exports.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    NotDrawn: HTTPStatus.SERVICE_UNAVAILABLE,
}
# The parameters, besides the moment, that filter an export.
TAKES = {AREAS: tuple(AreaFilters.base_fields), FUNCTIONS: ("area",), COMPARISON: ("from", "to", "area")}


@record_page
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """What can be exported at this moment, in which formats, and the existing briefings."""
    held = page.portfolio()
    areas = tuple(held.everything)
    suffix = page.resolved.moment.suffix
    context = {
        "names": [_offered(name, one, suffix) for name, one in NAMES.items()],
        "lists": [
            _offered(name, listed(name), suffix if at_moment else "") for name, at_moment in lists.whole(request.actor)
        ],
        "formats": [{"value": ending, "label": FORMATS[ending].label} for ending in BRIEFING_FORMATS],
        "areas": areas if len(areas) <= MOST_AREAS else (),
        "many_areas": len(areas) > MOST_AREAS,
        "most_areas": MOST_AREAS,
        "action": addresses.exports(f"{BRIEFING}/{suffix}"),
        "briefings": recent_briefings(request.actor, timezone.localdate()),
        "here": addresses.exports(suffix),
    }
    return respond(request, "exchange/exports/index.html", context, fragment="built")


@require_safe
def export(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """One file: an export of the registry, or a briefing, which is built if nobody has asked for it yet."""
    if name not in NAMES and listed(name):
        return lists.export(request, name, ending)
    return _of_record(request, name=name, ending=ending)


@require_safe
def renamed(request: HttpRequest, ending: str) -> HttpResponse:
    """The earlier name of the list of amendments."""
    permit(request, Permission.READ_RECORD)
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(addresses.export("amendments", ending, f"?{query}" if query else ""))


@record_page(exact=True)
def _of_record(request: HttpRequest, page: Page, name: str, ending: str) -> HttpResponseBase:
    if name == BRIEFING and ending in BRIEFING_FORMATS:
        return _briefing(request, page.resolved, ending)
    if name not in NAMES or ending not in NAMES[name].formats:
        return no_such(request, name, ending)
    errors = unknown(request, (*TAKES.get(name, ()), *MOMENT))
    if errors:
        return refused(request, errors)
    if name == COMPARISON:
        return _comparison(request, page, ending)
    narrowed = AreaFilters(request.GET if name == AREAS else QueryDict())
    if narrowed.messages:
        return refused(request, narrowed.messages)
    area = request.GET.get("area", "") if name == FUNCTIONS else ""
    if area and page.portfolio().area(area) is None:
        return refused(request, [f"There is no mission area {area} at this date."], 404)
    made = document(
        name,
        page.resolved.moment,
        page.resolved.policy,
        select=lambda items: narrowed.apply(list(items)),
        filters=f"area: {area}" if area else narrowed.told,
        area=area,
    )
    return taken(request, made, ending, f"csis-{name}-{made.header.as_of.isoformat()}")


def _offered(name: str, one: Name, suffix: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": one.title,
        "text": one.text,
        "formats": [
            {"label": FORMATS[ending].label, "url": addresses.export(name, ending, suffix)} for ending in one.formats
        ],
    }


def _comparison(request: HttpRequest, page: Page, ending: str) -> HttpResponseBase:
    asked, found = compared(request, page)
    if found is None:
        return refused(request, list(asked.errors.values()))
    subject = f" in {asked.area}" if asked.area else ""
    made = single(
        COMPARISON,
        tables.comparison(found),
        found.after.moment,
        found.after.policy,
        filters=f"From {day(asked.before)} to {day(asked.after)}{subject}",
    )
    return taken(request, made, ending, f"csis-{COMPARISON}-{asked.before.isoformat()}-{asked.after.isoformat()}")


@posted(addresses.exports, typed=False)
def build(request: HttpRequest) -> HttpResponse:
    """Build a briefing, or find the existing one, and link to it: beside the form, or on its own page."""
    permit(request, Permission.READ_RECORD)
    resolved = _resolved(request)
    if resolved is None:
        return HttpResponse("Those dates cannot be used.", status=400, content_type="text/plain")
    asked = read_briefing(request.POST, portfolio(resolved.moment, resolved.policy))
    if asked.errors:
        return _refused(request, asked.errors.values())
    try:
        built = _built(request, resolved, asked)
    except tuple(UNBUILT) as error:
        return _refused(request, [str(error)], UNBUILT[type(error)])
    if not is_fragment(request):
        return redirect(addresses.briefing(built.pk, built=True))
    response = respond(request, "exchange/exports/briefing.html", _shown(built, starts=True), fragment="ready")
    return trigger_client_event(response, "briefing-built", {"file": addresses.briefing_file(built.pk)})


@require_safe
def show(request: HttpRequest, pk: str) -> HttpResponse:
    """One briefing that was built: the record that it shows, its digests, and the file."""
    permit(request, Permission.READ_RECORD)
    built = _readable(request, pk)
    starts = addresses.JUST_BUILT in request.GET
    response = respond(request, "exchange/exports/briefing.html", _shown(built, starts=starts), fragment="ready")
    if starts:
        # The file is an attachment, so the browser saves it and stays on the page.
        response["Refresh"] = f"0; url={addresses.briefing_file(built.pk)}"
    return response


@require_safe
def download(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file of a briefing, as it was built."""
    permit(request, Permission.READ_RECORD)
    return _handed_out(request, _readable(request, pk))


def _briefing(request: HttpRequest, resolved: Resolved, ending: str) -> HttpResponseBase:
    query = request.GET.copy()
    query["format"] = ending
    asked = read_briefing(query, portfolio(resolved.moment, resolved.policy))
    if asked.errors:
        return _refused(request, asked.errors.values())
    try:
        return _handed_out(request, _built(request, resolved, asked))
    except tuple(UNBUILT) as error:
        return _refused(request, [str(error)], UNBUILT[type(error)])


def _built(request: HttpRequest, resolved: Resolved, asked: AskedBriefing) -> Briefing:
    at, policy = resolved.moment, resolved.policy
    try:
        made = briefing_document(at, policy, asked.areas, by=request.actor, proposal=asked.proposal)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Proposal.DoesNotExist as error:
        raise Http404(f"There is no proposal {asked.proposal}.") from error
    return exports.build_briefing(by=request.actor, document=made, ending=asked.ending)


def _handed_out(request: HttpRequest, built: Briefing) -> HttpResponseBase:
    try:
        content = exports.hand_out(by=request.actor, briefing=built, kept=request.method != "HEAD")
    except exports.Missing as error:
        return refused(request, [str(error)], HTTPStatus.CONFLICT)
    return file([content], FORMATS[built.file_format], f"csis-briefing-{built.as_of.isoformat()}-{built.pk}")


def _refused(request: HttpRequest, errors: Iterable[str], status: int = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    status = HTTPStatus.OK if is_fragment(request) else status
    context = {"errors": list(errors)}
    return respond(request, "exchange/exports/refused.html", context, fragment="errors", status=status)


def _resolved(request: HttpRequest) -> Resolved | None:
    """The record at the moment in the address; None if its dates are invalid."""
    now = timezone.now()
    asked = read_moment(request.GET, now)
    if asked.errors:
        return None
    return resolve(as_of=asked.as_of, known=asked.known, today=timezone.localdate(now), chosen=asked.chosen)


def _readable(request: HttpRequest, pk: str) -> Briefing:
    """The briefing, if the person may read it."""
    try:
        return briefing(int(pk), request.actor, timezone.localdate())
    except Briefing.DoesNotExist as error:
        raise Http404("There is no such briefing.") from error
    except Refused as error:
        raise PermissionDenied(str(error)) from error


def _shown(built: Briefing, *, starts: bool) -> dict[str, Any]:
    return {
        "starts": starts,
        "briefing": built,
        "format": FORMATS[built.file_format].label,
        "codes": built.codes,
        "by": built.entry.actor_name,
        "at": built.entry.recorded_at,
    }
