"""What every write in a review has in common: locks, one audit entry, and the person's current roles."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from missions.access import Actor, Permission, check_any
from missions.actions.chain import Entry, recording
from missions.actions.constraints import message
from missions.actions.errors import Unfit
from missions.actions.reviews.errors import Overtaken
from missions.actions.reviews.transitions import add_transition
from missions.domain.audit import TargetKind
from missions.domain.reviews.guards import Person
from missions.domain.vocabulary import EntryClass, Move
from missions.models import MissionArea, Proposal, ProposalRevision, Review, ReviewState, Transition
from missions.queries.reviews.people import people_now
from missions.queries.reviews.proposals import Loaded, load_subject

LONGEST = 20_000
WITHOUT_ROLES = Person(pk=0, organization="", roles=frozenset())


@dataclass(frozen=True)
class Acting:
    """An act in progress: its entry, the person with their current roles, and the locked proposal."""

    entry: Entry
    by: Actor
    person: Person
    loaded: Loaded | None = None

    def move(self, move: Move, reason: str, revision: ProposalRevision | None = None) -> Transition:
        """Add the transition of the proposal, with the live revision unless a new one becomes live."""
        return add_transition(self.entry, self.loaded, move, reason, by=self.by, revision=revision)


@contextmanager
def acting(
    *,
    by: Actor,
    needs: tuple[Permission, ...],
    action: str,
    target: str,
    reason: str,
    areas: Iterable[MissionArea] = (),
) -> Iterator[Acting]:
    """One transaction and one entry of class process. Raises `Refused` unless the person now has one of `needs`."""
    check_any(by, needs)
    said = {"action": action, "target": target, "reason": reason}
    with recording(by=by, entry_class=EntryClass.PROCESS, areas=areas, **said) as entry:
        person = present(by)
        yield Acting(entry, fresh(by, person, needs), person)


@contextmanager
def in_review(by: Actor, needs: tuple[Permission, ...], action: str, review: Review, reason: str) -> Iterator[Acting]:
    """An act in an open review, under the lock on its area. Raises `Unfit` if it is closed."""
    target = TargetKind.REVIEW.of(review.pk)
    with acting(by=by, needs=needs, action=action, target=target, reason=reason, areas=[review.area]) as act:
        if not ReviewState.objects.filter(review=review, is_open=True).exists():
            raise Unfit(message("missions_reviewclosing_review_id_key"))
        yield act


@contextmanager
def acting_on(
    proposal: Proposal,
    *,
    by: Actor,
    needs: tuple[Permission, ...],
    action: str,
    reason: str,
    against: tuple[int | None, str] | None = None,
) -> Iterator[Acting]:
    """The same for one proposal, read again under its locks.

    Raises `Overtaken` if the live revision is not the one that `against` names by number and hash.
    """
    check_any(by, needs)
    said = {"action": action, "target": TargetKind.PROPOSAL.of(proposal.pk), "reason": reason}
    with recording(by=by, entry_class=EntryClass.PROCESS, proposal=proposal, **said) as entry:
        loaded = load_subject(proposal.pk, also=[by.pk])
        person = loaded.people.get(by.pk, WITHOUT_ROLES)
        actor = fresh(by, person, needs)
        if against and loaded.live and (loaded.live.number, loaded.live.content_hash) != against:
            raise Overtaken.by(loaded.live, against[0])
        yield Acting(entry, actor, person, loaded)


def present(by: Actor) -> Person:
    """The actor with their current roles: none if the account is deactivated."""
    return people_now([by.pk]).get(by.pk, WITHOUT_ROLES)


def fresh(by: Actor, person: Person, needs: tuple[Permission, ...]) -> Actor:
    """The actor with their current roles. Raises `Refused` if none of them has one of `needs`."""
    now = replace(by, organization=person.organization, roles=person.roles)
    check_any(now, needs)
    return now


def worded(text: str, field: str, *, what: str = "Give a reason.") -> str:
    """The typed text, trimmed. Raises `Unfit` if it is empty or too long."""
    clean = storable(text, field).strip()
    if not clean:
        raise Unfit(what, field)
    return clean


def storable(text: str, field: str) -> str:
    """The typed text. Raises `Unfit` if it cannot be stored."""
    if "\0" in text:
        raise Unfit("Remove the NUL character, which cannot be stored.", field)
    if len(text) > LONGEST:
        raise Unfit(f"Shorten this to {LONGEST:,} characters; it has {len(text):,}.", field)
    return text
