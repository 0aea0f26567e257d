"""What a briefing says about an area in addition to the portfolio: its gauge, changes, and recommendation."""

from dataclasses import dataclass
from datetime import date

from missions.domain.commercial.posture.block import PostureBlock
from missions.domain.record.portfolio import AreaState, PolicyState
from missions.domain.record.rule.indication import thresholds_of
from missions.domain.reviews.brief.compared import ComparedFunction, compared
from missions.domain.reviews.brief.gauge import Gauge, gauge
from missions.domain.states import DECIDED, FINAL
from missions.domain.vocabulary import Category, ProposalKind, State, VoteChoice

# In these states votes may be shown, not before (ADR 0012).


@dataclass(frozen=True, slots=True)
class CastVote:
    """A vote, with its voter's name as it was recorded."""

    name: str
    organization: str
    choice: VoteChoice


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision on a proposal: by whom, on which day, and why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class BriefedPosture:
    """The posture of the area as kept with a revision: the day it was submitted, and the hash."""

    block: PostureBlock
    digest: str
    sent_on: date


@dataclass(frozen=True)
class Recommendation:
    """A proposal in the words of its last submitted revision.

    `held` is the category that it was written against, `base` the area then. `votes` and `ruling` are empty until it is
    decided; `cast` is how many have voted on the revision, `due` the day by which the review is to decide. `beside` is
    the posture kept with the revision, None if none was.
    """

    proposal: int
    revision: int
    content_hash: str
    area: str
    state: State
    kind: ProposalKind
    target: Category
    effective_on: date
    rationale: str
    authors: str
    evidence: int
    due: date
    supports: int
    organizations: int
    cast: int
    base_on: date
    base: AreaState | None
    votes: tuple[CastVote, ...] = ()
    ruling: Ruling | None = None
    beside: BriefedPosture | None = None

    @property
    def held(self) -> Category | None:
        """The category in force when it was written."""
        return self.base.category if self.base else None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.state not in FINAL

    @property
    def decided(self) -> bool:
        """Whether it is decided, so that its votes may be shown."""
        return self.state in DECIDED


@dataclass(frozen=True, slots=True)
class Before:
    """The area at the last decision; `began` means that each function is shown as it was first assessed since."""

    on: date
    area: AreaState
    began: bool

    @property
    def label(self) -> str:
        """Which of the two it is."""
        return "First assessed, category since" if self.began else "Last decided"


@dataclass(frozen=True)
class AreaSheet:
    """What a briefing says about one area.

    `before` is what `changed` is compared with: the functions whose standing or assessment differs now. `withheld` says
    that there is a proposal in review which the reader may not read.
    """

    area: str
    before: Before | None = None
    gauge: Gauge | None = None
    changed: tuple[ComparedFunction, ...] = ()
    recommendation: Recommendation | None = None
    withheld: bool = False


def sheet(
    area: AreaState,
    policy: PolicyState | None,
    on: date,
    *,
    before: Before | None = None,
    recommendation: Recommendation | None = None,
    withheld: bool = False,
) -> AreaSheet:
    """The sheet of an area on a day, read under the thresholds of the policy."""
    return AreaSheet(
        area=area.code,
        before=before,
        gauge=_gauge(area, policy, on, before, recommendation),
        changed=tuple(one for one in compared(before.area, None, area) if one.differs) if before else (),
        recommendation=recommendation,
        withheld=withheld,
    )


def _gauge(
    area: AreaState, policy: PolicyState | None, on: date, before: Before | None, recommended: Recommendation | None
) -> Gauge | None:
    if area.emerging or policy is None:
        return None
    moments = [(before.label, before.on, before.area)] if before else []
    if recommended and recommended.is_open:
        moments.append(("As proposed", recommended.base_on, recommended.base))
    return gauge([*moments, ("Now", on, area)], thresholds_of(policy))
