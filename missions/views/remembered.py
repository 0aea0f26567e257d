"""Values remembered in addition to rendered pages: the record, its reviews, and the version of each area.

All of it is kept in the memory of the process under its moment. After a new fact, only the functions or areas that it
is about are read again, and the pages of other areas stay as they are.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from missions.charts.chart import Chart
from missions.charts.registry import CHARTS, FigurePlace, placed
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.posture.trend import SeenPosture, quarter_ends, seen
from missions.domain.leadership.summary import Leadership, Past
from missions.domain.record.portfolio import Portfolio
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category
from missions.models.chain import Heads
from missions.queries.commercial.portfolio import carried_on as posture_carried_on
from missions.queries.commercial.portfolio import posture
from missions.queries.commercial.trend import PostureInputs, around, around_again, postures
from missions.queries.leadership.summary import carried_on as pasts_carried_on
from missions.queries.leadership.summary import pasts as pasts_read
from missions.queries.moment import Resolved, resolve
from missions.queries.record.changed import ChangedArea, Changes, changed
from missions.queries.record.portfolio import carried_on, portfolio
from missions.queries.reviews.spans import carried_on as reviews_carried_on
from missions.queries.reviews.spans import review_spans

T = TypeVar("T")

# A few dates are read again and again.
RECORDS_REMEMBERED = 4
MOMENTS_REMEMBERED = 256
STEPS_REMEMBERED = 64
AREAS_REMEMBERED = 512
# Of figures: the unfiltered ones and some that people filtered.
SECTIONS_REMEMBERED = 4
# Values read for the pages of one area: its history, its evidence and others.
READINGS_REMEMBERED = 16
# Instead of a code: values that no fact about an area changes, such as the passages of the strategy.
AT_LARGE = ""


class Kept(Generic[T]):
    """A limited number of values, those requested last."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, T] = OrderedDict()

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._values.clear()

    def get(self, key: Hashable) -> T | None:
        """The value under that key, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value, and drop those requested longest ago."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._limit:
                self._values.popitem(last=False)

    def newest(self, fits: Callable[[Hashable], bool]) -> tuple[Hashable, T] | None:
        """The key and value requested last whose key matches."""
        with self._lock:
            return next(((key, self._values[key]) for key in reversed(self._values) if fits(key)), None)


class Steps(Kept[Changes]):
    """What changed between two versions of the record, as far as it was read."""

    def to(self, earlier: Resolved, until: int) -> Changes:
        """What changed up to the entry `until`, whose digest comes with it. One query."""
        found = changed(earlier.version, earlier.digest, until)
        self.put((earlier.version, earlier.digest, until, found.digest), found)
        return found

    def between(self, earlier: Resolved, later: Resolved) -> Changes:
        """What changed up to the later version. One query, none if it is known."""
        key = (earlier.version, earlier.digest, later.version, later.digest)
        return self.get(key) or self.to(earlier, later.version)


class Moments(Kept[tuple[Heads, Resolved]]):
    """What the latest requested moments resolve to, each derived from its earlier result if that is known."""

    def at(self, heads: Heads, *, as_of: date, known: datetime | None, today: date, chosen: bool) -> Resolved:
        """The resolved moment, for the end of the chain that the request found. One query, none if it is known."""
        asked = (as_of, known, today, chosen)
        seen, resolved = self.get(asked) or (None, None)
        if seen == heads:
            return resolved
        resolved = (_next(resolved, heads) if resolved else None) or resolve(
            as_of=as_of, known=known, today=today, chosen=chosen
        )
        self.put(asked, (heads, resolved))
        return resolved


class Carried(Kept[T]):
    """Values read at a moment, derived from those of an earlier moment if that is known.

    With `steps_of_reviews`, a value is not derived from one before a step of a review.
    """

    def __init__(
        self,
        limit: int,
        read: Callable[[Resolved], T],
        carry: Callable[[T, Resolved, Mapping[str, ChangedArea]], T],
        *,
        steps_of_reviews: bool = False,
    ) -> None:
        super().__init__(limit)
        self._read = read
        self._carry = carry
        self._steps_of_reviews = steps_of_reviews

    def at(self, resolved: Resolved) -> T:
        """The value at that moment. One or two queries, none if it is kept."""
        kept = self.get(resolved)
        if kept is not None:
            return kept
        earlier, before = self.newest(lambda one: self._leads_to(one, resolved)) or (None, None)
        areas = steps.between(earlier, resolved).areas if earlier else None
        made = self._read(resolved) if areas is None else self._carry(before, resolved, areas)
        self.put(resolved, made)
        return made

    def _leads_to(self, earlier: Resolved, later: Resolved) -> bool:
        stepped = self._steps_of_reviews and earlier.process_version != later.process_version
        return _one_day(earlier, later) and not stepped


class Standings(Kept[tuple[Resolved, Resolved]]):
    """For each requested area, the version of the record that last changed it, as far as this process has seen."""

    def of(self, code: str, resolved: Resolved) -> Resolved:
        """The same moment, at the version that last changed the area: its pages are kept under that.

        No query where that is known, else one.
        """
        if resolved.moment.known is not None or resolved.digest is None:
            return resolved
        seen, since = self.get(code) or (None, None)
        if seen is None or (seen.version, seen.digest) != (resolved.version, resolved.digest):
            areas = steps.between(seen, resolved).areas if seen else None
            since = since if areas is not None and code not in areas else resolved
            self.put(code, (resolved, since))
        return replace(resolved, version=since.version, digest=since.digest)


def _next(earlier: Resolved, heads: Heads) -> Resolved | None:
    """What the moment resolves to at the current end of the chain; None if it has to be looked up."""
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


steps = Steps(STEPS_REMEMBERED)
moments = Moments(MOMENTS_REMEMBERED)
standings = Standings(AREAS_REMEMBERED)
records: Carried[Portfolio] = Carried(
    RECORDS_REMEMBERED,
    read=lambda resolved: portfolio(resolved.moment, resolved.policy),
    carry=lambda before, resolved, areas: carried_on(before, resolved.moment, resolved.policy, areas),
)
pasts: Carried[Mapping[str, Past]] = Carried(
    RECORDS_REMEMBERED,
    read=lambda resolved: pasts_read(resolved.moment),
    carry=lambda before, resolved, areas: pasts_carried_on(before, resolved.moment, areas),
)
reviews: Carried[tuple[ReviewSpan, ...]] = Carried(
    RECORDS_REMEMBERED,
    read=lambda resolved: review_spans(resolved.moment),
    carry=lambda before, resolved, areas: reviews_carried_on(before, resolved.moment, areas),
    steps_of_reviews=True,
)
_postures: Carried[Posture] = Carried(
    RECORDS_REMEMBERED,
    read=lambda resolved: posture(records.at(resolved)),
    carry=lambda before, resolved, _areas: posture_carried_on(before, records.at(resolved)),
)
# The newest of each figure and of the sections that show them. A value that does not change stays the same object,
# with everything made from it.
unchanged: Kept[Any] = Kept(len(CHARTS) + SECTIONS_REMEMBERED)


@lru_cache(READINGS_REMEMBERED)
def of_area(read: Callable[..., T], held: Resolved, code: str, **options: Any) -> T:
    """The result of `read` for an area, remembered until the area changes."""
    return read(held.moment, code, **options)


@lru_cache(READINGS_REMEMBERED)
def of_record(read: Callable[..., T], resolved: Resolved, *values: Any) -> T:
    """The result of `read` for the record at a moment, remembered like the record."""
    return read(resolved.moment, *values)


@lru_cache(READINGS_REMEMBERED)
def one_area(held: Resolved, code: str) -> Portfolio:
    """The record of that area only, remembered in the same way."""
    return portfolio(held.moment, held.policy, area=code)


@lru_cache(RECORDS_REMEMBERED)
def leadership_at(
    resolved: Resolved, since: date | None = None, until: date | None = None, category: Category | None = None
) -> Leadership:
    """The record with its past and its reviews at a moment, remembered as the record is. Three queries, or none."""
    held = resolved.settled()
    return Leadership(records.at(held), pasts.at(held), reviews.at(resolved), since, until, category)


@lru_cache(2 * RECORDS_REMEMBERED)
def figures_at(
    place: FigurePlace,
    resolved: Resolved,
    since: date | None = None,
    until: date | None = None,
    category: Category | None = None,
) -> tuple[Chart, ...]:
    """The figures of that place at a moment, remembered like the record."""
    charts = placed(leadership_at(resolved, since, until, category), place)
    return tuple(same(chart.slug, chart) for chart in charts)


def same(name: Hashable, value: T) -> T:
    """The last value made under this name if it is equal, else this one."""
    kept = unchanged.get(name)
    if kept == value:
        return kept
    unchanged.put(name, value)
    return value


def posture_at(resolved: Resolved) -> Posture:
    """Every area against the eight columns at a moment, remembered as the record is. A query a kind, or none."""
    return _postures.at(resolved)


@dataclass(frozen=True)
class _Trend:
    """The posture on several days, and what it was made from besides commercial records."""

    around: Mapping[date, PostureInputs]
    seen: Mapping[date, SeenPosture]


def trend_at(resolved: Resolved) -> tuple[SeenPosture, ...]:
    """The cells at the end of each of the last quarters and at a moment, remembered as the record is.

    Nine queries, or none; three after facts about areas, unless they hold on earlier days.
    """
    return tuple(_trends.at(resolved).seen.values())


def _trend(resolved: Resolved) -> _Trend:
    days = around(quarter_ends(resolved.moment.as_of), resolved.moment)
    return _Trend(days, {one.on: one for one in seen(postures(days, resolved.moment))})


def _trend_carried_on(before: _Trend, resolved: Resolved, areas: Mapping[str, ChangedArea]) -> _Trend:
    """The trend; only these areas are read again, and only days on which something changed are computed again."""
    today = resolved.moment.as_of
    days = around_again(before.around, resolved.moment, areas)
    changed = {day: one for day, one in days.items() if one != before.around[day]}
    made = [posture_at(resolved)] if changed.pop(today, None) else []
    again = {one.on: one for one in seen([*postures(changed, resolved.moment), *made])}
    return _Trend(days, {**before.seen, **again})


_trends: Carried[_Trend] = Carried(RECORDS_REMEMBERED, read=_trend, carry=_trend_carried_on)


REMEMBERING = (of_area, of_record, one_area, leadership_at, figures_at)


def forget() -> None:
    """Reads the record again when next asked for; what a moment resolves to stays known while the chain ends there."""
    for kept in (steps, standings, records, pasts, reviews, _postures, _trends, unchanged):
        kept.clear()
    for remembering in REMEMBERING:
        remembering.cache_clear()
