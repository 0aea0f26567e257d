"""The one row that moves a proposal."""

from missions.access import Actor
from missions.actions.chain import Entry
from missions.domain.reviews.transitions import TRANSITIONS
from missions.domain.vocabulary import Move
from missions.models import ProposalRevision, Transition
from missions.queries.reviews.proposals import Loaded


def add_transition(
    entry: Entry, loaded: Loaded, move: Move, reason: str, *, by: Actor, revision: ProposalRevision | None = None
) -> Transition:
    """Add one move of a proposal from its current state, with the live revision unless a new one becomes live."""
    return entry.add(
        Transition(
            proposal=loaded.proposal,
            by_id=by.pk,
            move=move,
            source=loaded.subject.state,
            target=TRANSITIONS[move].target,
            revision=revision or loaded.revision,
            reason=reason,
        )
    )
