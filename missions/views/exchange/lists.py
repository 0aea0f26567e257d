"""Lists as files: the same rows as on their pages, with the same permissions and filters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from missions.access import Actor, Permission, can, can_any, refusal
from missions.domain.catalog.operators import Providers
from missions.domain.catalog.vocabulary import CatalogPart, ProblemKind
from missions.domain.commercial.posture.sentence import SENSITIVE
from missions.domain.kinds.kind import Kind
from missions.domain.kinds.registry import KINDS, at_address
from missions.domain.leadership.tracked import Tracked
from missions.domain.record.area_names import AreaNames
from missions.exports.files.concentration import ConcentrationRow, OperatorRow
from missions.exports.files.lists import RankedResult, compared, table
from missions.exports.files.postures import PostureRow, rows_of_posture
from missions.exports.files.problems import ProblemRow
from missions.exports.files.records import RecordRow, rows_of
from missions.exports.registry import FORMATS, listed
from missions.forms.catalog.concentration import NAMES as CATALOG_FILTERS
from missions.forms.catalog.concentration import Asked, read_asked
from missions.forms.kinds import ListFilters
from missions.forms.people.audit import NAMES as AUDIT_FILTERS
from missions.forms.people.audit import AuditFilters
from missions.forms.record.evidence import EvidenceFilters
from missions.forms.reviews.reviews import QueueFilters
from missions.queries.catalog.concentration import operators, series
from missions.queries.catalog.problems import narrowed, of_reading
from missions.queries.catalog.sources import sources
from missions.queries.exchange.exports import of_facts, of_system, single
from missions.queries.exchange.lists import audit_rows, evidence_rows, history_rows
from missions.queries.kinds.lists import listed as listed_records
from missions.queries.kinds.states import states
from missions.queries.people.accounts import accounts, every_grant
from missions.queries.people.audit import MAY_READ
from missions.queries.reviews.amendments import amendments
from missions.queries.reviews.cycles import cycles
from missions.views.catalog.problems import chosen
from missions.views.catalog.snapshots import snapshot_or_404
from missions.views.downloads import MOMENT, no_such, refused, taken, unknown
from missions.views.leadership.findings import FILTERS as FINDING_FILTERS
from missions.views.leadership.findings import tracked
from missions.views.people.audit import asked_classes
from missions.views.record.areas import area_or_404
from missions.views.record.compare import beside
from missions.views.record.evidence import FILTERS as EVIDENCE_FILTERS
from missions.views.record.search import read, searched
from missions.views.remembered import posture_at
from missions.views.reviews.reviews import FILTERS as QUEUE_FILTERS
from missions.views.reviews.reviews import opportunities_for, queued_for
from missions.views.shortcuts import Page, record_page, resolved_now

READ = (Permission.READ_RECORD,)
CATALOGS = "Imported catalogs, measured by the program: each row says its snapshot, license and credit."


class UnusableRequest(Exception):
    """The request makes no list; `errors` say why, each in a sentence."""

    def __init__(self, errors: Iterable[str]) -> None:
        super().__init__()
        self.errors = list(errors)


@dataclass(frozen=True)
class List:
    """How a list is made: the items of its rows, the filters it takes, and the permissions of which it needs one.

    Filters in `several` may be given more than once. A list of `today` takes no moment. A list that is `whole` makes
    sense without a filter. A list `of_system` contains no facts of the record, but what the system keeps about people.
    With a `source` in words, each row says the provenances of the facts it rests on.
    """

    rows: Callable[[HttpRequest, Page], Iterable[Any]]
    takes: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    needs: tuple[Permission, ...] = READ
    today: bool = False
    whole: bool = True
    of_system: bool = False
    source: str = ""

    @property
    def filters(self) -> tuple[str, ...]:
        """Every parameter that has a meaning."""
        return self.takes if self.today else (*self.takes, *MOMENT)


def whole(actor: Actor) -> list[tuple[str, bool]]:
    """The lists that this person can download as a whole, and whether each is of the moment shown."""
    possible = [*MADE.items(), *((kind.address, _of_kind(kind)) for kind in KINDS.values())]
    return [(name, not one.today) for name, one in possible if one.whole and can_any(actor, one.needs)]


def export(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """One list as a file; 400 with an explanation for an unknown or invalid filter."""
    if ending not in listed(name).formats:
        return no_such(request, name, ending)
    one = _made(name)
    permission = _permission(request.actor, one.needs)
    if not one.today:
        return _at_moment(request, name=name, ending=ending)
    return _file(request, Page({}, resolved_now()), name, ending, permission)


@record_page(exact=True)
def _at_moment(request: HttpRequest, page: Page, name: str, ending: str) -> HttpResponseBase:
    return _file(request, page, name, ending, Permission.READ_RECORD)


def _permission(actor: Actor, needs: tuple[Permission, ...]) -> Permission:
    """The one of these permissions that the person has; raises PermissionDenied, with the roles that have one."""
    for one in needs:
        if can(actor, one):
            return one
    raise PermissionDenied(refusal(*needs))


def _file(request: HttpRequest, page: Page, name: str, ending: str, permission: Permission) -> HttpResponseBase:
    one = _made(name)
    try:
        _refuse_unknown(request, one)
        rows = _fitting(one.rows(request, page), FORMATS[ending].most)
    except UnusableRequest as error:
        return refused(request, error.errors)
    except Http404 as error:
        return refused(request, [str(error)], 404)
    at, told = page.resolved, _told(request, one)
    made = single(name, table(name, rows), at.moment, at.policy, filters=told)
    made = of_system(made, at.moment) if one.of_system else made
    if one.source:
        made = of_facts(made, (provenance for row in rows for provenance in row.provenances), one.source)
    return taken(request, made, ending, f"csis-{name}-{at.moment.as_of.isoformat()}", permission)


def _refuse_unknown(request: HttpRequest, one: List) -> None:
    errors = unknown(request, one.filters)
    if one.today:
        errors = [
            f"{name}: this list is always of today. Remove it from the address."
            for name in MOMENT
            if name in request.GET
        ] or errors
    if errors:
        raise UnusableRequest(errors)


def _fitting(rows: Iterable[Any], most: int | None) -> Iterable[Any]:
    """The rows; all of them at once for a format that is made as a whole. Raises Unusable if there are too many."""
    if most is None:
        return rows
    held = tuple(islice(rows, most + 1))
    if len(held) > most:
        raise UnusableRequest(
            [f"A workbook holds at most {most:,} rows. Filter the list, or download it as CSV or JSON."]
        )
    return held


def _told(request: HttpRequest, one: List) -> str:
    """The filters in words; of a parameter given twice, the value that was used."""
    last = request.GET.dict()
    several = {name: ", ".join(filter(None, request.GET.getlist(name))) for name in one.several}
    told = {name: several.get(name) or last.get(name) for name in one.takes}
    return "; ".join(f"{name}: {text}" for name, text in told.items() if text)


def _evidence(request: HttpRequest, page: Page) -> Iterable[Any]:
    filters = EvidenceFilters(request.GET, AreaNames(page.portfolio().everything))
    if filters.messages:
        raise UnusableRequest(filters.messages)
    return evidence_rows(page.resolved.moment, filters.sought, reader=request.actor)


def _search(request: HttpRequest, page: Page) -> Iterable[Any]:
    asked, found, _ = searched(request.actor, page, request.GET.get("q", "").strip(), most=None)
    if asked.problems or asked.empty:
        raise UnusableRequest(asked.problems or ["q: say what to search for, such as q=relay or q=category:hybrid."])
    return (RankedResult(place, one) for place, one in enumerate(read(found), start=1))


def _history(request: HttpRequest, page: Page) -> Iterable[Any]:
    code, function = (request.GET.get(name, "") for name in ("area", "function"))
    if not code:
        raise UnusableRequest(["area: say which mission area, such as area=SATCOM."])
    if "\0" in code + function:
        raise UnusableRequest(["A code cannot contain this character."])
    area = area_or_404(page, page.portfolio(code, retired=True), code)
    if function and function not in {one.code for one in area.functions}:
        raise Http404(f"There is no function {function} in {code} at this date.")
    return history_rows(page.resolved.moment, code, function)


def _compared(request: HttpRequest, page: Page) -> Iterable[Any]:
    asked, found = beside(request, page.portfolio())
    if found is None:
        wrong = [f"area: {box.text}: {box.error}" for box in asked.boxes if box.error]
        raise UnusableRequest(
            [*wrong, *filter(None, [asked.error])] or ["area: choose two areas: area=SATCOM&area=SDA."]
        )
    return compared(found)


def _reviews(request: HttpRequest, page: Page) -> Iterable[Any]:
    filters = QueueFilters(request.GET)
    if filters.messages:
        raise UnusableRequest(filters.messages)
    queued = queued_for(request.actor, filters, page.resolved.moment.today, whole=True)
    if queued.view in ("cycles", "opportunities"):
        raise UnusableRequest([f"view: the {queued.view} are a list of their own: /exports/{queued.view}."])
    return queued.lines


def _made(name: str) -> List:
    """How to make the list of that name. Raises KeyError."""
    kind = at_address(name)
    return _of_kind(kind) if kind else MADE[name]


def _of_kind(kind: Kind) -> List:
    source = f"{kind.plural}: this record's own, each with its source."
    return List(partial(_records, kind), tuple(ListFilters(kind, QueryDict()).fields), source=source)


def _records(kind: Kind, request: HttpRequest, page: Page) -> list[RecordRow]:
    filters = ListFilters(kind, request.GET)
    if filters.messages:
        raise UnusableRequest(filters.messages)
    moment = page.resolved.moment
    return list(rows_of(states(kind.name, moment, listed_records(moment, kind.name, filters.sought))))


def _posture(_request: HttpRequest, page: Page) -> list[PostureRow]:
    return rows_of_posture(posture_at(page.resolved.settled()))


def _findings(request: HttpRequest, page: Page) -> list[Tracked]:
    filters, found = tracked(request, page)
    if filters.messages:
        raise UnusableRequest(filters.messages)
    return filters.narrowed(found)


def _concentration(request: HttpRequest, page: Page) -> list[ConcentrationRow]:
    asked = _of_catalogs(request, page)
    found = series(asked.source, asked.choices, asked.on, asked.sources) if asked.source else []
    return [
        ConcentrationRow(code, point.on, asked.choices, point.source, point.figures)
        for code, points in found
        for point in points
    ]


def _operators(request: HttpRequest, page: Page) -> list[OperatorRow]:
    code = request.GET.get("area", "")
    if not code:
        raise UnusableRequest(["area: say which mission area, such as area=SATCOM."])
    area_or_404(page, page.portfolio(), code)
    asked = _of_catalogs(request, page)
    providers = Providers(states("provider", page.resolved.moment))
    return [
        OperatorRow(code, asked.on, asked.choices, asked.source, one, providers.of(one))
        for one in (operators(asked.source, asked.choices, asked.on, code) if asked.source else ())
    ]


def _problems(request: HttpRequest, page: Page) -> list[ProblemRow]:
    name, entry = (request.GET.get(one, "") for one in ("snapshot", "reading"))
    if not name:
        raise UnusableRequest(["snapshot: say which snapshot of a catalog, by its name."])
    found = snapshot_or_404(page, name).readings
    reading = next((one for one in found if entry in ("", str(one.sequence))), None)
    if reading is None:
        raise UnusableRequest([f"reading: {name} has none of this entry. Name one of the entries on its page."])
    kind = chosen(request)
    return [
        ProblemRow(CatalogPart(one.part), one.line, ProblemKind(one.kind), one.text, reading)
        for one in narrowed(of_reading(reading.pk), kind)
    ]


def _of_catalogs(request: HttpRequest, page: Page) -> Asked:
    moment = page.resolved.moment
    asked = read_asked(request.GET, sources(moment), moment.as_of)
    if asked.errors:
        raise UnusableRequest(f"{name}: {says}" for name, says in asked.errors.items())
    return asked


def _audit(request: HttpRequest, page: Page) -> Iterable[Any]:
    filters = AuditFilters(request.GET)
    if filters.messages:
        raise UnusableRequest(filters.messages)
    return audit_rows(request.actor, asked_classes(request), filters.sought, upto=page.resolved.moment.sequence)


MADE = {
    "evidence": List(_evidence, EVIDENCE_FILTERS),
    "search": List(_search, ("q",), whole=False),
    "history": List(_history, ("area", "function"), whole=False),
    "compared": List(_compared, ("area",), several=("area",), whole=False),
    "posture": List(
        _posture, source=f"This record's own facts, counted by the program; no official statement. {SENSITIVE}"
    ),
    "findings": List(_findings, FINDING_FILTERS, source="This record's own findings and opportunities."),
    "concentration": List(_concentration, CATALOG_FILTERS, source=CATALOGS),
    "operators": List(_operators, ("area", *CATALOG_FILTERS), whole=False, source=CATALOGS),
    "problems": List(_problems, ("snapshot", "reading", "kind"), whole=False, source=CATALOGS),
    "reviews": List(_reviews, ("view", *QUEUE_FILTERS), today=True),
    "cycles": List(lambda request, page: cycles(page.resolved.moment.today, whole=True), today=True),
    "opportunities": List(
        lambda request, page: opportunities_for(request.actor, page.resolved.moment.today, whole=True),
        today=True,
    ),
    "amendments": List(lambda request, page: amendments(limit=None, upto=page.resolved.moment.sequence), today=True),
    "audit": List(_audit, AUDIT_FILTERS, needs=tuple(MAY_READ.values()), today=True, of_system=True),
    "people": List(
        lambda request, page: accounts(on=page.resolved.moment.today),
        needs=(Permission.READ_ACCOUNTS,),
        today=True,
        of_system=True,
    ),
    "grants": List(
        lambda request, page: every_grant(upto=page.resolved.moment.sequence),
        needs=(Permission.READ_ACCOUNTS,),
        today=True,
        of_system=True,
    ),
}
