"""The worker: `python -m csis.work` does what is due and tells people, until it is stopped."""

import os
import sys
import threading

import django
from procrastinate.contrib.django import app

from csis.serve import end_with

STOP_SECONDS = 10


def main(arguments: list[str]) -> None:
    """Works the queue; with `--beside PID` ends with that process, whose database it uses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
    if arguments:
        threading.Thread(target=end_with, args=(int(arguments[-1]),), daemon=True).start()
    django.setup()
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(concurrency=1, shutdown_graceful_timeout=STOP_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
