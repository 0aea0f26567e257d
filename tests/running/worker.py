"""The worker's jobs, done once and here."""

from concurrent.futures import Future
from threading import Thread

from django.core.management import call_command
from django.db import connections
from procrastinate.contrib.django import app

from tests.patience import SECONDS


def work() -> None:
    """Do the waiting jobs and none that the clock makes due, so that no test depends on the time.

    In a thread of its own, because a browser's test leaves an event loop in this one.
    """
    done: Future[None] = Future()
    # Nobody waits for this thread at the end if it hangs.
    Thread(target=_work, args=[done], daemon=True).start()
    done.result(SECONDS)


def _work(done: Future[None]) -> None:
    registry = app.periodic_registry
    scheduled, registry.periodic_tasks = registry.periodic_tasks, {}
    try:
        try:
            call_command("procrastinate", "worker", "--one-shot", "--name=test")
        finally:
            registry.periodic_tasks = scheduled
            connections.close_all()
    except Exception as error:  # noqa: BLE001 raised again where it is waited for
        done.set_exception(error)
    else:
        done.set_result(None)
