"""Verification: recomputes the audit chain, and compares every row of record, and stored values, with the entries.

Memory use is constant: entries and rows are read side by side through the server's cursors, in chain order. Entries
recorded while it runs are after the end that was read first, and are left for the next run.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from missions.domain import canonical
from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry, ChainHead
from missions.models.base import Record
from missions.queries.people.verification import caches, catalog_readings
from missions.queries.people.verification.replay import impossible

# An entry may carry a large import; a row is small.
ENTRIES = 50
ROWS = 1000

END = """
SELECT head.sequence, head.digest, head.recorded_at, head.record_sequence, head.process_sequence,
  last.sequence, last.digest, last.recorded_at
FROM (SELECT) one LEFT JOIN missions_chainhead head ON true
LEFT JOIN LATERAL (
  SELECT sequence, digest, recorded_at FROM missions_auditentry ORDER BY sequence DESC LIMIT 1) last ON true
"""

ORPHANS = """
SELECT fact.id, fact.entry_id FROM {table} fact
WHERE NOT EXISTS (SELECT FROM missions_auditentry entry WHERE entry.sequence = fact.entry_id) ORDER BY fact.id
"""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VerificationFinding:
    """One thing that was altered: `where` is the table, `what` a sentence that names the entry or the row."""

    sequence: int | None
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the chain when verification began."""

    head: tuple
    last: tuple
    record_sequence: int | None
    process_sequence: int | None


@dataclass(frozen=True, slots=True)
class ChainClaim:
    """What somebody else knows of the chain: the digest of an entry; `by` names who, if findings should say so."""

    sequence: int
    digest: str
    by: str = ""


def verify(claims: Iterable[ChainClaim] = (), *, since: int = 0) -> "Verification":
    """The findings of one pass over the whole record; empty if nothing was altered.

    With claims (a sequence and the digest once printed for it), the pass also finds a record that was cut off or
    rewritten as a whole. With `since`, it begins at that entry, whose digest is trusted, and leaves out checks of
    the whole record: stored values, and the replay of the workflow.
    """
    return Verification(claims, since)


class Verification(Iterator[VerificationFinding]):
    """A running pass: its findings, and its progress (`entries`, `rows`, `sequence`, `digest`)."""

    def __init__(self, claims: Iterable[ChainClaim] = (), since: int = 0):
        self.since = since
        self.entries = 0
        self.rows = 0
        self.sequence = 0
        self.digest = canonical.GENESIS
        self._claims = defaultdict(list)
        for claim in claims:
            if (claim.sequence, claim.digest) != (0, canonical.GENESIS):
                self._claims[claim.sequence].append(claim)
        self._recorded_at = None
        self._last = dict.fromkeys(EntryClass, 0)
        self._findings = self._run()

    def __next__(self) -> VerificationFinding:
        return next(self._findings)

    def _run(self) -> Iterator[VerificationFinding]:
        with transaction.atomic(), ExitStack() as opened:
            end = _end()
            tables = [opened.enter_context(closing(_Table(model, self.since))) for model in record_models()]
            if self.since:
                self._begin()
            entries = AuditEntry.objects.filter(sequence__gte=self.since).order_by("sequence")
            for entry in entries.iterator(chunk_size=ENTRIES):
                if entry.sequence > max(end.head[0] or 0, end.last[0] or 0):
                    break
                yield from self._check_entry(entry)
                yield from self._check_rows(entry, tables)
                yield from self._check_claims(entry)
            for sequence in sorted(self._claims):
                yield _of_entry(sequence, "was expected and does not exist: the end of the chain was cut off.")
            yield from self._check_end(end)
            if not self.since:
                yield from self._check_whole(tables)

    def _begin(self) -> None:
        """Start after the entries that an earlier pass has covered."""
        before = AuditEntry.objects.filter(sequence__lt=self.since).order_by("-sequence")
        self.sequence = self.since - 1
        self.digest = AuditEntry.objects.filter(pk=self.since).values_list("previous_digest", flat=True).first()
        for kind in EntryClass:
            self._last[kind] = before.filter(entry_class=kind).values_list("sequence", flat=True).first() or 0

    def _check_whole(self, tables: list["_Table"]) -> Iterator[VerificationFinding]:
        for table in tables:
            yield from table.orphans()
        for where, what in caches.differing():
            yield VerificationFinding(None, where, what)
        for sequence, where, what in chain(catalog_readings.altered(), impossible()):
            yield VerificationFinding(sequence, where, what)

    def _check_entry(self, entry: AuditEntry) -> Iterator[VerificationFinding]:
        expected = self.sequence + 1
        if entry.sequence != expected:
            missing = str(expected) if entry.sequence == expected + 1 else f"{expected} to {entry.sequence - 1}"
            yield _of_entry(entry.sequence, f"follows entry {self.sequence}: missing {missing}.")
        if entry.previous_digest != self.digest:
            yield _of_entry(entry.sequence, f"does not carry the digest of the entry before it ({self.sequence}).")
        if entry.payload_digest != canonical.digest(entry.payload):
            yield _of_entry(entry.sequence, "has a payload that differs from its digest.")
        if entry.digest != _entry_digest(entry):
            yield _of_entry(entry.sequence, "differs from its digest.")
        if self._recorded_at and entry.recorded_at < self._recorded_at:
            yield _of_entry(entry.sequence, f"was recorded before entry {self.sequence}.")
        self.entries += 1
        self.sequence, self.digest, self._recorded_at = entry.sequence, entry.digest, entry.recorded_at
        self._last[entry.entry_class] = entry.sequence

    def _check_rows(self, entry: AuditEntry, tables: list["_Table"]) -> Iterator[VerificationFinding]:
        try:
            brought = _brought(entry)
        except (ValueError, LookupError, TypeError, AttributeError):
            yield _of_entry(entry.sequence, "has a payload that cannot be read.")
            brought = {}
        for table in tables:
            standing = table.rows_of(entry.sequence)
            self.rows += len(standing)
            yield from table.compare(entry.sequence, brought.pop(table.name, {}), standing)
        for name in brought:
            yield _of_entry(entry.sequence, f"adds rows of {name!r}, which are not of record.")

    def _check_claims(self, entry: AuditEntry) -> Iterator[VerificationFinding]:
        for claim in self._claims.pop(entry.sequence, ()):
            if claim.digest != entry.digest:
                by = f" by {claim.by}" if claim.by else ""
                yield _of_entry(
                    entry.sequence, f"has the digest {entry.digest}, where {claim.digest} was expected{by}."
                )

    def _check_end(self, end: _End) -> Iterator[VerificationFinding]:
        where = ChainHead._meta.db_table
        last = end.last if end.last[0] is not None else (0, canonical.GENESIS, end.head[2])
        if end.head != last:
            yield VerificationFinding(
                end.head[0], where, f"The head of the chain ({end.head[0]}) is not its last entry ({last[0]})."
            )
        for kind, sequence in (
            (EntryClass.RECORD, end.record_sequence),
            (EntryClass.PROCESS, end.process_sequence),
        ):
            if sequence != self._last[kind]:
                what = f"The head of the chain gives {sequence} as last entry of class {kind}, not {self._last[kind]}."
                yield VerificationFinding(sequence, where, what)


class _Table:
    """One table of record, read once along the chain."""

    def __init__(self, model: type[Record], since: int):
        self.model = model
        self.since = since
        self.name = model._meta.model_name
        self.table = model._meta.db_table
        self.columns = [column.attname for column in model._meta.concrete_fields]
        self._rows = self._read()
        self._next = next(self._rows, None)

    def _read(self) -> Iterator[Values]:
        rows = self.model.objects.filter(entry_id__gte=self.since).order_by("entry_id", "pk").values(*self.columns)
        for row in rows.iterator(chunk_size=ROWS):
            yield canonical.plain(row)

    def close(self) -> None:
        """Stop reading: rows after the end are left, and closing the cursor later would break another transaction."""
        self._rows.close()

    def rows_of(self, sequence: int) -> dict[int, Values]:
        """The rows of the entry, by primary key. Rows of entries that do not exist are passed over."""
        found = {}
        while self._next is not None and self._next["entry_id"] <= sequence:
            if self._next["entry_id"] == sequence:
                found[self._next["id"]] = self._next
            self._next = next(self._rows, None)
        return found

    def compare(
        self, sequence: int, brought: dict[int, Values], standing: dict[int, Values]
    ) -> Iterator[VerificationFinding]:
        """The differences between the rows in the entry and those in the table."""
        for key, values in brought.items():
            row = standing.pop(key, None) or self._moved(key)
            if row is None:
                yield self._finding(sequence, key, f"was removed: entry {sequence} added it.")
                continue
            # A column added by a later version is empty in earlier rows.
            altered = [name for name in self.columns if values.get(name) != row[name]]
            altered += sorted(values.keys() - row.keys())
            if altered:
                yield self._finding(
                    sequence, key, f"was altered since entry {sequence} added it: {', '.join(altered)}."
                )
        for key in standing:
            yield self._finding(sequence, key, f"was inserted: entry {sequence}, which it names, did not add it.")

    def _moved(self, key: int) -> Values | None:
        """The row, if it is now under another entry."""
        return canonical.plain(self.model.objects.filter(pk=key).values(*self.columns).first())

    def orphans(self) -> Iterator[VerificationFinding]:
        """The rows whose entry does not exist."""
        with connection.cursor() as cursor:
            cursor.execute(ORPHANS.format(table=self.table))
            for key, sequence in cursor:
                yield self._finding(sequence, key, f"belongs to entry {sequence}, which does not exist.")

    def _finding(self, sequence: int, key: int, what: str) -> VerificationFinding:
        return VerificationFinding(sequence, self.table, f"Row {key} of {self.table} {what}")


def record_models() -> list[type[Record]]:
    """Every model whose rows belong to audit entries."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _end() -> _End:
    with connection.cursor() as cursor:
        cursor.execute(END)
        row = cursor.fetchone()
    return _End(head=row[:3], last=row[5:], record_sequence=row[3], process_sequence=row[4])


def _entry_digest(entry: AuditEntry) -> str:
    """The digest of an entry, computed as the database's trigger does."""
    return canonical.chained(
        [
            str(entry.sequence),
            canonical.instant(entry.recorded_at),
            entry.entry_class,
            "" if entry.actor_id is None else str(entry.actor_id),
            entry.actor_name,
            entry.action,
            entry.target,
            entry.reason,
            entry.request_id,
            entry.payload_digest,
            entry.previous_digest,
        ]
    )


def _brought(entry: AuditEntry) -> dict[str, dict[int, Values]]:
    """The rows in an entry's payload, by model and primary key."""
    rows = json.loads(entry.payload)["rows"]
    return {name: {row["id"]: row for row in listed} for name, listed in rows.items()}


def _of_entry(sequence: int, what: str) -> VerificationFinding:
    return VerificationFinding(sequence, AuditEntry._meta.db_table, f"Entry {sequence} {what}")
