"""The worker's jobs, done once and here."""

from concurrent.futures import ThreadPoolExecutor

from django.core.management import call_command
from django.db import connections


def work() -> None:
    """Do what waits for the worker; in a thread of its own, as a browser's test leaves an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result()


def _work() -> None:
    try:
        call_command("procrastinate", "worker", "--one-shot", "--name=test")
    finally:
        connections.close_all()
