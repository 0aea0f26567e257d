"""What is followed up until it is closed, as one list: findings of trials and opportunities of reviews."""

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
    """How it stands."""

    OVERDUE = "overdue", "Overdue"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, slots=True)
class Tracked:
    """One of them: what, where, since when, until when, and how it stands. What does not apply is empty or None.

    `source` names the exercise or the review, which `source_path` leads to; `result` is what came of the trial, or how
    an opportunity was closed.
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
        """Of the one fact that it is."""
        return (self.provenance,)

    @property
    def text(self) -> str:
        """What is searched."""
        return f"{self.what} {self.source} {self.solution} {self.solution_name} {self.function} {self.owner}"


def in_order(tracked: Iterable[Tracked]) -> list[Tracked]:
    """Open ones first, the earliest due first; then those that are closed, the newest first."""
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
    """How many are in each state, every state present."""
    states = [one.state for one in tracked]
    return {state: states.count(state) for state in TrackedState}
