"""Findings of trials and opportunities of reviews, as one list that is tracked until each is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from missions.domain.vocabulary import Provenance


class TrackedKind(TextChoices):
    """Where it comes from: a trial in an exercise, or a review."""

    FINDING = "finding", "Finding"
    OPPORTUNITY = "opportunity", "Opportunity"


class TrackedState(TextChoices):
    """The state of a finding or an opportunity."""

    OVERDUE = "overdue", "Overdue"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One finding or opportunity: what, where, since when, due when, and its state. Fields that do not apply are empty.

    `source` names the exercise or the review, and `source_path` is its page; `result` is the outcome of the trial, or
    how the opportunity was closed.
    """

    kind: TrackedKind
    what: str
    area: str
    function: str
    solution: str
    solution_name: str
    source: str
    source_path: str
    result: str
    owner: str
    opened_on: date
    due_on: date
    closed_on: date | None
    is_closed: bool
    overdue_days: int
    provenance: Provenance

    @property
    def state(self) -> TrackedState:
        if self.is_closed:
            return TrackedState.CLOSED
        return TrackedState.OVERDUE if self.overdue_days else TrackedState.OPEN

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """The provenance of the one fact behind it."""
        return (self.provenance,)

    @property
    def text(self) -> str:
        """The text that a search looks through."""
        return f"{self.what} {self.source} {self.solution} {self.solution_name} {self.function} {self.owner}"


def in_order(tracked: Iterable[Tracked]) -> list[Tracked]:
    """Open ones first, by due date; then closed ones, the newest first."""
    return sorted(
        tracked,
        key=lambda one: (
            one.is_closed,
            -(one.closed_on or date.min).toordinal() if one.is_closed else one.due_on.toordinal(),
            one.source,
            one.what,
        ),
    )


def counted(tracked: Iterable[Tracked]) -> dict[TrackedState, int]:
    """How many are in each state, zeros included."""
    states = [one.state for one in tracked]
    return {state: states.count(state) for state in TrackedState}
