"""The moves of a proposal: the transition table, the quorum, and the material version that it is made against.

The table is the only source of the moves: actions use it, and the database's guards and docs/review-states.md are made
from it. "The Department will regularly evaluate the national security space mission areas" (strategy, section IV); the
workflow itself is this program's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from missions.domain import canonical
from missions.domain.record.portfolio import AreaState, PolicyState
from missions.domain.states import EDITABLE, OPEN
from missions.domain.vocabulary import Category, Move, ProposalKind, State, VoteChoice


@dataclass(frozen=True)
class MoveRule:
    """One row of the table: from which states to which, by whom, and under which conditions, in words."""

    move: Move
    sources: tuple[State | None, ...]
    target: State
    who: str
    guards: tuple[str, ...]


TRANSITIONS: dict[Move, MoveRule] = {
    row.move: row
    for row in (
        MoveRule(
            Move.CREATE,
            (None,),
            State.DRAFT,
            "an analyst",
            ("the review is open and has no open proposal", "the current state of the area becomes its base"),
        ),
        MoveRule(
            Move.SUBMIT,
            tuple(state for state in State if state in EDITABLE),
            State.IN_REVIEW,
            "an author",
            (
                "the area has not moved since the base",
                "a shift names a category other than the one in force, a reaffirmation the same one",
                "its effective date is not before the decision in force",
                "it has a rationale and at least one evidence item",
                "the area has a function, and each is assessed or its gap explained",
                "the assigned reviewers can reach the quorum",
                "every change request is answered",
            ),
        ),
        MoveRule(
            Move.REQUEST_CHANGES,
            (State.IN_REVIEW,),
            State.CHANGES_REQUESTED,
            "an assigned reviewer or a decision authority, neither of them an author",
            ("each item has a reason",),
        ),
        MoveRule(
            Move.APPROVE,
            (State.IN_REVIEW,),
            State.APPROVED,
            "a decision authority who is neither an author nor a counted reviewer",
            (
                "the quorum is met by votes on this revision",
                "every objection is answered, or overruled in writing",
                "the area has not moved since the base",
            ),
        ),
        MoveRule(
            Move.REJECT,
            (State.IN_REVIEW,),
            State.REJECTED,
            "a decision authority who is neither an author nor a counted reviewer",
            ("a reason is given",),
        ),
        MoveRule(
            Move.RECALL,
            (State.APPROVED,),
            State.IN_REVIEW,
            "a decision authority who is neither an author nor a counted reviewer",
            ("it has not taken effect", "a reason is given; the approval is void"),
        ),
        MoveRule(
            Move.TAKE_EFFECT,
            (State.APPROVED,),
            State.EFFECTIVE,
            "the system",
            (
                "the effective date has come",
                "area, content hash, quorum and separation are still valid; otherwise it needs an update",
            ),
        ),
        MoveRule(
            Move.AREA_MOVED,
            (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED),
            State.NEEDS_REBASE,
            "the system",
            ("the material version of the area differs from the base, or a check failed when it should take effect",),
        ),
        MoveRule(
            Move.REBASE,
            (State.NEEDS_REBASE,),
            State.DRAFT,
            "an author, or a steward who adopts it and becomes a co-author",
            ("the category in force is not the target already",),
        ),
        MoveRule(
            Move.WITHDRAW,
            OPEN,
            State.WITHDRAWN,
            "an author, or a steward where no author can act",
            ("a reason is given",),
        ),
    )
}


def allowed(move: Move, state: State | None) -> bool:
    """Whether a proposal in this state (None: not made yet) can make the move, by the table."""
    return state in TRANSITIONS[move].sources


def edges() -> Iterable[tuple[Move, State | None, State]]:
    """Every step that the table allows, in its order."""
    for row in TRANSITIONS.values():
        for source in row.sources:
            yield row.move, source, row.target


@dataclass(frozen=True, slots=True)
class Quorum:
    """The votes needed in addition to the decision authority's decision."""

    supports: int
    organizations: int


class QuorumPolicy(Protocol):
    """The numbers of a policy that make a quorum."""

    shift_supports: int
    shift_organizations: int
    reaffirm_supports: int


def quorum(
    kind: ProposalKind, policy: QuorumPolicy, sent: Iterable[tuple[ProposalKind | str, int, int]] = ()
) -> Quorum:
    """The quorum that the policy demands for a proposal of this kind; a first category needs that of a shift.

    `sent` are kind, supports and organizations of the revisions sent before: a newer policy that demands less does not
    lower the quorum of a proposal that was already sent.
    """
    if kind is ProposalKind.REAFFIRM:
        demanded = (policy.reaffirm_supports, 1)
    else:
        demanded = (policy.shift_supports, policy.shift_organizations)
    earlier = [(supports, organizations) for of, supports, organizations in sent if of == kind]
    return Quorum(*map(max, zip(demanded, *earlier, strict=True)))


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote with the facts about the voter when it was cast."""

    voter: int
    name: str
    organization: str
    choice: VoteChoice


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes counted against the quorum."""

    supports: int
    organizations: int
    objections: int
    recusals: int
    needed: Quorum

    @property
    def met(self) -> bool:
        return self.supports >= self.needed.supports and self.organizations >= self.needed.organizations


def tally(ballots: Iterable[Ballot], needed: Quorum, authors: frozenset[int] = frozenset()) -> Tally:
    """Count votes; an author's vote never counts, even if it was cast first."""
    counted = [ballot for ballot in ballots if ballot.voter not in authors]
    supporting = [ballot for ballot in counted if ballot.choice is VoteChoice.SUPPORT]
    return Tally(
        supports=len(supporting),
        organizations=len({ballot.organization for ballot in supporting}),
        objections=sum(ballot.choice is VoteChoice.OBJECT for ballot in counted),
        recusals=sum(ballot.choice is VoteChoice.RECUSE for ballot in counted),
        needed=needed,
    )


def material_version(area: AreaState, policy: PolicyState | None) -> str:
    """A digest of what a proposal is made against: the category, functions with their standings, and thresholds.

    A reassessment with the same standing, an editorial change or a reaffirmation does not change it.
    """
    return canonical.digest(
        canonical.text(
            {
                "area": area.code,
                "category": area.category,
                "functions": {function.code: function.standing for function in area.functions},
                "thresholds": policy
                and [policy.government_over, policy.commercial_government_at_most, policy.commercial_demonstrated_over],
            }
        )
    )


@dataclass(frozen=True)
class Content:
    """The content of a proposal: everything that is frozen into a revision and covered by its hash."""

    area: str
    kind: ProposalKind
    target: Category
    effective_on: str
    rationale: str
    evidence: tuple[int, ...]
    gaps: Mapping[str, str]
    answers: Mapping[int, str]
    base_version: str

    @property
    def text(self) -> str:
        """The canonical JSON that the hash is made from."""
        return canonical.text({**vars(self), "evidence": sorted(self.evidence)})

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON: votes, the approval and the effect all name it."""
        return canonical.digest(self.text)
