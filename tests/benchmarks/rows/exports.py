"""The time to draw a briefing and a workbook, with 13 areas."""

import time
from datetime import UTC, datetime
from statistics import median

from missions.exports.registry import BRIEFING, render
from missions.queries.exchange.briefings import briefing_document
from missions.queries.exchange.exports import document
from missions.queries.moment import resolve
from tests import factories
from tests.benchmarks.scratch import Scratch

# For each format: what is drawn, and the target in seconds.
DRAWN = {"pptx": (BRIEFING, "1"), "pdf": (BRIEFING, "1"), "xlsx": ("portfolio", "none set")}


def print_exports(scratch: Scratch, rounds: int) -> None:
    """Print the median seconds for each file, including reading the record, and its size."""
    scratch.use()
    print(f"\n{f'Export at {scratch.facts:,} facts':24} {'p50 s':>9} {'kB':>7}   (to reach, s)")
    for ending, (name, reach) in DRAWN.items():
        times, size = [], 0
        for _ in range(rounds):
            started = time.perf_counter()
            size = len(_made(name, ending))
            times.append(time.perf_counter() - started)
        print(f"{f'{name}.{ending}':24} {median(times):9.3f} {size / 1000:7.0f}   ({reach})")


def _made(name: str, ending: str) -> bytes:
    today = datetime.now(UTC).date()
    at = resolve(as_of=today, known=None, today=today, chosen=False)
    if name == BRIEFING:
        made = briefing_document(at.moment, at.policy, ("SATCOM", "SDA"), by=factories.SETUP)
    else:
        made = document(name, at.moment, at.policy)
    return b"".join(render(made, ending))
