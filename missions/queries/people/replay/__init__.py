"""The workflow replayed: every grant, seat, move, vote and decision held against who might make it by then.

Roles, seats, votes and answers are read from their rows as they were before the entry, and from nothing kept beside
them. Each statement answers only what could not have been, so that memory stays flat.
"""

from collections.abc import Iterator

from django.db import connection

from missions.queries.people.replay import accounts, decisions, moves, people, votes
from missions.queries.people.replay.standing import SWITCHED

CHECKS = (*people.CHECKS, *moves.CHECKS, *votes.CHECKS, *decisions.CHECKS, *accounts.CHECKS)


def impossible() -> Iterator[tuple[int | None, str, str]]:
    """The entry, the table and a sentence for each row that its entry could not bring. One query for each check."""
    for check in CHECKS:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {SWITCHED} {check}")
            yield from cursor
