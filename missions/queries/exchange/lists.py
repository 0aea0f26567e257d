"""Long lists to download, one item a row, with what the reader may see; read while the file is sent."""

from collections.abc import Callable, Iterator
from typing import Any

from missions.access import Actor
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import EntryClass
from missions.exports.files.lists import AreaFact, ShownEvidence
from missions.models import AuditEntry
from missions.queries.catalog.citations import told_of
from missions.queries.people import audit as chain
from missions.queries.record.evidence import EvidenceQuery, found
from missions.queries.record.evidence_links import stands_behind
from missions.queries.record.history import area_history, function_history

# Rows in one query, and in memory at a time.
AT_ONCE = 1000


def evidence_rows(moment: Moment, sought: EvidenceQuery, *, reader: Actor) -> Iterator[ShownEvidence]:
    """The evidence that matches and that the reader may read, newest first. Two queries for every thousand."""
    for states in _pages(lambda before: found(moment, sought, reader=reader, before=before, size=AT_ONCE)):
        behind = stands_behind(moment, [state.pk for state in states])
        moved = told_of(moment, states)
        yield from (ShownEvidence(state, behind.get(state.pk, ()), moved.get(state.pk, "")) for state in states)


def history_rows(moment: Moment, area: str, function: str = "") -> Iterator[AreaFact]:
    """Everything recorded about an area, or about a function of it. Two queries for every thousand facts."""
    read, code = (function_history, function) if function else (area_history, area)
    for facts in _pages(lambda before: read(moment, code, before=before, size=AT_ONCE)):
        yield from (AreaFact(area, fact) for fact in facts)


def audit_rows(
    reader: Actor, classes: list[EntryClass], sought: chain.EntryQuery = chain.EVERYTHING, *, upto: int
) -> Iterator[AuditEntry]:
    """The matching entries of these classes, up to that one, newest first, without hidden votes.

    One query at once, and one for every thousand.
    """
    hidden = chain.hidden_entries(reader)
    pages = _pages(
        lambda before: chain.entries(classes, sought, before=before or upto + 1, without=hidden, size=AT_ONCE),
    )
    return (entry for entries in pages for entry in entries)


def _pages(read: Callable[[int | None], Any]) -> Iterator[Any]:
    """The rows of page after page; `read` is given the key of the next page."""
    before = None
    while True:
        page = read(before)
        if page.rows:
            yield page.rows
        if page.older is None:
            return
        before = page.older
