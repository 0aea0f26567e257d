"""What the owner of the database can write with the guards off, in well-formed entries."""

from dataclasses import dataclass

from django.db import connection

from missions.access import Actor
from missions.actions.chain import recording
from missions.domain.vocabulary import (
    EntryClass,
    GrantStep,
    Move,
    Role,
    State,
    VoteChoice,
)
from missions.models import (
    Proposal,
    RoleGrant,
    Seat,
    Transition,
    Vote,
)
from missions.queries.moment import today_of_database
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made


@dataclass
class World:
    """An honest record for the owner: all people, a proposal in review, and the rows forged since."""

    people: made.Cast
    proposal: Proposal

    def forge(self, by: Actor, *rows, signed: Actor | None = None, entry_class=EntryClass.PROCESS) -> int:
        """Insert rows in a well-formed entry, without the actions and the guards; returns the entry's sequence."""
        unguard()
        with recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class) as entry:
            for row in rows:
                if hasattr(row, "by_id"):
                    row.by_id = (signed or by).pk
                entry.add(row)
        return entry.sequence

    def move(self, move: Move, target: State, **said) -> Transition:
        standing = made.again(self.proposal).state
        usual = {"source": standing.state, "revision": standing.revision, "reason": "Forged."}
        return Transition(proposal=self.proposal, move=move, target=target, **usual | said)

    def ballot(self, choice=VoteChoice.SUPPORT, **said) -> Vote:
        revision = made.again(self.proposal).state.revision
        usual = {
            "revision": revision,
            "seat": Seat.objects.get(review=self.proposal.review, user=self.people.reviewer.pk),
            "choice": choice,
            "reason": "Forged.",
            "content_hash": revision.content_hash,
            "voter_name": "Reviewer",
            "voter_role": "reviewer",
            "voter_organization": made.SSC,
        }
        return Vote(**usual | said)

    def seat(self, user: Actor, **said) -> Seat:
        usual = {"review": self.proposal.review, "place": "reviewer", "seated": True, "reason": "Forged."}
        return Seat(user_id=user.pk, **usual | said)


def unguard() -> None:
    """Switch off the guards of the rows, except the chain itself: the entries are well-formed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in factories.insert_only_tables():
            if table != "missions_auditentry":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_rights_'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE missions_auditentry DISABLE TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def findings() -> list[str]:
    return [finding.what for finding in verify()]


def grant(to: Actor, role: Role, step: GrantStep = GrantStep.ACTIVE) -> RoleGrant:
    return RoleGrant(user_id=to.pk, role=role, step=step, effective_on=today_of_database(), reason="Forged.")
