"""The strategy's own words, and where each passage is measured or recorded."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from missions.domain import addresses
from missions.domain.commercial import coverage
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.commercial.pages import PAGES
from missions.domain.vocabulary import PassageKind
from missions.queries.record.strategy import PassageState, passages
from missions.views.bodies import MadeFrom
from missions.views.shortcuts import Page, record_page, respond

HEADINGS = {
    PassageKind.CATEGORY: "Categories",
    PassageKind.STATEMENT: "Mission areas and integration",
    PassageKind.PRINCIPLE: "Principles",
    PassageKind.PRIORITY: "Priorities",
    PassageKind.PROTECTION: "Financial protections",
    PassageKind.DEFINITION: "Definitions",
}
LABELS = {
    **{path: label for _, label, path in PAGES},
    coverage.AREAS: "Areas",
    coverage.REVIEWS: "Reviews",
    coverage.STRATEGY: "Strategy",
    **{addresses.records(kind.address): kind.plural for kind in COMMERCIAL},
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its label and address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with its measures, the pages that answer it, or why it is only quoted."""

    passage: PassageState
    measures: tuple[Link, ...]
    pages: tuple[Link, ...]
    quoted: str
    children: tuple["ShownPassage", ...]


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """Every passage the record relies on, by kind."""
    moment = page.resolved.moment
    found = passages(moment)
    groups = [
        {"kind": kind, "heading": heading, "passages": [_shown(one, moment.suffix) for one in found[kind]]}
        for kind, heading in HEADINGS.items()
        if found[kind]
    ]
    return respond(request, "record/strategy/index.html", {"groups": groups})


def _shown(passage: PassageState, suffix: str) -> ShownPassage:
    row = coverage.ROW_OF.get(passage.code)
    measures = row.measures if row else ()
    # Measures already lead to the posture.
    known = {coverage.STRATEGY, *({coverage.POSTURE} if measures else ())}
    paths = [path for path in row.pages if path not in known] if row else []
    return ShownPassage(
        passage=passage,
        measures=tuple(Link(one.title, f"{coverage.POSTURE}{suffix}#column-{one.column.value}") for one in measures),
        pages=tuple(Link(LABELS[path], f"{path}{suffix}") for path in paths),
        quoted=row.quoted if row else "",
        children=tuple(_shown(child, suffix) for child in passage.children),
    )
