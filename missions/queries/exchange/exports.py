"""Exports: the record pinned to the entry that last changed it, and the documents made from it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import F

from missions.domain.record.portfolio import Moment, PolicyState, Portfolio
from missions.domain.vocabulary import Category, DecisionKind, EntryClass, Provenance
from missions.exports.document import PORTFOLIO, Document, Table, facts_note, header_of
from missions.exports.files import tables
from missions.exports.files.tables import DecisionRow, Select
from missions.exports.registry import NAMES
from missions.models import AuditEntry, CategoryDecision, PolicyRevision
from missions.queries.commercial.portfolio import posture, records
from missions.queries.moment import policy_state
from missions.queries.record.portfolio import portfolio

NO_FACTS = "These rows are no facts of the record: the system wrote them as people acted."


def pinned(moment: Moment) -> tuple[Moment, datetime | None]:
    """The moment as known at the last entry that changed the record, and that entry's time. One query.

    Sign-ins and exports are entries too; without pinning, each of them would seem to change the record. The time is
    None if nothing was recorded by then.
    """
    changed = AuditEntry.objects.filter(sequence__lte=moment.sequence).exclude(entry_class=EntryClass.ACCESS)
    last = changed.order_by("-sequence").values_list("sequence", "recorded_at").first()
    sequence, known_at = last or (0, None)
    return replace(moment, sequence=sequence, known=None), known_at


def portfolio_at(on: date, sequence: int) -> Portfolio:
    """The record on a day, as known at an entry: what an old briefing was made from. Two queries."""
    moment = Moment(as_of=on, sequence=sequence, known=None, today=on)
    return portfolio(moment, policy_at(on, sequence))


def policy_at(on: date, sequence: int) -> PolicyState | None:
    """The policy in force on a day, as known at an entry. One query."""
    found = PolicyRevision.objects.as_of(on, sequence).values(
        *(field.attname for field in PolicyRevision._meta.concrete_fields if field.attname != "policy_id"),
        sequence=F("entry_id"),
        recorded_at=F("entry__recorded_at"),
        actor_name=F("entry__actor_name"),
    )
    row = found.values_list(named=True).first()
    return policy_state(row) if row else None


def document(
    name: str,
    moment: Moment,
    policy: PolicyState | None,
    *,
    select: Select = tuple,
    filters: str = "",
    area: str = "",
) -> Document:
    """The registry's export of that name, at the moment. At most four queries, whatever the history.

    `select` narrows and orders the areas, and `area` the functions, as `filters` says in words.
    """
    at, known_at = pinned(moment)
    held = portfolio(at, policy)
    wanted = NAMES[name]
    names = {area.code: area.name for area in held.everything}
    makers = {
        "areas": lambda: tables.areas(held, select),
        "functions": lambda: tables.functions(held, area),
        "decisions": lambda: tables.decisions(decision_rows(at, names)),
        "policy": lambda: tables.policy(held),
    }
    found = records(at) if name == PORTFOLIO else None
    header = header_of(held, banner=settings.CLASSIFICATION, known_at=known_at, filters=filters, records=found)
    return Document(
        name=name,
        title=wanted.title,
        header=header,
        portfolio=held,
        posture=None if found is None else posture(held, found),
        records=found,
        tables=tuple(makers[table]() for table in wanted.tables),
    )


def single(name: str, table: Table, moment: Moment, policy: PolicyState | None, *, filters: str) -> Document:
    """One table made elsewhere, such as a figure's, with the header of the record at the moment. Two queries."""
    at, known_at = pinned(moment)
    held = portfolio(at, policy)
    header = header_of(held, banner=settings.CLASSIFICATION, known_at=known_at, filters=filters)
    return Document(name=name, title=table.title, header=header, portfolio=held, tables=(table,))


def of_system(made: Document, moment: Moment) -> Document:
    """The document of a list of entries or accounts, with the end of the chain as its source. One query."""
    end = AuditEntry.objects.only("digest").get(pk=moment.sequence)
    source = f"This record's own audit chain, up to entry {end.pk}:{end.digest}."
    return replace(made, header=replace(made.header, provenance=NO_FACTS, source=source))


def of_facts(made: Document, provenances: Iterable[Provenance], source: str) -> Document:
    """The document of a list that rests on other facts than the areas, with their provenance."""
    provenance = facts_note(provenances) or "No facts are listed."
    return replace(made, header=replace(made.header, provenance=provenance, source=source))


def decision_rows(moment: Moment, names: dict[str, str]) -> list[DecisionRow]:
    """Every category decision recorded by the moment and effective by its day, oldest first. One query.

    `names` gives the areas' names by code.
    """
    held = CategoryDecision.objects.filter(entry_id__lte=moment.sequence).exclude(effective_on__gt=moment.as_of)
    held = held.select_related("area", "entry", "voided_by").order_by("area__code", "entry_id", "effective_on")
    return [_decision(row, names, moment.sequence) for row in held]


def _decision(row: CategoryDecision, names: dict[str, str], sequence: int) -> DecisionRow:
    later = getattr(row, "voided_by", None)
    return DecisionRow(
        area=row.area.code,
        area_name=names.get(row.area.code, ""),
        category=Category(row.category),
        kind=DecisionKind(row.kind),
        effective_on=row.effective_on,
        withdrawn=later is not None and later.entry_id <= sequence,
        section=row.section,
        quote=row.quote,
        provenance=Provenance(row.provenance),
        source=row.source,
        sequence=row.entry_id,
        recorded_at=row.entry.recorded_at,
        by=row.entry.actor_name,
        reason=row.reason,
    )
