"""The worker: `python -m csis.work` runs the jobs and notifies people, until it is stopped."""

import asyncio
import importlib
import os
import signal
import sys
import threading
from contextlib import suppress

import django
import psycopg
import structlog
from django.conf import settings
from environs import Env
from procrastinate.contrib.django import app
from procrastinate.exceptions import ProcrastinateException

from csis.metrics import tell_record
from csis.serve import end_with, loading

STOP_SECONDS = 10
END_SECONDS = 15
FIRST_WAIT_SECONDS = 1
LONGEST_WAIT_SECONDS = 60

log = structlog.get_logger(__name__)


def main(arguments: list[str]) -> None:
    """Works the queue; with `--beside PID`, ends together with that process, whose database it uses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
    if arguments:
        threading.Thread(target=end_with, args=(int(arguments[-1]),), daemon=True).start()
    with loading():
        importlib.import_module("csis.fitness").demand()
        django.setup()
    env = Env()
    if port := env.int("CSIS_WORKER_METRICS_PORT", 0):
        tell_record(env.str("HOST", "127.0.0.1"), port)
    with suppress(asyncio.CancelledError):
        asyncio.run(keep_working())


async def keep_working() -> None:
    """Works until a signal arrives; if the database breaks off, starts again after a wait that grows each time."""
    loop, own = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        own.cancel()
        # A job that waits for a connection may not end in time; it may be cut short, because every job can run again.
        loop.call_later(END_SECONDS, os._exit, 0)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    wait = FIRST_WAIT_SECONDS
    while True:
        began = loop.time()
        try:
            await work()
            log.error("worker_stopped", again_in_seconds=wait)
        except (ProcrastinateException, psycopg.Error, OSError) as error:
            log.error("worker_stopped", error=str(error).strip(), again_in_seconds=wait)
        if loop.time() - began > LONGEST_WAIT_SECONDS:
            wait = FIRST_WAIT_SECONDS
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT_SECONDS)


async def work() -> None:
    """Works the queue over new connections; returns when one of them breaks."""
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            await app.run_worker_async(
                # A job of minutes, such as verifying the record, must not hold up the others.
                concurrency=2,
                delete_jobs="successful",
                shutdown_graceful_timeout=STOP_SECONDS,
                # A pooler cannot lend a session that listens for new jobs; without listening it asks every few seconds.
                listen_notify=not settings.DATABASE_POOLER,
                install_signal_handlers=False,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
