"""Errors of writes in a review, each with words for the screen."""

from collections.abc import Iterable
from typing import Any, Self

from missions.domain.dates import moment
from missions.domain.reviews.guards import Block, Cause
from missions.queries.reviews.polls import Live


class Blocked(Exception):
    """Guards prevent it: `blocks` has each of them, and who can clear it."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = tuple(blocks)
        super().__init__(" ".join(str(block) for block in self.blocks))

    @property
    def personal(self) -> bool:
        """Whether the reason is this person: a role, a seat, or an earlier part."""
        return any(block.cause is Cause.PERSON for block in self.blocks)

    @property
    def why_not_them(self) -> str:
        """The guards about the person, as sentences, without those that reveal the proposal's state."""
        return " ".join(str(block) for block in self.blocks if block.cause is Cause.PERSON)

    @property
    def outdated(self) -> bool:
        """Whether the proposal or its area has changed meanwhile."""
        return any(block.cause is Cause.STATE for block in self.blocks)


class Overtaken(Exception):
    """It is based on an older draft or revision than `newest`; the message says who changed it."""

    def __init__(self, message: str, newest: Any) -> None:
        super().__init__(message)
        self.newest = newest

    @classmethod
    def by(cls, live: Live, number: int | None) -> Self:
        """The author of the live revision, if the act was based on that number or on none."""
        sent = f"{live.sent_by} sent revision {live.number} on {moment(live.sent_at)}"
        return cls(f"{sent}; this was made against revision {number or 0}.", live)
