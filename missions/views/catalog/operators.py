"""The operators of one area on a day, each beside the provider that the record knows of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.access import Permission, can
from missions.catalog.no_data import silent
from missions.domain import addresses
from missions.domain.catalog.figures import NONE_COUNTED, sentence
from missions.domain.catalog.kinds.rules import ALIAS
from missions.domain.catalog.operators import Operator, Providers
from missions.domain.catalog.vocabulary import AliasKind
from missions.forms.catalog.concentration import NAMES, Asked, read_asked
from missions.queries.catalog.concentration import by_unit, figures_on, operators
from missions.queries.catalog.sources import sources
from missions.queries.kinds.states import states
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.downloads import MOMENT, downloads
from missions.views.record.areas import area_or_404
from missions.views.shortcuts import Page, record_page, respond

MOST_ROWS = 50


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page, code: str) -> HttpResponse:
    """Rank, what is counted of each operator, its share and how its owner is known, with the provider on record."""
    moment = page.resolved.moment
    area = area_or_404(page, page.portfolio(), code)
    asked = read_asked(request.GET, sources(moment), moment.as_of)
    context: dict[str, Any] = {"area": area, "asked": asked, "tabs": tabs("concentration", moment.suffix)}
    if asked.source:
        context |= _shown(request, page, asked, code)
    status = 400 if asked.errors else 200
    return respond(request, "catalog/operators.html", context, status=status)


def _shown(request: HttpRequest, page: Page, asked: Asked, code: str) -> dict[str, Any]:
    moment = page.resolved.moment
    found = operators(asked.source, asked.choices, asked.on, code)
    providers = Providers(states("provider", moment))
    counted = by_unit(asked.source, asked.choices, asked.on, asked.sources).get(code, [])
    suggests = can(request.actor, Permission.CHANGE_CATALOG_RULES) and not moment.is_past
    return {
        "figures": figures_on(asked.source, asked.choices, asked.on).get(code),
        "summary": sentence(code, counted, asked.choices),
        "rows": [_row(page, one, providers, suggests=suggests) for one in found[:MOST_ROWS]],
        "words": silent(asked.source.publisher, asked.choices.scope).get(code, NONE_COUNTED),
        "more": max(len(found) - MOST_ROWS, 0),
        "downloads": downloads(request, "operators", (*NAMES, *MOMENT), area=code),
        "cite_url": addresses.cite(code, moment.parameters, **asked.pinned)
        if can(request.actor, Permission.ASSESS)
        else "",
    }


def _row(page: Page, one: Operator, providers: Providers, *, suggests: bool) -> dict[str, Any]:
    found = providers.of(one)
    perhaps = None if found else providers.perhaps(one)
    named, suffix = found or perhaps, page.resolved.moment.suffix
    meant = perhaps.values["name"] if perhaps else one.name
    return {
        "operator": one,
        "provider": found,
        "perhaps": perhaps,
        "provider_url": addresses.record("providers", named.code, suffix) if named else "",
        "alias_url": _alias_url(one, meant) if suggests and one.codes and not one.ruled else "",
    }


def _alias_url(one: Operator, meant: str) -> str:
    """The form for a rule that takes the operator's code for this name."""
    return addresses.add_record(ALIAS.address, kind=AliasKind.EXACT.value, pattern=one.codes[0], operator=meant)
