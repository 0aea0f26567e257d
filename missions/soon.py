"""Tasks of `missions/jobs.py` that a request queues by name, so that the worker does them at once."""

import time

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import configure_task


def read_imports() -> None:
    """Have the waiting files read."""
    _soon("read_imports", timestamp=int(time.time()))


def read_catalogs() -> None:
    """Have the waiting catalogs read."""
    _soon("read_catalogs", timestamp=int(time.time()))


def verify() -> None:
    """Have the waiting verification begin."""
    _soon("verify", timestamp=int(time.time()))


def run(name: str) -> None:
    """Have one of the scheduled jobs run."""
    _soon(name, timestamp=int(time.time()))


def send_link(username: str) -> None:
    """Have a link sent; links to one account are sent one after the other, and at most one waits."""
    lock = f"link:{username.casefold()}"
    _soon("send_link", lock, lock=lock, username=username)


def _soon(task: str, queueing_lock: str = "", lock: str | None = None, **arguments: str | int) -> None:
    # The library's own way to queue by name would load all tasks first.
    job = configure_task(name=task, job_manager=app.job_manager, queueing_lock=queueing_lock or task, lock=lock)
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        # A job that has not begun yet covers this request too.
        return
