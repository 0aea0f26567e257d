"""One audit entry in detail: its rows, each with the earlier values, and links."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from missions.domain import addresses
from missions.domain.audit import TargetKind, object_of
from missions.models import (
    AuditEntry,
    CatalogSnapshot,
    Cycle,
    Evidence,
    Function,
    MissionArea,
    Policy,
    Proposal,
    ProposalRevision,
    Review,
    ReviewRequest,
    Transition,
    User,
)
from missions.models.base import Fact
from missions.models.querysets import as_of
from missions.queries.rows import rows

PAGE = 50

# The record for the day of each fact, just before its entry.
BEFORE = """
SELECT brought.id, to_jsonb(earlier) AS earlier FROM (
  SELECT one.id, one.{subject} AS subject, coalesce(one.effective_on, withdrawn.effective_on) AS day,
    one.entry_id - 1 AS prior
  FROM {table} one LEFT JOIN {table} withdrawn ON withdrawn.id = one.voids_id WHERE one.id = ANY(%(keys)s)) brought
LEFT JOIN LATERAL ({earlier}) earlier ON true
"""
# Columns that only give a row's position.
PLACES = {"id", "entry_id", "voids_id"}
# The states of a move, in a reader's words; for a fact, a source is a document.
MOVES = {"source": "from", "target": "to"}
# Columns that become links: the related rows to read, and the page.
LEADS = {
    MissionArea: ((), lambda row: addresses.area(row.code)),
    CatalogSnapshot: ((), lambda row: addresses.catalog_snapshot(row.name)),
    Cycle: ((), lambda row: addresses.cycle(row.pk)),
    Function: (("area",), lambda row: addresses.function(row.area.code, row.code)),
    Evidence: ((), lambda row: addresses.evidence(row.pk)),
    Policy: ((), lambda row: addresses.POLICY),
    Proposal: ((), lambda row: addresses.proposal(row.pk)),
    ProposalRevision: (("proposal",), lambda row: addresses.proposal(row.proposal_id)),
    Review: (("area",), lambda row: addresses.review(row.pk)),
    ReviewRequest: (("area",), lambda row: addresses.review_request(row.pk)),
    User: ((), lambda row: addresses.person(row.username)),
}

# The pages of the objects that a target names by number.
NUMBERED = {
    TargetKind.EVIDENCE: addresses.evidence,
    TargetKind.PROPOSAL: addresses.proposal,
    TargetKind.REVIEW: addresses.review,
}


@dataclass(frozen=True)
class EntryValue:
    """One column of a row, in words, now and before, with a link; `before` is None if there was nothing before."""

    label: str
    now: str
    before: str | None = None
    path: str = ""

    @property
    def changed(self) -> bool:
        return self.before is not None and self.before != self.now


@dataclass(frozen=True)
class Brought:
    """A row of an entry: its kind, its own page, and its columns."""

    kind: str
    pk: int
    path: str
    columns: tuple[EntryValue, ...]
    revises: bool = False


@dataclass(frozen=True)
class Opened:
    """The rows of an entry, one page at a time: `more` is the next page, None at the end."""

    entry: AuditEntry
    path: str
    detail: tuple[EntryValue, ...]
    rows: tuple[Brought, ...]
    total: int
    more: int | None


def opened(entry: AuditEntry, page: int = 1) -> Opened:
    """The entry with the rows of that page. One query for each kind of fact, and for each kind that they link to."""
    payload = json.loads(entry.payload)
    every = [(name, values) for name, listed in payload["rows"].items() for values in listed]
    shown = every[(page - 1) * PAGE : page * PAGE]
    said = [(apps.get_model("missions", name), values) for name, values in shown]
    earlier, leads = _earlier(said), _leads(said)
    return Opened(
        entry=entry,
        path=_about(entry.target),
        detail=tuple(EntryValue(label(name), _text(value)) for name, value in payload["detail"].items()),
        rows=tuple(_brought(model, values, earlier, leads) for model, values in said),
        total=len(every),
        more=page + 1 if len(every) > page * PAGE else None,
    )


def label(name: str) -> str:
    """A column's name in words."""
    return name.removesuffix("_id").replace("_", " ").capitalize()


SaidRows = list[tuple[type[Model], dict[str, Any]]]
Leads = dict[tuple[type[Model], int], tuple[str, str]]


def _brought(
    model: type[Model], values: dict[str, Any], earlier: dict[tuple[type[Model], int], Any], leads: Leads
) -> Brought:
    before = earlier.get((model, values["id"]))
    columns, path = [], ""
    for field in model._meta.concrete_fields:
        if field.attname in PLACES or field.attname not in values:
            continue
        told = _told(field, values[field.attname], leads)
        if before is not None:
            told = replace(told, before=_told(field, before.get(field.attname), leads).now)
        # A row with a page of its own links there; otherwise to the first thing it is about.
        path = path or told.path
        columns.append(told)
    own = leads.get((model, values["id"]))
    return Brought(
        model._meta.verbose_name, values["id"], own[1] if own else path, tuple(columns), revises=before is not None
    )


def _told(field: Field, value: Any, leads: Leads) -> EntryValue:
    if isinstance(field, ForeignKey) and value is not None:
        name, path = leads.get((field.related_model, value), (str(value), ""))
        return EntryValue(label(field.name), name, path=path)
    named = MOVES.get(field.name, field.name) if field.model is Transition else field.name
    shown = dict(field.flatchoices).get(value) if field.choices else None
    return EntryValue(label(named), str(shown) if shown is not None else _text(value))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _earlier(said: SaidRows) -> dict[tuple[type[Model], int], Any]:
    """The earlier state for each fact that had one."""
    keys = defaultdict(list)
    for model, values in said:
        if issubclass(model, Fact):
            keys[model].append(values["id"])
    found = {}
    for model, wanted in keys.items():
        earlier = as_of(model, of="brought.subject", on="brought.day", sequence="brought.prior", newest=True)
        statement = BEFORE.format(table=model._meta.db_table, subject=f"{model.SUBJECT}_id", earlier=earlier)
        for row in rows(statement, {"keys": wanted}):
            if row.earlier is not None:
                found[model, row.id] = row.earlier
    return found


def _about(target: str) -> str:
    """The page of an entry's object, if its target identifies one."""
    kind, name = object_of(target)
    match kind:
        case TargetKind.FUNCTION:
            function = Function.objects.select_related("area").filter(code=name).first()
            return LEADS[Function][1](function) if function else ""
        case TargetKind.AREA:
            return addresses.area(name)
        case TargetKind.ACCOUNT:
            return addresses.person(name)
        case TargetKind.POLICY:
            return addresses.POLICY
    page = NUMBERED.get(kind)
    return page(int(name)) if page and name.isdecimal() else ""


def _leads(said: SaidRows) -> Leads:
    """The name and page of everything that these rows are or refer to."""
    wanted = defaultdict(set)
    for model, values in said:
        if model in LEADS:
            wanted[model].add(values["id"])
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in LEADS and values.get(field.attname) is not None:
                wanted[field.related_model].add(values[field.attname])
    found = {}
    for model, keys in wanted.items():
        related, page = LEADS[model]
        for row in model.objects.select_related(*related).filter(pk__in=keys):
            found[model, row.pk] = (str(row), page(row))
    return found
