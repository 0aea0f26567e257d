"""The state of the worker's jobs: which run, ran, or failed, and why."""

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
    """One job: its purpose, schedule and next time, and its last run; `run` is None before the first."""

    name: str
    about: str
    schedule: str
    next_at: datetime
    run: JobRun | None

    @property
    def runs(self) -> bool:
        """Whether it is running, or was when its worker was stopped."""
        return self.run is not None and self.run.ended_at is None

    @property
    def failed(self) -> bool:
        """Whether its last run failed."""
        return self.run is not None and self.run.failed_at is not None and self.run.failed_at == self.run.ended_at

    @property
    def took(self) -> timedelta | None:
        """How long its last run took."""
        return self.run.ended_at - self.run.began_at if self.run and self.run.ended_at else None


@dataclass(frozen=True)
class Queue:
    """How many jobs wait, and how many are running."""

    waiting: int
    running: int


def jobs() -> list[Job]:
    """Every job with a schedule, failed ones first. One query."""
    now = timezone.now().astimezone(UTC)
    runs = JobRun.objects.in_bulk()
    found = [
        Job(name, ABOUT[name], schedule, next_run(schedule, now), runs.get(name))
        for name, schedule in settings.SCHEDULES.items()
    ]
    return sorted(found, key=lambda job: not job.failed)


def queue() -> Queue:
    """The contents of the queue. One query."""
    return Queue(*rows(QUEUE, {})[0])
