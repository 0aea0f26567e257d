"""The as-of query by itself: the portfolio's two statements, through Django, as the record grows."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median

from missions.queries.moment import resolve
from missions.queries.portfolio import AREAS, FUNCTIONS
from missions.queries.rows import rows
from tests.benchmarks.scratch import Scratch

TODAY = datetime.now(UTC).date()
BATCH = 5


@dataclass(frozen=True)
class Asked:
    """One question: what held on a date, as known at a moment (None: now)."""

    label: str
    as_of: date
    known: datetime | None


QUESTIONS = (
    Asked("today, known now", TODAY, None),
    Asked("2025-03-01, known now", date(2025, 3, 1), None),
    Asked("2025-03-01, known then", date(2025, 3, 1), datetime(2025, 3, 1, tzinfo=UTC)),
    Asked("today, known 2025-03-01", TODAY, datetime(2025, 3, 1, tzinfo=UTC)),
)


def time_queries(scratches: list[Scratch], rounds: int) -> dict[tuple[str, int], float]:
    """Median milliseconds of the two statements, by question and number of facts; the databases take turns."""
    times: dict[tuple[str, int], list[float]] = {}
    parameters = {
        (asked.label, scratch.facts): _parameters(asked, scratch) for asked in QUESTIONS for scratch in scratches
    }
    for turn in range(rounds + 1):
        for asked in QUESTIONS:
            for scratch in scratches:
                scratch.use()
                key = asked.label, scratch.facts
                taken = [_milliseconds(parameters[key], asked.known is None) for _ in range(BATCH)]
                # The first turn fills the caches.
                times.setdefault(key, []).extend(taken if turn else [])
    return {key: median(taken) for key, taken in times.items()}


def _parameters(asked: Asked, scratch: Scratch) -> dict:
    scratch.use()
    moment = resolve(as_of=asked.as_of, known=asked.known, today=TODAY, chosen=True).moment
    return {"on": moment.as_of, "known": moment.sequence, "area": None}


def _milliseconds(parameters: dict, newest: bool) -> float:
    started = time.perf_counter()
    rows(FUNCTIONS[newest], parameters)
    rows(AREAS[newest], parameters)
    return (time.perf_counter() - started) * 1000
