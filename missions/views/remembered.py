"""Values remembered beside the rendered pages: the record and its reviews, and since when an area stands as it does.

All of it is kept in the memory of the process under the moment it was read at. After a new fact only the areas that it
is about are read again, and the pages of the others are still the pages they were.
"""

import threading
from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache

from django.conf import settings

from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.trend import Seen, quarter_ends, seen
from missions.domain.record.portfolio import Portfolio
from missions.domain.reviews.spans import ReviewSpan
from missions.queries.commercial.portfolio import posture
from missions.queries.commercial.trend import postures
from missions.queries.moment import Resolved
from missions.queries.record.changed import changed
from missions.queries.record.portfolio import carried_on, portfolio
from missions.queries.reviews.spans import review_spans

# A handful of dates is read again and again; none is kept where pages are not.
RECORDS_REMEMBERED = 8 if settings.PAGE_CACHE_BYTES else 0
CHANGES_REMEMBERED = 64
AREAS_REMEMBERED = 512 if settings.PAGE_CACHE_BYTES else 0


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
        areas = _changed(earlier, resolved) if earlier else None
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
            areas = _changed(seen, resolved) if seen else None
            since = since if areas is not None and code not in areas else resolved
            with self._lock:
                self._kept[code] = (resolved, since)
                while len(self._kept) > self._limit:
                    self._kept.popitem(last=False)
        return replace(resolved, version=since.version, digest=since.digest)


def _one_day(earlier: Resolved, later: Resolved) -> bool:
    """Whether both are the newest record of one day, under one policy, and the later follows the earlier."""
    a, b = earlier.moment, later.moment
    same = (a.as_of, a.today, a.known, earlier.policy) == (b.as_of, b.today, b.known, later.policy)
    return same and a.known is None and earlier.digest is not None and earlier.version < later.version


def _changed(earlier: Resolved, later: Resolved) -> frozenset[str] | None:
    return _changed_between(earlier.version, earlier.digest, later.version, later.digest)


@lru_cache(CHANGES_REMEMBERED)
def _changed_between(since: int, digest: str, until: int, _until_digest: str) -> frozenset[str] | None:
    return changed(since, digest, until)


records = Records(RECORDS_REMEMBERED)
standings = Standings(AREAS_REMEMBERED)


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
    records.clear()
    standings.clear()
    whole_process.cache_clear()
    posture_at.cache_clear()
    trend_at.cache_clear()
    _changed_between.cache_clear()
