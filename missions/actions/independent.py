"""Runs independent steps: if one fails, the others still run."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import OperationalError

T = TypeVar("T")
R = TypeVar("R")

log = structlog.get_logger(__name__)


def each(things: Iterable[T], act: Callable[[T], R]) -> list[R]:
    """The results of `act` for each item, each in a transaction of its own. Raises the first error after all have run.

    A database that cannot be reached ends it at once.
    """
    made, first = [], None
    for thing in things:
        try:
            made.append(act(thing))
        except OperationalError:
            raise
        except Exception as error:
            log.exception("one_failed", thing=str(thing))
            first = first or error
    if first is not None:
        raise first
    return made
