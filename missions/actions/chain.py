"""The one door through which everything is written: a transaction that ends with exactly one audit entry.

Locks are taken in one order: areas by key, then the proposal, then the head of the chain. Whoever changes what an area
is, or moves a proposal about it, holds the area's lock: so one waits for the other.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from structlog.contextvars import get_contextvars

from missions.access import Actor
from missions.actions.constraints import refuse
from missions.domain import canonical
from missions.domain.vocabulary import EntryClass
from missions.models import MissionArea, Proposal
from missions.models.base import Fact, Record
from missions.storage.disk import demand_room

R = TypeVar("R", bound=Record)


@dataclass
class Entry:
    """The audit entry being written: rows added to it become part of its payload, each as canonical text."""

    sequence: int
    entry_class: EntryClass = EntryClass.RECORD
    rows: dict[str, list[str]] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)

    def add(self, row: R) -> R:
        """Insert one row of record as brought by this entry."""
        row.entry_id = self.sequence
        row.save(force_insert=True)
        self.say(type(row), [canonical.text(row_values(row))])
        return row

    def add_all(self, model: type[Record], rows: Iterable[Record]) -> list[Record]:
        """Insert many rows of one model at once."""
        rows = list(rows)
        for row in rows:
            row.entry_id = self.sequence
        model.objects.bulk_create(rows, batch_size=500)
        for row in rows:
            self.say(type(row), [canonical.text(row_values(row))])
        return rows

    def note(self, **detail: Any) -> None:
        """Keep what is not a row of record in the payload: a changed account, a refused address."""
        self.detail.update(detail)

    def say(self, model: type[Model], texts: Iterable[str]) -> None:
        """Put rows into the payload, each as the canonical text of its columns."""
        # Pages of the record are kept until the next entry of that class.
        if issubclass(model, Fact) and self.entry_class != EntryClass.RECORD:
            raise ValueError(f"A fact needs an entry of class record, not {self.entry_class}.")
        self.rows.setdefault(model._meta.model_name, []).extend(texts)

    @property
    def payload(self) -> str:
        """The canonical text of all that the entry says."""
        rows = ",".join(f'"{name}":[{",".join(self.rows[name])}]' for name in sorted(self.rows))
        return f'{{"detail":{canonical.text(self.detail)},"rows":{{{rows}}}}}'


def row_values(row: Model) -> dict[str, Any]:
    """A row's columns by name, as the payload keeps them."""
    return {column.attname: column.value_from_object(row) for column in row._meta.concrete_fields}


@contextmanager
def locked(
    areas: Iterable[MissionArea] = (), *, proposal: Proposal | None = None, chain: bool = False, patience: str = ""
) -> Iterator[int | None]:
    """One transaction that holds these locks, a proposal's with its area's; with `chain` gives its last sequence.

    Whatever is decided on is to be read inside. With `patience`, such as "250ms", raises OperationalError where others
    hold one for longer.
    """
    keys = {area.pk for area in areas}
    if proposal is not None:
        keys.add(proposal.review.area_id)
    with transaction.atomic(), connection.cursor() as cursor:
        if patience:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
        for key in sorted(keys):
            cursor.execute("SELECT csis_lock_area(%s)", [key])
        if proposal is not None:
            cursor.execute("SELECT csis_lock_proposal(%s)", [proposal.pk])
        if chain:
            cursor.execute("SELECT csis_lock_chain()")
        yield cursor.fetchone()[0] if chain else None


@contextmanager
def recording(
    *,
    by: Actor,
    action: str,
    target: str,
    reason: str = "",
    entry_class: EntryClass = EntryClass.RECORD,
    patience: str = "",
    areas: Iterable[MissionArea] = (),
    proposal: Proposal | None = None,
) -> Iterator[Entry]:
    """One transaction and one audit entry: whatever raises inside leaves neither.

    Takes the locks on the areas and the proposal it is about, then the one on the chain's head (`locked`), so that
    everything read inside is read after them. Raises `DiskFull`, `Unfit` for what a constraint refuses, and what
    `locked` raises.
    """
    demand_room()
    locks = locked(areas, proposal=proposal, chain=True, patience=patience)
    try:
        with locks as sequence, connection.cursor() as cursor:
            entry = Entry(sequence + 1, entry_class)
            yield entry
            cursor.execute(
                "INSERT INTO missions_auditentry (sequence, entry_class, actor_id, actor_name, action, target, reason,"
                " request_id, payload) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    entry.sequence,
                    entry_class,
                    by.pk,
                    by.name,
                    action,
                    target,
                    reason,
                    get_contextvars().get("request_id", ""),
                    entry.payload,
                ],
            )
    except IntegrityError as error:
        refuse(error)
