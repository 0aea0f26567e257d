"""Search: areas, functions and rationales in force at the moment shown, by words and typed filters."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from missions.domain.evaluation import Evaluation, evaluations
from missions.domain.portfolio import FunctionState, Said
from missions.domain.search import FILTERS, Part, Search, nearest, parts, read_search
from missions.domain.vocabulary import Category, Provenance, Standing
from missions.queries.search import Match, highlighted, matches
from missions.views.shortcuts import Page, number, reads, respond, with_query

ON_PAGE = 20
KINDS = {"area": "Area", "function": "Function", "assessment": "Assessment"}


@dataclass(frozen=True)
class Result:
    """One thing found, with where it stands and who says so."""

    kind: str
    item: Evaluation
    function: FunctionState | None
    title: tuple[Part, ...] = ()
    excerpt: tuple[Part, ...] = ()

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def name(self) -> str:
        return self.function.name if self.function else self.item.area.name

    @property
    def code(self) -> str:
        return self.function.code if self.function else self.item.area.code

    @property
    def text(self) -> str:
        """What is excerpted."""
        if self.kind == "assessment":
            return self.function.assessed.rationale
        return self.function.description if self.function else ""

    @property
    def said(self) -> Said:
        """Who says what was found."""
        if self.kind == "assessment":
            return self.function.assessed.said
        return self.function.said if self.function else self.item.area.said

    @property
    def path(self) -> str:
        """The page of it, without a date."""
        place = f"/areas/{self.item.area.code}/"
        return f"{place}functions/{self.function.code}/" if self.function else place


@reads
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """What was found, best first, a page at a time; without a question, how to ask one."""
    typed = request.GET.get("q", "").strip()
    place = number(request.GET, "page") or 1
    items = {item.area.code: item for item in evaluations(page.portfolio())}
    asked = _known_areas(read_search(typed), items)
    context: dict[str, Any] = {
        "typed": typed,
        "asked": asked,
        "possible": _possible(),
        "results": [],
        "total": 0,
    }
    if not asked.problems and not asked.empty:
        found = [one for one in _found(page, asked, items) if _fits(one, asked)]
        first = (place - 1) * ON_PAGE
        if first and first >= len(found):
            raise Http404(f"The results have no page {place}.")
        context |= {
            "results": _highlighted(found[first : first + ON_PAGE], asked.words),
            "total": len(found),
            "first": first + 1,
            "last": min(first + ON_PAGE, len(found)),
            "newer_url": with_query(request, page=place - 1 if place > 2 else None) if place > 1 else None,
            "older_url": with_query(request, page=place + 1) if first + ON_PAGE < len(found) else None,
        }
    return respond(request, "missions/search/index.html", context, status=400 if asked.problems else 200)


def _known_areas(asked: Search, items: dict[str, Evaluation]) -> Search:
    """The search with its areas as the record spells them; an unknown one is named."""
    codes = {code.lower(): code for code in items}
    filters, problems = [], list(asked.problems)
    for name, value in asked.filters:
        if name == "area" and value.lower() not in codes:
            problems.append(f"There is no area “{value}” at this date.{nearest(value, codes.values())}")
        else:
            filters.append((name, codes[value.lower()] if name == "area" else value))
    return replace(asked, filters=tuple(filters), problems=tuple(problems))


def _found(page: Page, asked: Search, items: dict[str, Evaluation]) -> list[Result]:
    """Everything the words find, best first; without words, every area and function."""
    if asked.words:
        found = matches(page.resolved.moment, asked.words, asked.prefix)
    else:
        found = [Match("area", code, "") for code in items]
        found += [Match("function", code, one.code) for code, item in items.items() for one in item.area.functions]
    functions = {one.code: one for item in items.values() for one in item.area.functions}
    return [
        Result(match.kind, items[match.area], functions.get(match.function))
        for match in found
        # The assessment of a retired function is found, and left out with its function.
        if match.area in items and (not match.function or match.function in functions)
    ]


def _fits(result: Result, asked: Search) -> bool:
    """Whether a result passes every filter; a standing is a function's, so areas pass none."""
    item = result.item
    facts = {
        "area": item.area.code,
        "category": item.area.category,
        "drift": "yes" if item.drifts else "no",
        "overdue": "yes" if item.overdue_days else "no",
        "standing": result.function.standing if result.function else None,
        "provenance": result.said.provenance,
    }
    return all(not asked.wanted(name) or facts[name] in asked.wanted(name) for name in FILTERS)


def _highlighted(results: list[Result], words: str) -> list[Result]:
    if not words:
        return [replace(one, title=parts(one.name), excerpt=parts(one.text)) for one in results]
    titles = highlighted([result.name for result in results], words, excerpt=False)
    excerpts = highlighted([result.text for result in results], words, excerpt=True)
    return [
        replace(result, title=parts(title), excerpt=parts(excerpt))
        for result, title, excerpt in zip(results, titles, excerpts, strict=True)
    ]


def _possible() -> list[dict[str, str]]:
    """The filters as the page teaches them."""
    values = {
        "category": ", ".join(Category.values),
        "drift": "yes, no",
        "standing": ", ".join(Standing.values),
        "overdue": "yes, no",
        "provenance": ", ".join(Provenance.values),
        "area": "a code, such as SATCOM",
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
