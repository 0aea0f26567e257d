"""What a request has the worker do at once rather than with the next minute: tasks of `missions/jobs.py`, by name."""

import time

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import configure_task


def read_imports() -> None:
    """Have the files that wait be read."""
    _soon("read_imports", timestamp=int(time.time()))


def read_catalogs() -> None:
    """Have the catalogs that wait be read."""
    _soon("read_catalogs", timestamp=int(time.time()))


def verify() -> None:
    """Have the verification that waits begin."""
    _soon("verify", timestamp=int(time.time()))


def run(name: str) -> None:
    """Have one of the jobs run that have a schedule."""
    _soon(name, timestamp=int(time.time()))


def send_link(username: str) -> None:
    """Have a link sent, each to the same account after the other, and one at most waiting."""
    lock = f"link:{username.casefold()}"
    _soon("send_link", lock, lock=lock, username=username)


def _soon(task: str, queueing_lock: str = "", lock: str | None = None, **arguments: str | int) -> None:
    # The application's own way to hand on by name would first load all tasks.
    job = configure_task(name=task, job_manager=app.job_manager, queueing_lock=queueing_lock or task, lock=lock)
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        # One that has not begun yet finds this too.
        return
