"""The as-of query alone: the whole portfolio, with its two statements through Django, as the record grows."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median

from missions.domain.record.portfolio import Moment
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from tests.benchmarks.scratch import Scratch

TODAY = datetime.now(UTC).date()
BATCH = 5


@dataclass(frozen=True)
class Question:
    """One question: what held on a date, as known at a moment (None: now)."""

    label: str
    as_of: date
    known: datetime | None


QUESTIONS = (
    Question("today, known now", TODAY, None),
    Question("2025-03-01, known now", date(2025, 3, 1), None),
    Question("2025-03-01, known then", date(2025, 3, 1), datetime(2025, 3, 1, tzinfo=UTC)),
    Question("today, known 2025-03-01", TODAY, datetime(2025, 3, 1, tzinfo=UTC)),
)


def time_queries(scratches: list[Scratch], rounds: int) -> dict[tuple[str, int], float]:
    """The median milliseconds to read the portfolio, by question and number of facts.

    The databases take turns, each over one permanent connection, as in the program's pool.
    """
    times: dict[tuple[str, int], list[float]] = {}
    moments = {(asked.label, scratch.facts): _moment(asked, scratch) for asked in QUESTIONS for scratch in scratches}
    for turn in range(rounds):
        for asked in QUESTIONS:
            # Neither always goes first.
            for scratch in scratches if turn % 2 else reversed(scratches):
                scratch.use()
                key = asked.label, scratch.facts
                # On the first visit after the other database's turn, the processor's caches are full of its data.
                _milliseconds(moments[key])
                times.setdefault(key, []).extend(_milliseconds(moments[key]) for _ in range(BATCH))
    return {key: median(taken) for key, taken in times.items()}


def _moment(asked: Question, scratch: Scratch) -> Moment:
    scratch.use()
    return resolve(as_of=asked.as_of, known=asked.known, today=TODAY, chosen=True).moment


def _milliseconds(moment: Moment) -> float:
    started = time.perf_counter()
    portfolio(moment, None)
    return (time.perf_counter() - started) * 1000
