"""Values remembered beside the rendered pages: the record and its reviews, and since when an area stands as it does.

All of it is kept in the memory of the process under the moment it was read at. After a new fact only the areas that it
is about are read again, and the pages of the others are still the pages they were.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings

from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.trend import Seen, quarter_ends, seen
from missions.domain.record.portfolio import Portfolio
from missions.domain.reviews.spans import ReviewSpan
from missions.models.chain import Heads
from missions.queries.commercial.portfolio import posture
from missions.queries.commercial.trend import postures
from missions.queries.moment import Resolved, resolve
from missions.queries.record.changed import Changes, changed
from missions.queries.record.portfolio import carried_on, portfolio
from missions.queries.reviews.spans import review_spans

T = TypeVar("T")

# A handful of dates is read again and again.
RECORDS_REMEMBERED = settings.RECORDS_REMEMBERED
MOMENTS_REMEMBERED = 256
CHANGES_REMEMBERED = 64
AREAS_REMEMBERED = 512 if RECORDS_REMEMBERED else 0
# What is read of one area for its pages: its history, its evidence and the like.
READINGS_REMEMBERED = 8 * RECORDS_REMEMBERED


class Records:
    """The records last asked for, each made of the one before it where that is known."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[Resolved, Portfolio] = OrderedDict()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()

    def at(self, resolved: Resolved) -> Portfolio:
        """The record at a moment: no query where it is kept, else one or two."""
        with self._lock:
            kept = self._kept.get(resolved)
            earlier = next((one for one in reversed(self._kept) if _one_day(one, resolved)), None)
            before = self._kept.get(earlier) if earlier else None
        if kept is not None:
            return kept
        areas = steps.between(earlier, resolved).areas if earlier else None
        if areas is None:
            made = portfolio(resolved.moment, resolved.policy)
        else:
            made = carried_on(before, resolved.moment, resolved.policy, areas)
        with self._lock:
            self._kept[resolved] = made
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return made


class Standings:
    """For each area asked for, the version of the record that last changed it, as far as this process has seen."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Resolved, Resolved]] = OrderedDict()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()

    def of(self, code: str, resolved: Resolved) -> Resolved:
        """The same moment, of the version at which the area came to stand as it does: its pages are kept under that.

        No query where that is known, else one.
        """
        if resolved.moment.known is not None or resolved.digest is None:
            return resolved
        with self._lock:
            seen, since = self._kept.get(code, (None, None))
        if seen is None or (seen.version, seen.digest) != (resolved.version, resolved.digest):
            areas = steps.between(seen, resolved).areas if seen else None
            since = since if areas is not None and code not in areas else resolved
            with self._lock:
                self._kept[code] = (resolved, since)
                while len(self._kept) > self._limit:
                    self._kept.popitem(last=False)
        return replace(resolved, version=since.version, digest=since.digest)


class Moments:
    """What the moments last asked for resolve to, each made of the one before it where that is known."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple, tuple[Heads, Resolved]] = OrderedDict()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()

    def at(self, heads: Heads, *, as_of: date, known: datetime | None, today: date, chosen: bool) -> Resolved:
        """The moment, while the chain ends where the request found it. No query where that is known, else one."""
        asked = (as_of, known, today, chosen)
        with self._lock:
            seen, resolved = self._kept.get(asked, (None, None))
        if seen == heads:
            return resolved
        resolved = (_next(resolved, heads) if resolved else None) or resolve(
            as_of=as_of, known=known, today=today, chosen=chosen
        )
        with self._lock:
            self._kept[asked] = (heads, resolved)
            self._kept.move_to_end(asked)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return resolved


def _next(earlier: Resolved, heads: Heads) -> Resolved | None:
    """What the moment resolves to where the chain ends now; None where it has to be looked up."""
    if earlier.moment.known is not None or earlier.digest is None or heads.record_sequence < earlier.version:
        return None
    changes = steps.to(earlier, heads.record_sequence)
    if changes.areas is None or changes.policy:
        return None
    return replace(
        earlier,
        moment=replace(earlier.moment, sequence=heads.sequence),
        version=heads.record_sequence,
        digest=changes.digest,
        process_version=heads.process_sequence,
    )


def _one_day(earlier: Resolved, later: Resolved) -> bool:
    """Whether both are the newest record of one day, under one policy, and the later follows the earlier."""
    a, b = earlier.moment, later.moment
    same = (a.as_of, a.today, a.known, earlier.policy) == (b.as_of, b.today, b.known, later.policy)
    return same and a.known is None and earlier.digest is not None and earlier.version < later.version


class Steps:
    """What changed between two versions of the record, as far as it was asked for."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple, Changes] = OrderedDict()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()

    def to(self, earlier: Resolved, until: int) -> Changes:
        """What changed up to the entry `until`, whose digest comes with it. One query."""
        found = changed(earlier.version, earlier.digest, until)
        with self._lock:
            self._kept[earlier.version, earlier.digest, until, found.digest] = found
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
        return found

    def between(self, earlier: Resolved, later: Resolved) -> Changes:
        """What changed up to the later version. No query where that is known, else one."""
        with self._lock:
            found = self._kept.get((earlier.version, earlier.digest, later.version, later.digest))
        return found or self.to(earlier, later.version)


steps = Steps(CHANGES_REMEMBERED)
moments = Moments(MOMENTS_REMEMBERED)
records = Records(RECORDS_REMEMBERED)
standings = Standings(AREAS_REMEMBERED)


@lru_cache(READINGS_REMEMBERED)
def of_area(read: Callable[..., T], held: Resolved, code: str, **options: Any) -> T:
    """What `read` says of an area at the moment it came to stand as it does, remembered until it stands otherwise."""
    return read(held.moment, code, **options)


@lru_cache(READINGS_REMEMBERED)
def one_area(held: Resolved, code: str) -> Portfolio:
    """The record of that area alone, remembered as long."""
    return portfolio(held.moment, held.policy, area=code)


@lru_cache(RECORDS_REMEMBERED)
def whole_process(resolved: Resolved) -> tuple[ReviewSpan, ...]:
    """The reviews at a moment, remembered as the record is."""
    return review_spans(resolved.moment)


@lru_cache(RECORDS_REMEMBERED)
def posture_at(resolved: Resolved) -> Posture:
    """Every area against the eight columns at a moment, remembered as the record is. Two queries, or none."""
    return posture(records.at(resolved))


@lru_cache(RECORDS_REMEMBERED)
def trend_at(resolved: Resolved) -> tuple[Seen, ...]:
    """The cells at the end of each of the last quarters and at a moment, remembered as the record is. Nine queries."""
    return seen(postures(quarter_ends(resolved.moment.as_of), resolved.moment))


def forget() -> None:
    """Reads all of it again when next asked for."""
    moments.clear()
    records.clear()
    standings.clear()
    of_area.cache_clear()
    one_area.cache_clear()
    whole_process.cache_clear()
    posture_at.cache_clear()
    trend_at.cache_clear()
    steps.clear()
