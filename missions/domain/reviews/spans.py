"""Reviews for counting: when each was opened, due and closed, and its outcome."""

from dataclasses import dataclass
from datetime import date

from missions.domain.vocabulary import Category, DecisionKind, State

# Who acts next, as far as every reader of the record may know; the progress of votes is not shown.
AWAITED = {
    None: "analysts",
    State.IN_REVIEW: "reviewers, authority",
    State.CHANGES_REQUESTED: "author",
    State.NEEDS_REBASE: "author",
    State.APPROVED: "",
}
# What they have to do.
STEPS = {
    None: "Send a proposal",
    State.IN_REVIEW: "Vote and decide",
    State.CHANGES_REQUESTED: "Answer the changes asked for",
    State.NEEDS_REBASE: "Update the proposal to the current assessments",
    State.APPROVED: "Approved: it takes effect by itself",
}


@dataclass(frozen=True, slots=True)
class ReviewSpan:
    """One review of one mission area.

    `closed_on` is None while it is open; `outcome` is the kind of decision it ended in, None while it is open or if
    it was closed without one; `target` is the proposed category, None without a proposal, and `state` the state of that
    proposal.
    """

    area: str
    opened_on: date
    due: date
    closed_on: date | None
    outcome: DecisionKind | None
    target: Category | None
    state: State | None = None

    @property
    def is_approved(self) -> bool:
        """Whether what it proposes is decided, and takes effect on its day."""
        return self.state is State.APPROVED

    @property
    def awaited(self) -> str:
        """Who acts next while it is open; empty if the decision takes effect by itself."""
        return AWAITED[self.state]

    @property
    def step(self) -> str:
        """What comes next while it is open."""
        return STEPS[self.state]

    def is_open(self, on: date) -> bool:
        """Whether the review was under way on that day."""
        return self.opened_on <= on and (self.closed_on is None or self.closed_on > on)

    def is_closed(self, on: date) -> bool:
        """Whether the review had ended by that day."""
        return self.closed_on is not None and self.closed_on <= on

    def waiting(self, on: date) -> int:
        """Days from its opening to that day."""
        return (on - self.opened_on).days

    def past_due(self, on: date) -> int:
        """Days past its own due date, otherwise 0; does not say whether the area is late."""
        return max((on - self.due).days, 0)
