"""Errors of writes that do not fit the record or the disk, with words for the screen."""

from datetime import date

from missions.domain.dates import day
from missions.models.base import Fact


class Unfit(Exception):
    """The request does not fit the record: `field` names the input it is about, None for all of them."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def unchanged(on: date) -> Unfit:
    """The refusal of a change that the record already contains."""
    return Unfit(f"Nothing would change: the record already says this for {day(on)}. Change a value first.")


class NotReady(Exception):
    """The import is not ready to be recorded: it is recorded already, or still being read or compared."""


class DiskFull(Exception):
    """A disk has less free space than the reserve; the message names the folder."""


class Conflict(Exception):
    """Somebody recorded a newer fact, `newest` with its entry, than the one that this was based on."""

    def __init__(self, newest: Fact) -> None:
        super().__init__(f"{newest.entry.actor_name} recorded entry {newest.entry_id} meanwhile.")
        self.newest = newest
