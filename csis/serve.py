"""The production server: `python -m csis.serve` answers where HOST and PORT say."""

import gc
import importlib
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory

from django.conf import settings
from environs import Env
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from csis.gate import BodyLimits, Gate

WATCH_SECONDS = 0.5
# Thresholds of the garbage collector. A page makes thousands of objects that are gone
# when it is done, so the youngest are collected less often. The oldest wait no longer than by default (700, 10, 10).
GARBAGE = (7_000, 3, 3)
# Seconds to finish requests after it was told to stop; service managers wait a little longer (docker-compose.yml).
STOP_SECONDS = 25


def server(host: str, port: int, target: str = "csis.wsgi:application") -> Granian:
    """Returns the server of the application, not yet started; WEB_WORKERS is the number of its processes.

    Several of them start as copies of this one, and share the memory of what it has loaded.
    """
    env = Env()
    made = Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.int("WEB_WORKERS", 1),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    if made.workers > 1 and multiprocessing.get_start_method() == "fork":
        made.on_startup(lambda: application(target))
    return made


def application(target: str) -> Callable:
    """Returns the application, loaded once in a process and in those that are copies of it."""
    module, name = target.split(":")
    with loading():
        loaded = getattr(importlib.import_module(module), name)
    gc.set_threshold(*GARBAGE)
    return loaded


@contextmanager
def loading() -> Iterator[None]:
    """Keeps the garbage collector from ever looking at what the block loads, which stays for good."""
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()


def load(target: str) -> Gate:
    """Returns the application behind its gate, in a server process, which from then on ends when its parent does.

    WEB_THREADS is how many requests it answers at a time; BODY_SECONDS and BODY_BYTES_A_SECOND limit how long it waits
    for a body.
    """
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    env = Env()
    loaded = application(target)
    limits = BodyLimits(
        seconds=env.float("BODY_SECONDS", BodyLimits.seconds),
        bytes_a_second=env.float("BODY_BYTES_A_SECOND", BodyLimits.bytes_a_second),
        largest=getattr(settings, "BODY_MAX_BYTES", BodyLimits.largest),
    )
    return Gate(loaded, env.int("WEB_THREADS", 4), limits)


def end_with(parent: int) -> None:
    """Ends this process when the parent is gone: a process that outlived a killed server would keep its port."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    os._exit(1)


def main() -> None:
    """Checks that it is safe to serve, then serves until stopped, with metrics at CSIS_METRICS_PORT."""
    # Settings are read only now: a program that imports this module may still change the environment.
    importlib.import_module("csis.fitness").demand()
    env = Env()
    host, metrics = env.str("HOST", "127.0.0.1"), env.int("CSIS_METRICS_PORT", 0)
    with ExitStack() as stack:
        if metrics:
            # The library reads this once, when it is loaded: where processes count together.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = stack.enter_context(TemporaryDirectory(prefix="csis-metrics-"))
            # Its thread loads no module and shares no lock, so that this process may be copied at any moment.
            importlib.import_module("csis.metrics").tell_requests(host, metrics)
        server(host, env.int("PORT", 8000)).serve(target_loader=load)


if __name__ == "__main__":
    main()
