"""What the application's role can write without the actions."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from missions.access import SYSTEM
from missions.actions.chain import recording
from missions.domain.vocabulary import (
    Category,
    DecisionKind,
    EntryClass,
    Move,
    Provenance,
    State,
)
from missions.models import (
    CategoryDecision,
    Transition,
)
from missions.queries.moment import today_of_database
from tests import review_factories as made


@contextmanager
def as_if_committed():
    """Check now what the database otherwise checks at the end of a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def refused(words: str):
    with pytest.raises((DatabaseError, psycopg.Error), match=words), as_if_committed():
        yield


def write(*rows, by, entry_class=EntryClass.RECORD):
    """Insert rows as a forger would: in a well-formed entry in somebody's name."""
    with recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class) as entry:
        for row in rows:
            row.by_id = by.pk
            entry.add(row)


def step(proposal, move: Move, target: State, **said) -> Transition:
    standing = made.again(proposal).state
    usual = {"source": standing.state, "revision": standing.revision, "reason": "Forged."}
    return Transition(proposal=proposal, move=move, target=target, **usual | said)


def decide(proposal, **said) -> None:
    revision = made.again(proposal).state.revision
    usual = {
        "area": proposal.review.area,
        "category": Category.GOVERNMENT_PRIMARY,
        "kind": DecisionKind.SHIFT,
        "effective_on": today_of_database(),
        "provenance": Provenance.ASSESSMENT,
        "reason": "Forged.",
        "revision": revision,
    }
    with recording(by=SYSTEM, action="take effect", target="x", reason="Forged.") as entry:
        entry.add(CategoryDecision(**usual | said))
