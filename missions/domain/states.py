"""The sets of a proposal's states and moves that rules and statements ask about, each defined here only."""

from missions.domain.vocabulary import Move, State

DECIDED = frozenset({State.EFFECTIVE, State.REJECTED})
FINAL = DECIDED | {State.WITHDRAWN}
OPEN = tuple(state for state in State if state not in FINAL)
# Authors can save content.
EDITABLE = frozenset({State.DRAFT, State.CHANGES_REQUESTED})
# The draft is what will be put to reviewers next; in every other state, the last frozen revision counts.
UNSENT = EDITABLE | {State.NEEDS_REBASE}
# Open, and every reader of the record may know what it proposes.
ANNOUNCED = frozenset(OPEN) - {State.DRAFT}

# The moves of a decision authority, and those that answer the proposal.
DECISIONS = (Move.APPROVE, Move.REJECT, Move.RECALL)
RULINGS = (Move.APPROVE, Move.REJECT)
