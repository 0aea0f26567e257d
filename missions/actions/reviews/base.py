"""What every write in a review has in common: locks, one audit entry, and the person as they are by now."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from missions.access import Actor, Permission, check_any
from missions.actions.chain import Entry, recording
from missions.actions.errors import Unfit
from missions.actions.reviews.errors import Overtaken
from missions.actions.reviews.transitions import add_transition
from missions.domain.reviews.guards import Person
from missions.domain.vocabulary import EntryClass, Move
from missions.models import MissionArea, Proposal, ProposalRevision, Review, ReviewState, Transition
from missions.queries.reviews.people import people_now
from missions.queries.reviews.proposals import Loaded, load_subject

LONGEST = 20_000
NOBODY = Person(pk=0, organization="", roles=frozenset())


@dataclass(frozen=True)
class Acting:
    """An act under way: its entry, who acts with the roles in force now, and the proposal under its lock."""

    entry: Entry
    by: Actor
    person: Person
    loaded: Loaded | None = None

    def move(self, move: Move, reason: str, revision: ProposalRevision | None = None) -> Transition:
        """Add the transition of the proposal, with the live revision unless another becomes it."""
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
    """One transaction and one entry of class process. Raises `Refused` unless one of `needs` is held by now."""
    check_any(by, needs)
    said = {"action": action, "target": target, "reason": reason}
    with recording(by=by, entry_class=EntryClass.PROCESS, areas=areas, **said) as entry:
        person = present(by)
        yield Acting(entry, fresh(by, person, needs), person)


@contextmanager
def in_review(by: Actor, needs: tuple[Permission, ...], action: str, review: Review, reason: str) -> Iterator[Acting]:
    """An act in an open review, under the lock on its area. Raises `Unfit` where it is closed."""
    target = f"review:{review.pk}"
    with acting(by=by, needs=needs, action=action, target=target, reason=reason, areas=[review.area]) as act:
        if not ReviewState.objects.filter(review=review, is_open=True).exists():
            raise Unfit("The review is closed.")
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
    """The same about one proposal, read again under its locks.

    Raises `Overtaken` where another revision is live than the one `against` names by number and hash.
    """
    check_any(by, needs)
    said = {"action": action, "target": f"proposal:{proposal.pk}", "reason": reason}
    with recording(by=by, entry_class=EntryClass.PROCESS, proposal=proposal, **said) as entry:
        loaded = load_subject(proposal.pk, also=[by.pk])
        person = loaded.people.get(by.pk, NOBODY)
        actor = fresh(by, person, needs)
        if against and loaded.live and (loaded.live.number, loaded.live.content_hash) != against:
            raise Overtaken.by(loaded.live, against[0])
        yield Acting(entry, actor, person, loaded)


def present(by: Actor) -> Person:
    """The actor as they are by now: without any role where the account is deactivated."""
    return people_now([by.pk]).get(by.pk, NOBODY)


def fresh(by: Actor, person: Person, needs: tuple[Permission, ...]) -> Actor:
    """The actor with the roles in force now. Raises `Refused` where none still holds one of `needs`."""
    now = replace(by, organization=person.organization, roles=person.roles)
    check_any(now, needs)
    return now


def worded(text: str, field: str, *, what: str = "Give a reason.") -> str:
    """What was typed, trimmed. Raises `Unfit` where nothing is left, or more than can be kept."""
    clean = storable(text, field).strip()
    if not clean:
        raise Unfit(what, field)
    return clean


def storable(text: str, field: str) -> str:
    """What was typed. Raises `Unfit` where it cannot be stored."""
    if "\0" in text:
        raise Unfit("Remove the NUL character, which cannot be stored.", field)
    if len(text) > LONGEST:
        raise Unfit(f"Shorten this to {LONGEST:,} characters; it has {len(text):,}.", field)
    return text
