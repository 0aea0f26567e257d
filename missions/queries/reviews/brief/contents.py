"""One proposal as one person may see it: the content of the decision page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from missions.access import Actor, Refused
from missions.domain import canonical
from missions.domain.record.evidence import EvidenceState
from missions.domain.record.portfolio import AreaState, Moment
from missions.domain.record.rule.indication import RuleResult, rule_result
from missions.domain.record.rule.trust import Trust, trust_in
from missions.domain.reviews.brief.compared import ComparedFunction, compared
from missions.domain.reviews.brief.gauge import Gauge, gauge
from missions.domain.states import FINAL, UNSENT
from missions.domain.vocabulary import Category, ProposalKind, State
from missions.models import Authorship, ChangeRequest, Evidence, Proposal, RevisionPosture
from missions.queries.record.evidence import readable_keys
from missions.queries.record.evidence_links import behind
from missions.queries.reviews.brief.baseline import Baseline, Ending, area_at, baseline, endings
from missions.queries.reviews.brief.votes import VoteRow, votes_seen
from missions.queries.reviews.proposals import Loaded, load_subject
from missions.queries.reviews.reviews import reader
from missions.queries.reviews.visibility import HIDDEN, OWES_VOTE, READS_DRAFT, READS_REVISION
from missions.queries.rows import rows

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
class Saying:
    """The content of the proposal, from its draft (`number` None) or its live revision."""

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
class Brief:
    """Everything that the decision page shows to one reader.

    `area` is today's; once the proposal is `final`, it is the area when the proposal was written, and so are `result`,
    `gauge`, `trust` and `behind`, the evidence for each function's assessment by its code. `earlier` are the reviews of
    the area that ended before. `posture` is the one kept with the shown revision, None for a draft and for one
    submitted before postures were kept.
    """

    loaded: Loaded
    sight: Sight
    saying: Saying
    area: AreaState
    result: RuleResult | None
    base: AreaState | None
    before: Baseline | None
    gauge: Gauge | None
    trust: Trust
    behind: Mapping[str, tuple[EvidenceState, ...]]
    earlier: tuple[Ending, ...]
    functions: tuple[ComparedFunction, ...]
    votes: tuple[VoteRow, ...]
    cast: int
    requests: tuple[ChangeRequest, ...]
    evidence: tuple[Evidence, ...]
    authors: tuple[str, ...]
    posture: RevisionPosture | None
    policy_moved: bool
    final: bool
    stale: bool

    @property
    def evidence_withheld(self) -> int:
        """How many pieces of its evidence the reader may not read."""
        return len(self.saying.evidence) - len(self.evidence)


def sight_of(actor: Actor, pk: int, today: date) -> Sight | None:
    """What this person may see of the proposal; None if it does not exist. One query."""
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
    """The same. Raises `Refused` if the person may see nothing of it, `Proposal.DoesNotExist` without one."""
    sight = sight_of(actor, pk, today)
    if sight is None:
        raise Proposal.DoesNotExist(f"There is no proposal {pk}.")
    if not (sight.revision or sight.draft):
        raise Refused(
            "A draft is read by its authors, a steward or an auditor; a proposal in review by those who take part in "
            "reviews. It opens to every reader once it is decided."
        )
    return sight


def brief(actor: Actor, pk: int, today: date) -> Brief:
    """The proposal as this person may see it. A constant number of queries, and two for each day of a first assessment.

    Raises `Refused` if the person may see nothing of it, `Proposal.DoesNotExist` without one.
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
    # A decided proposal was judged under the thresholds of its own day.
    policy = loaded.revision.policy if final and loaded.revision else subject.policy
    on, sequence = (saying.base_on, saying.base_sequence) if final else (today, loaded.moment.sequence)
    result = rule_result(area, policy)
    return Brief(
        loaded=loaded,
        sight=sight,
        saying=saying,
        area=area,
        result=result,
        base=base,
        before=held,
        gauge=_gauge(result, held, saying, base, None if final else (today, area)),
        trust=trust_in(area, result, subject.policy, on),
        behind=_behind(Moment(as_of=on, sequence=sequence, known=None, today=on), code),
        earlier=endings(code, review=loaded.review.pk, proposal=pk),
        functions=compared(held.area if held else None, base, area),
        votes=votes_seen(actor, pk, today),
        cast=len(loaded.votes),
        requests=_requests(pk) if sight.revision else (),
        evidence=tuple(_evidence(saying.evidence, actor).select_related("entry", "kept_figure").order_by("pk")),
        authors=tuple(Authorship.objects.filter(proposal=pk).order_by("entry_id").values_list("by__name", flat=True)),
        posture=_posture(loaded, saying),
        policy_moved=saying.base_sequence < subject.policy.said.sequence,
        final=final,
        stale=subject.stale and not final,
    )


def _gauge(
    result: RuleResult | None,
    held: Baseline | None,
    saying: Saying,
    base: AreaState | None,
    now: tuple[date, AreaState] | None,
) -> Gauge | None:
    """The area when its category was last decided, as it is proposed, and now unless the proposal is final."""
    if result is None:
        return None
    moments = [("First assessed, category since" if held.began else "Last decided", held.on, held.area)] if held else []
    moments.append(("As proposed", saying.base_on, base))
    moments += [("Now", *now)] if now else []
    return gauge(moments, result.indication.thresholds)


def _behind(moment: Moment, area: str) -> dict[str, tuple[EvidenceState, ...]]:
    """The evidence behind the assessments in force, by the code of each function. One query."""
    found: dict[str, tuple[EvidenceState, ...]] = {}
    for one in behind(moment, area):
        for code in one.functions:
            found[code] = (*found.get(code, ()), one.evidence)
    return found


def _posture(loaded: Loaded, saying: Saying) -> RevisionPosture | None:
    return None if saying.number is None else getattr(loaded.revision, "posture", None)


def _evidence(keys: Iterable[int], reader: Actor) -> QuerySet[Evidence]:
    return Evidence.objects.filter(pk__in=readable_keys(keys, reader=reader))


def _requests(pk: int) -> tuple[ChangeRequest, ...]:
    asked = ChangeRequest.objects.filter(revision__proposal=pk).select_related("entry", "revision", "answer__entry")
    return tuple(asked.order_by("-pk"))


def _saying(loaded: Loaded, sight: Sight) -> Saying:
    """The draft if it is being written and the reader may see it, otherwise the live revision."""
    revision, draft = loaded.revision, loaded.draft
    if revision is not None and not (sight.draft and sight.state in UNSENT):
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
