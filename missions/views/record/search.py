"""Search areas, functions, rationales, evidence and records of kinds at the moment shown, by words and filters."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse

from missions.access import Actor
from missions.domain import addresses
from missions.domain.kinds.kind import Kind, RecordState, referred
from missions.domain.kinds.registry import KINDS
from missions.domain.record.area_names import AreaNames
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.portfolio import Attribution, FunctionState, Moment
from missions.domain.record.rule.evaluation import Evaluation, evaluations
from missions.domain.record.search import FILTERS, Search, read_search
from missions.domain.vocabulary import Category, Provenance, Standing
from missions.domain.words import MarkedText, excerpt, marked
from missions.queries.kinds.names import Names
from missions.queries.kinds.states import states
from missions.queries.record.evidence import by_key
from missions.queries.record.evidence_links import stands_behind
from missions.queries.record.history import FACT_KINDS, About
from missions.queries.record.search import MOST_KNOWN, Match, Matches, matches, spans
from missions.views.downloads import MOMENT, downloads
from missions.views.paging import first_place, paged
from missions.views.shortcuts import Page, record_page, respond

ON_PAGE = 20
SEARCHED = (About.AREA, About.FUNCTION, About.ASSESSMENT)
RESULT_LABELS = {about.value: FACT_KINDS[about].label for about in SEARCHED} | {"evidence": "Evidence"}


@dataclass(frozen=True)
class Location:
    """Where a result belongs: an area, and one of its functions if it has one."""

    item: Evaluation
    function: FunctionState | None = None

    @property
    def path(self) -> str:
        """Its page, without a date."""
        area = self.item.area.code
        return addresses.function(area, self.function.code) if self.function else addresses.area(area)


@dataclass(frozen=True)
class FoundRecord:
    """A record of a kind that was found. Call `Records.read` before asking for its values."""

    kind: Kind
    code: str
    provenance: Provenance
    records: "Records"

    @property
    def state(self) -> RecordState:
        return self.records.states[self.kind.name, self.code]

    @property
    def name(self) -> str:
        return self.records.names.called(self.state)

    @property
    def text(self) -> str:
        """Its text apart from its name."""
        fields = (one for one in self.kind.searched if one.name not in self.kind.title)
        texts = (self.records.names.words(one, self.state.values[one.name]) for one in fields)
        return " · ".join(filter(None, texts))

    @property
    def path(self) -> str:
        """Its page, without a date."""
        return addresses.record(self.kind.address, self.code)


class Records:
    """The values of the records on the page, however many were found."""

    def __init__(self, moment: Moment) -> None:
        self.names = Names(moment)
        self.states: dict[tuple[str, str], RecordState] = {}
        self._moment = moment

    def read(self, results: Iterable["SearchResult"]) -> None:
        """Read the records among these results. One query for each kind among them or referred to."""
        wanted: dict[str, list[str]] = {}
        for one in results:
            if one.record:
                wanted.setdefault(one.kind, []).append(one.record.code)
        for kind, codes in wanted.items():
            self.states |= {(kind, state.code): state for state in states(kind, self._moment, codes)}
        self.names.read(one for state in self.states.values() for one in referred(KINDS[state.kind], state.values, {}))


@dataclass(frozen=True)
class SearchResult:
    """One result: an area, a function, an assessment, or something outside areas.

    The latter is evidence, which may be attached to any number of functions, or a record of a kind.
    """

    kind: str
    locations: tuple[Location, ...]
    evidence: EvidenceState | None = None
    record: FoundRecord | None = None
    title: tuple[MarkedText, ...] = ()
    excerpt: tuple[MarkedText, ...] = ()

    @property
    def label(self) -> str:
        return self.record.kind.label if self.record else RESULT_LABELS[self.kind]

    @property
    def in_area(self) -> bool:
        """Whether it belongs to an area or a function."""
        return not (self.evidence or self.record)

    @property
    def item(self) -> Evaluation:
        return self.locations[0].item

    @property
    def function(self) -> FunctionState | None:
        return self.locations[0].function

    @property
    def name(self) -> str:
        if self.record:
            return self.record.name
        if self.evidence:
            return self.evidence.title
        return self.function.name if self.function else self.item.area.name

    @property
    def code(self) -> str:
        return self.function.code if self.function else self.item.area.code

    @property
    def text(self) -> str:
        """The text that the excerpt is taken from."""
        if self.record:
            return self.record.text
        if self.evidence:
            return " · ".join(filter(None, [self.evidence.publisher, self.evidence.note]))
        if self.kind == "assessment":
            return self.function.assessed.rationale
        return self.function.description if self.function else ""

    @property
    def said(self) -> Attribution:
        """Who recorded it; not for evidence."""
        if self.record:
            return self.record.state.said
        if self.kind == "assessment":
            return self.function.assessed.said
        return self.function.said if self.function else self.item.area.said

    @property
    def provenance(self) -> Provenance:
        if self.record:
            return self.record.provenance
        return self.evidence.provenance if self.evidence else self.said.provenance

    @property
    def path(self) -> str:
        """Its page, without a date."""
        if self.record:
            return self.record.path
        return addresses.evidence(self.evidence.pk) if self.evidence else self.locations[0].path


@record_page
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The results, best first, page by page; without a search, the help on searching."""
    typed = request.GET.get("q", "").strip()
    first = first_place(request, ON_PAGE)
    asked, found, cut = searched(request.actor, page, typed, most=MOST_KNOWN)
    context: dict[str, Any] = {
        "typed": typed,
        "asked": asked,
        "possible": _possible(),
        "results": [],
        "total": 0,
    }
    if not asked.problems and not asked.empty:
        place = paged(request, len(found), ON_PAGE)
        shown = read(found[first : first + ON_PAGE])
        context |= {
            "results": _highlighted(shown, asked.words),
            "cut": [_all_of(KINDS[name], asked.words, page.resolved.moment) for name in cut],
            "looked_at": MOST_KNOWN,
            "downloads": downloads(request, "search", ("q", *MOMENT)),
            **place,
        }
    return respond(request, "record/search/index.html", context, status=400 if asked.problems else 200)


def read(results: list[SearchResult]) -> list[SearchResult]:
    """The same results, with the values of the records among them."""
    for records in {one.record.records for one in results if one.record}:
        records.read(results)
    return results


def _all_of(kind: Kind, words: str, moment: Moment) -> tuple[str, str]:
    """The plural name of a kind, and its list narrowed by the same words."""
    return kind.plural, addresses.records(kind.address, moment.parameters, q=words)


class Searched(NamedTuple):
    """The search, its results, best first, and the kinds of which not all records were examined."""

    asked: Search
    results: list[SearchResult]
    cut: tuple[str, ...] = ()


def searched(reader: Actor, page: Page, typed: str, *, most: int | None) -> Searched:
    """The results that this reader may read; none while the search has a problem. `most` as in `matches`.

    The values of records are not read yet (`read`).
    """
    items = {item.area.code: item for item in evaluations(page.portfolio())}
    asked = _known_areas(read_search(typed), items)
    if asked.problems or asked.empty:
        return Searched(asked, [])
    found = _matches(reader, page.resolved.moment, asked, items, most)
    results = [one for one in _results(reader, page, found.found, items) if _fits(one, asked)]
    return Searched(asked, results, found.cut)


def _known_areas(asked: Search, items: dict[str, Evaluation]) -> Search:
    """The search with its areas as the record spells them; an unknown area is reported."""
    names = AreaNames(item.area for item in items.values())
    filters, problems = [], list(asked.problems)
    for name, value in asked.filters:
        meant = names.code(value) if name == "area" else value
        if meant is None:
            problems.append(f"area:{value}: {names.why_not(value)}")
        else:
            filters.append((name, meant))
    return replace(asked, filters=tuple(filters), problems=tuple(problems))


def _matches(reader: Actor, moment: Moment, asked: Search, items: dict[str, Evaluation], most: int | None) -> Matches:
    """Everything that the words find, best first; without words, every area and function."""
    if asked.words:
        return matches(moment, asked.words, asked.prefix, reader=reader, most=most)
    found = [Match("area", code, "") for code in items]
    found += [Match("function", code, one.code) for code, item in items.items() for one in item.area.functions]
    return Matches(tuple(found))


def _results(reader: Actor, page: Page, found: Iterable[Match], items: dict[str, Evaluation]) -> list[SearchResult]:
    """The matches as they are in the record."""
    moment = page.resolved.moment
    locations = {(code, one.code): Location(item, one) for code, item in items.items() for one in item.area.functions}
    locations |= {(code, ""): Location(item) for code, item in items.items()}
    keys = [match.key for match in found if match.kind == "evidence"]
    states = by_key(moment, keys, reader=reader) if keys else {}
    behind = stands_behind(moment, keys) if keys else {}
    records = Records(moment)
    results = []
    for match in found:
        if match.kind in KINDS and match.provenance:
            record = FoundRecord(KINDS[match.kind], match.function, Provenance(match.provenance), records)
            results.append(SearchResult(match.kind, (), record=record))
        elif match.kind == "evidence":
            places = dict.fromkeys(one.place for one in behind.get(match.key, ()))
            stands = tuple(locations[place] for place in places if place in locations)
            results.append(SearchResult("evidence", stands, states[match.key]))
        # The assessment of a retired function is found, but left out with its function.
        elif (match.area, match.function) in locations:
            results.append(SearchResult(match.kind, (locations[match.area, match.function],)))
    return results


def _fits(result: SearchResult, asked: Search) -> bool:
    """Whether a result passes every filter; evidence passes in any of its locations. Only functions have a standing."""
    return any(_passes(location, result.provenance, asked) for location in result.locations or (None,))


def _passes(location: Location | None, provenance: Provenance, asked: Search) -> bool:
    facts: dict[str, Any] = {"provenance": provenance}
    if location:
        facts |= {
            "area": location.item.area.code,
            "category": location.item.area.category,
            "drift": "yes" if location.item.drifts else "no",
            "overdue": "yes" if location.item.overdue_days else "no",
            "standing": location.function.standing if location.function else None,
        }
    return all(not asked.wanted(name) or facts.get(name) in asked.wanted(name) for name in FILTERS)


def _highlighted(results: list[SearchResult], words: str) -> list[SearchResult]:
    if not words:
        return [replace(one, title=marked(one.name, []), excerpt=marked(one.text, [])) for one in results]
    texts = [text for result in results for text in (result.name, result.text)]
    found = spans(texts, words)
    return [
        replace(result, title=marked(result.name, named), excerpt=excerpt(result.text, said))
        for result, named, said in zip(results, found[::2], found[1::2], strict=True)
    ]


def _possible() -> list[dict[str, str]]:
    """The filters as the page explains them."""
    values = {
        "category": ", ".join(Category.values),
        "drift": "yes, no",
        "standing": ", ".join(Standing.values),
        "overdue": "yes, no",
        "provenance": ", ".join(Provenance.values),
        "area": "a code or a name, such as SATCOM",
    }
    says = {
        "category": "the area's category in force",
        "drift": "whether the assessments indicate another category than the one in force",
        "standing": "what the assessment makes of the function",
        "overdue": "whether the area's evaluation is overdue",
        "provenance": "where the fact comes from",
        "area": "one area",
    }
    return [{"name": name, "values": values[name], "says": says[name]} for name in FILTERS]
