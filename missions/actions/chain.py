"""All writes go through here: a transaction that ends with exactly one audit entry.

It begins only if every disk has room above its reserve.

Locks are taken in one order: areas by key, then the proposal, then the head of the chain. An action that changes an
area, or moves a proposal about it, holds the area's lock, so that one waits for the other.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from structlog.contextvars import get_contextvars

from missions.access import Actor
from missions.actions.constraints import refuse
from missions.actions.errors import DiskFull
from missions.domain import canonical
from missions.domain.vocabulary import EntryClass
from missions.models import MissionArea, Proposal
from missions.models.base import Fact, Record

R = TypeVar("R", bound=Record)


@dataclass
class Entry:
    """The audit entry being written; its payload contains each added row as canonical text of its columns."""

    sequence: int
    rows: dict[type[Model], list[str]] = field(default_factory=lambda: defaultdict(list))
    detail: dict[str, Any] = field(default_factory=dict)

    def add(self, row: R) -> R:
        """Insert one row of record that belongs to this entry."""
        row.entry_id = self.sequence
        row.save(force_insert=True)
        self.rows[type(row)].append(canonical.text(row_values(row)))
        return row

    def add_all(self, model: type[Record], rows: Iterable[Record]) -> list[Record]:
        """Insert many rows of one model at once."""
        rows = list(rows)
        for row in rows:
            row.entry_id = self.sequence
        model.objects.bulk_create(rows, batch_size=500)
        self.rows[model] += [canonical.text(row_values(row)) for row in rows]
        return rows

    def note(self, **detail: Any) -> None:
        """Add something that is not a row of record to the payload: a changed account, a refused address."""
        self.detail.update(detail)


def row_values(row: Model) -> dict[str, Any]:
    """A row's columns by name, as in the payload."""
    return {column.attname: column.value_from_object(row) for column in row._meta.concrete_fields}


def demand_room() -> None:
    """Raise `DiskFull` if a disk of one of the program's folders has less room than the reserve."""
    for folder in map(Path, settings.DISK_FOLDERS):
        # A folder that does not exist yet will be on the disk of its nearest existing parent.
        found = os.statvfs(next(one for one in (folder, *folder.parents) if one.exists()))
        room = found.f_bavail * found.f_frsize
        if room < settings.DISK_RESERVE_BYTES:
            raise DiskFull(f"{room // 1_000_000} MB are free at {folder}.")


@contextmanager
def locked(
    areas: Iterable[MissionArea] = (), *, proposal: Proposal | None = None, chain: bool = False, patience: str = ""
) -> Iterator[int | None]:
    """One transaction that holds these locks, a proposal's with its area's; with `chain` yields the last sequence.

    Read everything inside that a decision depends on. With `patience`, such as "250ms", raises OperationalError if
    others hold one for longer.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if patience:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
        keys = [area.pk for area in areas]
        cursor.execute("SELECT csis_lock(%s::bigint[], %s, %s)", [keys, proposal and proposal.pk, chain])
        yield cursor.fetchone()[0]


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
    """One transaction and one audit entry; an exception inside leaves neither.

    Takes the locks on the areas and the proposal it is about, then the one on the chain's head (`locked`), so that
    everything read inside is read after them. Raises `DiskFull`, `Unfit` for what a constraint refuses, and what
    `locked` raises.
    """
    demand_room()
    locks = locked(areas, proposal=proposal, chain=True, patience=patience)
    try:
        with locks as sequence, connection.cursor() as cursor:
            entry = Entry(sequence + 1)
            yield entry
            # Pages of the record are kept until the next entry of that class.
            if entry_class != EntryClass.RECORD and any(issubclass(model, Fact) for model in entry.rows):
                raise ValueError(f"A fact needs an entry of class record, not {entry_class}.")
            said = {model._meta.model_name: texts for model, texts in entry.rows.items()}
            rows = ",".join(f'"{name}":[{",".join(said[name])}]' for name in sorted(said))
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
                    # Canonical as a whole, because each row is.
                    f'{{"detail":{canonical.text(entry.detail)},"rows":{{{rows}}}}}',
                ],
            )
    except IntegrityError as error:
        refuse(error)
