"""Proposals by their authors: drafting, saving, sending, rebasing and withdrawing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from missions.access import Actor, Permission, check_any
from missions.actions.chain import locked, recording
from missions.actions.errors import Unfit
from missions.actions.record.evidence import cite
from missions.actions.reviews.base import Acting, acting, acting_on, fresh, storable, worded
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.actions.reviews.revisions import freeze, posture_of
from missions.domain.audit import TargetKind
from missions.domain.dates import moment
from missions.domain.record.figures import CitedFigure
from missions.domain.reviews.guards import why_not_draft, why_not_edit, why_not_move
from missions.domain.reviews.transitions import TRANSITIONS, material_version
from missions.domain.states import FINAL
from missions.domain.vocabulary import Category, EntryClass, Move, ProposalKind
from missions.models import (
    Authorship,
    CategoryDecision,
    ChangeRequest,
    Draft,
    Evidence,
    Function,
    Proposal,
    ProposalRevision,
    Review,
    Transition,
)
from missions.models.reviews.proposals import ProposalState
from missions.queries.reviews.people import seats_of
from missions.queries.reviews.proposals import Loaded, area_today, load_subject

DRAFTS = (Permission.DRAFT_PROPOSALS,)
WRITES = (Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
EVIDENCE_AT_MOST = 200


@dataclass(frozen=True)
class DraftContent:
    """The content of a proposal's form; anything may be missing. Keys are those of evidence and change requests."""

    kind: ProposalKind
    target: Category | None = None
    effective_on: date | None = None
    rationale: str = ""
    evidence: tuple[int, ...] = ()
    gaps: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """The content as columns of a draft."""
        return {
            "kind": str(self.kind),
            "target": str(self.target or ""),
            "effective_on": self.effective_on,
            "rationale": self.rationale,
            "evidence": sorted(set(self.evidence)),
            "gaps": {code: text for code, text in self.gaps.items() if text.strip()},
            "answers": {str(key): text for key, text in self.answers.items() if text.strip()},
        }


def create_draft(*, by: Actor, review: Review, reverses: CategoryDecision | None = None) -> Proposal:
    """Begin a proposal in an open review, with the current state of the area as its base.

    Raises `Refused`, `Blocked`, or `Unfit` if it reverses something that is not a decision about this area.
    """
    if reverses is not None and reverses.area_id != review.area_id:
        raise Unfit("A proposal reverses a decision about the same area.", "reverses")
    target = TargetKind.REVIEW.of(review.pk)
    reason = f"Reverses the decision of entry {reverses.entry_id}." if reverses else "Drafted in the review."
    with acting(by=by, needs=DRAFTS, action="create draft", target=target, reason=reason, areas=[review.area]) as act:
        if blocks := _why_not_draft(act, review):
            raise Blocked(blocks)
        proposal = act.entry.add(Proposal(review=review, by_id=by.pk, reverses=reverses))
        act.entry.add(Authorship(proposal=proposal, by_id=by.pk))
        act.entry.add(
            Transition(
                proposal=proposal,
                by_id=by.pk,
                move=Move.CREATE,
                source="",
                target=TRANSITIONS[Move.CREATE].target,
                reason=reason,
            )
        )
        base = _base(review.area.code)
        kind = base.pop("kind")
        Draft.objects.create(proposal=proposal, kind=kind, saved_by_id=by.pk, **base)
    return proposal


def _why_not_draft(act: Acting, review: Review):
    review.state.refresh_from_db()
    return why_not_draft(
        act.person,
        is_open=review.state.is_open,
        has_proposal=ProposalState.objects.filter(review=review).exclude(state__in=FINAL).exists(),
        seated=any(seat.user_id == act.person.pk for seat in seats_of(review)),
    )


def _base(code: str) -> dict[str, Any]:
    """The current state of the area as the base, and the kind of proposal to begin with."""
    area, policy, at = area_today(code)
    return {
        "kind": ProposalKind.SHIFT if area.category else ProposalKind.FIRST,
        "base_on": at.as_of,
        "base_sequence": at.sequence,
        "base_version": material_version(area, policy),
    }


def save_draft(*, by: Actor, proposal: Proposal, against: int, content: DraftContent) -> Draft:
    """Save the input, based on the save counted `against`. The person who saves becomes an author.

    A save without changes is not counted. Only a new author makes an audit entry. Raises `Refused`, `Overtaken`,
    `Blocked`, or `Unfit` for what cannot be stored or does not belong to the area.
    """
    check_any(by, WRITES)
    _demand_storable(content)
    with locked(proposal=proposal):
        loaded = load_subject(proposal.pk, also=[by.pk])
        person = loaded.people[by.pk]
        fresh(by, person, WRITES)
        _demand_save(loaded, against)
        if blocks := why_not_edit(loaded.subject, person):
            raise Blocked(blocks)
        draft = loaded.draft
        changed = {name: value for name, value in content.columns.items() if getattr(draft, name) != value}
        if not changed:
            return draft
        _demand_known(content, loaded)
        if by.pk not in loaded.subject.authors:
            _become_author(by, proposal)
        return _saved(draft, by, **changed)


def _saved(draft: Draft, by: Actor, **changed: Any) -> Draft:
    for name, value in changed.items():
        setattr(draft, name, value)
    draft.saved += 1
    draft.saved_by_id = by.pk
    draft.save()
    return draft


def _become_author(by: Actor, proposal: Proposal) -> None:
    target = TargetKind.PROPOSAL.of(proposal.pk)
    reason = "Saved content of the proposal."
    with recording(
        by=by, action="become author", target=target, reason=reason, entry_class=EntryClass.PROCESS
    ) as entry:
        entry.add(Authorship(proposal=proposal, by_id=by.pk))


def cite_in(*, by: Actor, proposal: Proposal, figure: CitedFigure, computed_at: datetime, reason: str) -> Evidence:
    """Record a figure as evidence and attach it to the draft, whatever its save. Both are done, or neither.

    Raises `Refused`, `Blocked`, or `Unfit` if the draft has the most evidence it may have.
    """
    check_any(by, WRITES)
    with locked(proposal=proposal):
        loaded = load_subject(proposal.pk, also=[by.pk])
        person = loaded.people[by.pk]
        fresh(by, person, WRITES)
        if blocks := why_not_edit(loaded.subject, person):
            raise Blocked(blocks)
        if len(loaded.draft.evidence) >= EVIDENCE_AT_MOST:
            raise Unfit(f"A proposal rests on {EVIDENCE_AT_MOST} items at most.", "proposal")
        if by.pk not in loaded.subject.authors:
            _become_author(by, proposal)
        cited = cite(by=by, figure=figure, computed_at=computed_at, reason=reason)
        _saved(loaded.draft, by, evidence=sorted({*loaded.draft.evidence, cited.pk}))
    return cited


def _demand_save(loaded: Loaded, against: int) -> None:
    draft = loaded.draft
    if draft.saved != against:
        raise Overtaken(f"{draft.saved_by.name} saved the draft on {moment(draft.saved_at)}.", draft)


def _demand_storable(content: DraftContent) -> None:
    storable(content.rationale, "rationale")
    for texts, name in ((content.gaps, "gaps"), (content.answers, "answers")):
        for text in texts.values():
            storable(text, name)
    if len(content.evidence) > EVIDENCE_AT_MOST:
        raise Unfit(f"Attach {EVIDENCE_AT_MOST} items at most.", "evidence")


def _demand_known(content: DraftContent, loaded: Loaded) -> None:
    """Raise `Unfit` unless the evidence, functions and change requests that the content names exist."""
    evidence = set(content.evidence)
    if Evidence.objects.filter(pk__in=evidence).count() != len(evidence):
        raise Unfit("There is no such evidence; choose from the list.", "evidence")
    codes = set(content.gaps)
    if Function.objects.filter(code__in=codes, area=loaded.review.area).count() != len(codes):
        raise Unfit("Explain gaps only for functions of this area.", "gaps")
    keys = set(content.answers)
    if ChangeRequest.objects.filter(pk__in=keys, revision__proposal=loaded.proposal).count() != len(keys):
        raise Unfit("Answer only change requests of this proposal.", "answers")


def submit(*, by: Actor, proposal: Proposal, against: int, reason: str) -> ProposalRevision:
    """Send the draft, as of the save counted `against`, to the reviewers: frozen by the hash of its content.

    The same content under the same quorum is the same revision, and votes on it stand. Raises `Refused`,
    `Overtaken`, `Blocked` or `Unfit`.
    """
    reason = worded(reason, "reason")
    check_any(by, WRITES)
    posture = posture_of(proposal)
    with acting_on(proposal, by=by, needs=WRITES, action="submit", reason=reason) as act:
        _demand_save(act.loaded, against)
        if blocks := why_not_move(Move.SUBMIT, act.loaded.subject, act.person):
            raise Blocked(blocks)
        revision = freeze(act, posture)
        act.move(Move.SUBMIT, reason, revision)
        return revision


def rebase(*, by: Actor, proposal: Proposal, reason: str) -> Draft:
    """Make the current state of the area the base, and edit again; a steward who does so becomes a co-author.

    Raises `Refused`, `Blocked` or `Unfit`.
    """
    reason = worded(reason, "reason")
    with acting_on(proposal, by=by, needs=WRITES, action="rebase", reason=reason) as act:
        if blocks := why_not_move(Move.REBASE, act.loaded.subject, act.person):
            raise Blocked(blocks)
        if by.pk not in act.loaded.subject.authors:
            act.entry.add(Authorship(proposal=proposal, by_id=by.pk))
        act.move(Move.REBASE, reason)
        base = _base(act.loaded.review.area.code)
        del base["kind"]
        return _saved(act.loaded.draft, by, **base)


def withdraw(*, by: Actor, proposal: Proposal, reason: str) -> Transition:
    """Withdraw an open proposal permanently. Raises `Refused`, `Blocked` or `Unfit`."""
    reason = worded(reason, "reason")
    with acting_on(proposal, by=by, needs=WRITES, action="withdraw", reason=reason) as act:
        if blocks := why_not_move(Move.WITHDRAW, act.loaded.subject, act.person):
            raise Blocked(blocks)
        return act.move(Move.WITHDRAW, reason)
