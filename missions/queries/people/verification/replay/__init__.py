"""Replays the workflow: checks whether each grant, seat, move, vote and decision was permitted at the time.

Roles, seats, votes and answers are read only from their rows as they were before the entry, not from stored
states. Each statement returns only violations, so memory use stays constant.
"""

from collections.abc import Iterator

from missions.queries.people.verification.replay import accounts, decisions, moves, people, votes
from missions.queries.people.verification.replay.roles_and_seats import SWITCHED
from missions.storage.connections import prepared

CHECKS = (*people.CHECKS, *moves.CHECKS, *votes.CHECKS, *decisions.CHECKS, *accounts.CHECKS)


def impossible() -> Iterator[tuple[int | None, str, str]]:
    """The entry, the table and a sentence for each row that was not permitted. One query for each check."""
    for check in CHECKS:
        with prepared() as cursor:
            cursor.execute(f"WITH {SWITCHED} {check}")
            yield from cursor
