"""Things to do that stand alone: one that fails holds up none of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import OperationalError

T = TypeVar("T")
R = TypeVar("R")

log = structlog.get_logger(__name__)


def each(things: Iterable[T], act: Callable[[T], R]) -> list[R]:
    """What `act` makes of each thing, in a transaction of its own. Raises the first error once all have had their turn.

    A database that is out of reach ends it at once.
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
