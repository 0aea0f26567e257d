"""Locks are taken in one order: areas by key, then the proposal, then the head of the chain (`recording`).

Whoever changes what an area is, or moves a proposal about it, holds the area's lock: so one waits for the other.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from missions.models import MissionArea, Proposal


@contextmanager
def locked(
    areas: Iterable[MissionArea] = (), *, proposal: Proposal | None = None, chain: bool = False
) -> Iterator[None]:
    """One transaction that holds these locks; whatever is decided on is to be read inside."""
    with transaction.atomic(), connection.cursor() as cursor:
        take(cursor, areas, proposal)
        if chain:
            cursor.execute("SELECT csis_lock_chain()")
        yield


def take(cursor: CursorWrapper, areas: Iterable[MissionArea], proposal: Proposal | None) -> None:
    """Wait for these locks, a proposal's with its area's, and hold them until the transaction ends."""
    keys = {area.pk for area in areas}
    if proposal is not None:
        keys.add(proposal.review.area_id)
    for key in sorted(keys):
        cursor.execute("SELECT csis_lock_area(%s)", [key])
    if proposal is not None:
        cursor.execute("SELECT csis_lock_proposal(%s)", [proposal.pk])
