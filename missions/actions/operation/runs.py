"""The result of each of the worker's jobs: when it ran, and whether and why it failed."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from django.db import OperationalError
from django.db.models import F
from django.db.models.functions import Now

from missions.access import Actor, Permission, check
from missions.actions.access import record_access
from missions.domain.audit import TargetKind
from missions.models import JobRun

LONGEST_ERROR = 2000


def recorded_job(name: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Records when a job started and ended, how often it ran and failed, and why it failed last."""

    def keep(job: Callable[[int], None]) -> Callable[[int], None]:
        @wraps(job)
        def run(timestamp: int) -> None:
            JobRun.objects.get_or_create(name=name)
            own = JobRun.objects.filter(name=name)
            own.update(began_at=Now(), ended_at=None, runs=F("runs") + 1)
            try:
                job(timestamp)
            except Exception as error:
                # If the database is gone, the error itself says so.
                with suppress(OperationalError):
                    said = (str(error) or type(error).__name__)[:LONGEST_ERROR]
                    own.update(ended_at=Now(), failed_at=Now(), failures=F("failures") + 1, error=said)
                raise
            own.update(ended_at=Now())

        return run

    return keep


def ask(*, by: Actor, name: str) -> None:
    """Record that a person started a job. Raises `Refused`."""
    check(by, Permission.RUN_JOBS)
    record_access(by=by, action="run job", target=TargetKind.JOB.of(name))
