"""The rules for reading catalogs, with the number of rows of the newest readings that each touched."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.access import can
from missions.actions.kinds import may_record
from missions.domain import addresses
from missions.domain.catalog.kinds.all import RULES
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.kinds.kind import Kind, RecordState
from missions.domain.record.portfolio import Moment
from missions.queries.catalog.readings import RecordedReading, latest_reading
from missions.queries.catalog.rules import rule_of
from missions.queries.kinds.states import states
from missions.views.bodies import MadeFrom
from missions.views.commercial.tabs import tabs
from missions.views.shortcuts import Page, record_page, respond

# The most rules of a kind on the page; the list of the kind has them all.
LISTED = 20


@record_page(shared=MadeFrom.RECORD)
def index(request: HttpRequest, page: Page) -> HttpResponse:
    """The rules of the four kinds in force, the ones that touched most rows first."""
    moment = page.resolved.moment
    newest = [found for one in Publisher if (found := latest_reading(moment, one))]
    touched: Counter[str] = Counter()
    for one in newest:
        touched.update(one.counts["touched"])
    context = {
        "tabs": tabs("catalogs", moment.suffix),
        "newest": newest,
        "groups": [_group(request, kind, moment, newest, touched) for kind in RULES],
    }
    return respond(request, "catalog/rules.html", context)


def _group(
    request: HttpRequest, kind: Kind, moment: Moment, newest: list[RecordedReading], touched: Counter[str]
) -> dict[str, Any]:
    found = [one for one in states(kind.name, moment) if not one.retired]
    shown = sorted((_shown(kind, one, moment, newest, touched) for one in found), key=lambda one: -(one["rows"] or 0))
    return {
        "kind": kind,
        "rules": shown[:LISTED],
        "total": len(found),
        "url": addresses.records(kind.address, moment.parameters),
        "may_record": can(request.actor, may_record(kind)) and not moment.is_past,
    }


def _shown(
    kind: Kind, state: RecordState, moment: Moment, newest: list[RecordedReading], touched: Counter[str]
) -> dict[str, Any]:
    """A rule; `rows` is None if no reading knew it yet."""
    key = rule_of(state).key
    known = any(key in one.counts["touched"] for one in newest)
    said = {field.label: field.words(state.values[field.name]) for field in kind.listed}
    return {
        "code": state.code,
        "title": kind.called(state.values),
        "url": addresses.record(kind.address, state.code, moment.suffix),
        "said": said.items(),
        "rows": touched[key] if known else None,
    }
