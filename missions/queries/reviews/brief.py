"""One proposal as one person may see it: what the decision page is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import QuerySet

from missions.access import Actor, Refused
from missions.domain import canonical
from missions.domain.record.criteria import CRITERIA
from missions.domain.record.indication import Reading, reading_of
from missions.domain.record.portfolio import AreaState, FunctionState
from missions.domain.reviews.transitions import FINAL
from missions.domain.vocabulary import AnswerKind, Category, ProposalKind, State, VoteChoice
from missions.models import Authorship, ChangeRequest, Evidence, Proposal
from missions.queries.record.evidence import readable_keys
from missions.queries.reviews.baseline import Baseline, area_at, baseline, earlier_outcomes
from missions.queries.reviews.proposals import Loaded, load_subject
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.visibility import HIDDEN, OWES_VOTE, READS_DRAFT, READS_REVISION
from missions.queries.rows import rows

TYPED = frozenset({State.DRAFT, State.CHANGES_REQUESTED, State.NEEDS_REBASE})

SIGHT = f"""
SELECT {READS_REVISION} AS revision, {READS_DRAFT} AS draft, {HIDDEN} AS hidden, {OWES_VOTE} AS owes_vote,
  state.state, number.number,
  draft.saved, (SELECT max(move.entry_id) FROM missions_transition move WHERE move.proposal_id = state.proposal_id)
    AS moved
FROM missions_proposalstate state
JOIN missions_draft draft ON draft.proposal_id = state.proposal_id
LEFT JOIN missions_proposalrevision number ON number.id = state.revision_id
WHERE state.proposal_id = %(proposal)s
"""

VOTES = f"""
SELECT vote.id AS pk, revision.number AS revision, vote.by_id AS voter, vote.voter_name AS name,
  vote.voter_organization AS organization, vote.choice, vote.reason, entry.recorded_at,
  revision.id = state.revision_id AS live
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id
JOIN missions_auditentry entry ON entry.sequence = vote.entry_id
WHERE state.proposal_id = %(proposal)s AND {READS_REVISION} AND (NOT {HIDDEN} OR vote.by_id = %(me)s)
ORDER BY revision.number DESC, vote.entry_id
"""

ANSWERS = f"""
SELECT answer.vote_id AS vote, answer.kind, answer.text, entry.actor_name AS name, entry.recorded_at
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id
JOIN missions_objectionanswer answer ON answer.vote_id = vote.id
JOIN missions_auditentry entry ON entry.sequence = answer.entry_id
WHERE state.proposal_id = %(proposal)s AND {READS_REVISION} AND (NOT {HIDDEN} OR vote.by_id = %(me)s)
ORDER BY answer.entry_id
"""


@dataclass(frozen=True)
class Sight:
    """What a reader may see of a proposal: its frozen revisions, its draft, and whether votes are hidden.

    `owes_vote` says whether the reader is seated to vote and has yet to.
    `version` changes with every move and every revision; `saved` with every save of the draft.
    """

    revision: bool
    draft: bool
    hidden: bool
    owes_vote: bool
    state: State
    version: str
    saved: int


@dataclass(frozen=True)
class Answer:
    """How an objection was met, by whom."""

    kind: AnswerKind
    text: str
    name: str
    recorded_at: datetime


@dataclass(frozen=True)
class VoteRow:
    """A vote as it was pinned, with what was said to it."""

    pk: int
    revision: int
    live: bool
    voter: int
    name: str
    organization: str
    choice: VoteChoice
    reason: str
    recorded_at: datetime
    answers: tuple[Answer, ...]

    @property
    def unmet(self) -> bool:
        """Whether it is an objection that nobody has answered or overruled."""
        return self.choice is VoteChoice.OBJECT and not self.answers


@dataclass(frozen=True)
class Saying:
    """What the proposal says, from the draft or from its live revision (`number` None: the draft)."""

    number: int | None
    kind: ProposalKind
    target: Category | None
    effective_on: date | None
    rationale: str
    evidence: tuple[int, ...]
    gaps: Mapping[str, str]
    base_on: date
    base_sequence: int


@dataclass(frozen=True)
class Compared:
    """One function at the last decision, when the proposal was written, and now; None where it was not there."""

    code: str
    name: str
    before: FunctionState | None
    base: FunctionState | None
    now: FunctionState | None
    changes: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether it stood, or was assessed, otherwise at one of the three."""
        return bool(self.changes)


@dataclass(frozen=True)
class Brief:
    """All that the decision page shows to one reader.

    `area` is what stands today; once the proposal is `final`, what stood when it was written. `earlier` are the
    reviews of the area that ended before, each by key with its end.
    """

    loaded: Loaded
    sight: Sight
    saying: Saying
    area: AreaState
    reading: Reading | None
    base: AreaState | None
    before: Baseline | None
    earlier: tuple[tuple[int, str], ...]
    functions: tuple[Compared, ...]
    votes: tuple[VoteRow, ...]
    cast: int
    requests: tuple[ChangeRequest, ...]
    evidence: tuple[Evidence, ...]
    authors: tuple[str, ...]
    policy_moved: bool
    final: bool
    stale: bool

    @property
    def evidence_withheld(self) -> int:
        """How many pieces of evidence it rests on that the reader may not read."""
        return len(self.saying.evidence) - len(self.evidence)


def sight_of(actor: Actor, pk: int, today: date) -> Sight | None:
    """What this person may see of the proposal; None if there is none. One query."""
    found = rows(SIGHT, reader(actor, today) | {"proposal": pk})
    if not found:
        return None
    row = found[0]
    return Sight(
        revision=bool(row.revision),
        draft=bool(row.draft),
        hidden=bool(row.hidden),
        owes_vote=bool(row.owes_vote),
        state=State(row.state),
        version=f"{row.number or 0}-{row.moved}",
        saved=row.saved,
    )


def demand_sight(actor: Actor, pk: int, today: date) -> Sight:
    """The same. Raises `Refused` where the person may see nothing of it, `Proposal.DoesNotExist` without one."""
    sight = sight_of(actor, pk, today)
    if sight is None:
        raise Proposal.DoesNotExist(f"There is no proposal {pk}.")
    if not (sight.revision or sight.draft):
        raise Refused(
            "A draft is read by its authors, a steward or an auditor; a proposal in review by those who take part in "
            "reviews. It opens to every reader once it is decided."
        )
    return sight


def brief_of(actor: Actor, pk: int, today: date) -> Brief:
    """The proposal as this person may see it. A constant number of queries, and two for each day of a first assessment.

    Raises `Refused` where the person may see nothing of it, `Proposal.DoesNotExist` without one.
    """
    sight = demand_sight(actor, pk, today)
    loaded = load_subject(pk)
    saying = _saying(loaded, sight)
    subject = loaded.subject
    code = subject.area.code
    base = area_at(saying.base_on, saying.base_sequence, code)
    final = sight.state in FINAL and base is not None
    area = base if final else subject.area
    held = baseline(area, by=saying.base_on, sequence=saying.base_sequence)
    return Brief(
        loaded=loaded,
        sight=sight,
        saying=saying,
        area=area,
        # A decided proposal was judged by the thresholds of its own day.
        reading=reading_of(area, loaded.revision.policy if final and loaded.revision else subject.policy),
        base=base,
        before=held,
        earlier=earlier_outcomes(code, review=loaded.review.pk, proposal=pk),
        functions=_compared(held.area if held else None, base, area),
        votes=votes_seen(actor, pk, today),
        cast=len(loaded.votes),
        requests=_requests(pk) if sight.revision else (),
        evidence=tuple(_evidence(saying.evidence, actor).select_related("entry").order_by("pk")),
        authors=tuple(Authorship.objects.filter(proposal=pk).order_by("entry_id").values_list("by__name", flat=True)),
        policy_moved=saying.base_sequence < subject.policy.said.sequence,
        final=final,
        stale=subject.stale and not final,
    )


def _evidence(keys: Iterable[int], reader: Actor) -> QuerySet[Evidence]:
    return Evidence.objects.filter(pk__in=readable_keys(keys, reader=reader))


def _requests(pk: int) -> tuple[ChangeRequest, ...]:
    asked = ChangeRequest.objects.filter(revision__proposal=pk).select_related("entry", "revision", "answer__entry")
    return tuple(asked.order_by("-pk"))


def _saying(loaded: Loaded, sight: Sight) -> Saying:
    """The draft where it is being written and may be read, else the live revision."""
    revision, draft = loaded.revision, loaded.draft
    if revision is not None and not (sight.draft and sight.state in TYPED):
        content = canonical.parsed(revision.content)
        evidence, gaps, source, number = content["evidence"], content["gaps"], revision, revision.number
    else:
        evidence, gaps, source, number = draft.evidence, draft.gaps, draft, None
    return Saying(
        number=number,
        kind=ProposalKind(source.kind),
        target=Category(source.target) if source.target else None,
        effective_on=source.effective_on,
        rationale=source.rationale,
        evidence=tuple(evidence),
        gaps=gaps,
        base_on=source.base_on,
        base_sequence=source.base_sequence,
    )


def votes_seen(actor: Actor, pk: int, today: date) -> tuple[VoteRow, ...]:
    """The votes on a proposal that this person may see, newest revision first. Two queries."""
    asked = reader(actor, today) | {"proposal": pk}
    answers: dict[int, list[Answer]] = {}
    for row in rows(ANSWERS, asked):
        answers.setdefault(row.vote, []).append(Answer(AnswerKind(row.kind), row.text, row.name, row.recorded_at))
    return tuple(
        VoteRow(
            pk=row.pk,
            revision=row.revision,
            live=bool(row.live),
            voter=row.voter,
            name=row.name,
            organization=row.organization,
            choice=VoteChoice(row.choice),
            reason=row.reason,
            recorded_at=row.recorded_at,
            answers=tuple(answers.get(row.pk, ())),
        )
        for row in rows(VOTES, asked)
    )


def _compared(before: AreaState | None, base: AreaState | None, now: AreaState) -> tuple[Compared, ...]:
    """Every function of the three, those that differ first."""
    areas = (before, base, now)
    sides = [_by_code(area) for area in areas]
    codes = sorted({code for side in sides for code in side})
    found = []
    for code in codes:
        three = [side.get(code) for side in sides]
        there = [state for state, area in zip(three, areas, strict=True) if area is not None]
        named = next(one for one in reversed(three) if one)
        found.append(Compared(code, named.name, *three, changes=_changes(*there)))
    return tuple(sorted(found, key=lambda one: not one.differs))


def _by_code(area: AreaState | None) -> dict[str, FunctionState]:
    return {function.code: function for function in area.functions} if area else {}


def _changes(*states: FunctionState | None) -> tuple[str, ...]:
    """What changed from each of the states to the next, in words."""
    said: list[str] = []
    for earlier, later in pairwise(states):
        said += (one for one in _between(earlier, later) if one not in said)
    return tuple(said)


def _between(earlier: FunctionState | None, later: FunctionState | None) -> Iterable[str]:
    if earlier is None or later is None:
        if later is not None:
            yield "added"
        elif earlier is not None:
            yield "retired"
        return
    if earlier.assessed is None or later.assessed is None:
        if later.assessed is not None:
            yield "assessed for the first time"
        elif earlier.assessed is not None:
            yield "assessment withdrawn"
        return
    for name, criterion in CRITERIA.items():
        old, new = getattr(earlier.assessed, name), getattr(later.assessed, name)
        if old != new:
            yield f"{criterion.short}: {old.label.lower()} → {new.label.lower()}"
