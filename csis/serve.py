"""The production server: `python -m csis.serve` answers where HOST and PORT say."""

import importlib
import os
import threading
import time
from collections.abc import Callable

from environs import Env
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

WATCH_SECONDS = 0.5


def server(host: str, port: int) -> Granian:
    """Returns the server of the application, not yet started; WEB_WORKERS and WEB_THREADS give its size."""
    env = Env()
    return Granian(
        "csis.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.int("WEB_WORKERS", 1),
        blocking_threads=env.int("WEB_THREADS", 4),
        respawn_failed_workers=True,
        blocking_threads_idle_timeout=600,
        # A worker idle for long was seen not to stop by itself; requests in flight take far less than this.
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
    )


def load(target: str) -> Callable:
    """Returns the application for a worker, which from then on ends when the process that started it does."""
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)


def end_with(parent: int) -> None:
    """Waits until the parent is gone: a worker that outlived a killed server would keep the port."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    environment = Env()
    server(environment.str("HOST", "127.0.0.1"), environment.int("PORT", 8000)).serve(target_loader=load)
