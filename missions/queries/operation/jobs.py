"""How the worker's jobs stand: what runs, ran, and failed and why."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from missions.domain.operation.jobs import ABOUT, next_run
from missions.models import JobRun
from missions.queries.rows import rows

QUEUE = """
SELECT count(*) FILTER (WHERE status = 'todo') AS waiting, count(*) FILTER (WHERE status = 'doing') AS running
FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""


@dataclass(frozen=True)
class Job:
    """One job: what it is for, its schedule and next time, and how it fared; `run` is None before its first time."""

    name: str
    about: str
    schedule: str
    next_at: datetime
    run: JobRun | None

    @property
    def runs(self) -> bool:
        """Whether it is under way, or was when its worker was stopped."""
        return self.run is not None and self.run.ended_at is None

    @property
    def failed(self) -> bool:
        """Whether it failed the last time it ended."""
        return self.run is not None and self.run.failed_at is not None and self.run.failed_at == self.run.ended_at

    @property
    def took(self) -> timedelta | None:
        """How long it took the last time."""
        return self.run.ended_at - self.run.began_at if self.run and self.run.ended_at else None


@dataclass(frozen=True)
class Queue:
    """How many jobs wait, and how many are under way."""

    waiting: int
    running: int


def jobs() -> list[Job]:
    """Every job that has a schedule, those that failed last before the others. One query."""
    now = timezone.now().astimezone(UTC)
    runs = JobRun.objects.in_bulk()
    found = [
        Job(name, ABOUT[name], schedule, next_run(schedule, now), runs.get(name))
        for name, schedule in settings.SCHEDULES.items()
    ]
    return sorted(found, key=lambda job: not job.failed)


def queue() -> Queue:
    """What the queue holds. One query."""
    return Queue(*rows(QUEUE, {})[0])
