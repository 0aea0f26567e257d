"""How a write ends when it does not fit the record, with words for the screen, or the disk."""

from datetime import date

from missions.domain.dates import day
from missions.models.base import Fact


class Unfit(Exception):
    """What is asked does not fit the record: `field` names the input it is about, None for all of them."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def unchanged(on: date) -> Unfit:
    """The refusal of what the record says already for a day."""
    return Unfit(f"Nothing would change: the record already says this for {day(on)}. Change a value first.")


class DiskFull(Exception):
    """There is less room than is kept in reserve; the message names the folder."""


class Conflict(Exception):
    """Somebody recorded `newest`, a fact with its entry, after the one this was made against."""

    def __init__(self, newest: Fact) -> None:
        super().__init__(f"{newest.entry.actor_name} recorded entry {newest.entry_id} meanwhile.")
        self.newest = newest
