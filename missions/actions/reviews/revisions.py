"""Freezes a draft into a revision: content, hash, evidence, answers and posture, in one entry."""

from missions.actions.reviews.base import Acting
from missions.domain.commercial.posture.block import PostureBlock
from missions.domain.reviews.transitions import Content
from missions.domain.vocabulary import Category, ProposalKind
from missions.models import ChangeAnswer, PolicyRevision, Proposal, ProposalRevision, RevisionEvidence, RevisionPosture
from missions.queries.commercial.block import block_now, read_posture
from missions.queries.reviews.brief.changing import changing
from missions.queries.reviews.proposals import Loaded, load_subject


def content_of(loaded: Loaded) -> Content:
    """The content of the draft for a revision; it must name a category and a day."""
    draft = loaded.draft
    return Content(
        area=loaded.review.area.code,
        kind=ProposalKind(draft.kind),
        target=Category(draft.target),
        effective_on=draft.effective_on.isoformat(),
        rationale=draft.rationale,
        evidence=tuple(draft.evidence),
        gaps=draft.gaps,
        answers=draft.answers,
        base_version=draft.base_version,
    )


def posture_of(proposal: Proposal) -> PostureBlock:
    """The posture that a brief of the draft shows now; read before the locks are taken, because it takes long.

    An approval does not depend on it, and it states the entry as of which it is known.
    """
    loaded = load_subject(proposal.pk)
    area, draft = loaded.subject.area, loaded.draft
    codes = changing(area, draft.base_on, draft.base_sequence)
    return block_now(area, codes, loaded.resolved, read_posture)


def freeze(act: Acting, posture: PostureBlock) -> ProposalRevision:
    """A revision with the content of the draft: a new one, unless the last has the same content and no lower quorum.

    A new one keeps the posture that its brief shows.
    """
    loaded, content = act.loaded, content_of(act.loaded)
    revision = _revision(loaded, content)
    last = loaded.revision
    if last and last.content_hash == revision.content_hash and _quorum(last) == _quorum(revision):
        return last
    revision.by_id = act.by.pk
    act.entry.add(revision)
    act.entry.add(RevisionPosture(revision=revision, by_id=act.by.pk, content=posture.text, content_hash=posture.hash))
    act.entry.add_all(
        RevisionEvidence,
        [RevisionEvidence(revision=revision, evidence_id=key, by_id=act.by.pk) for key in sorted(content.evidence)],
    )
    act.entry.add_all(
        ChangeAnswer,
        [
            ChangeAnswer(
                request=request, revision=revision, by_id=act.by.pk, text=loaded.draft.answers[str(request.pk)]
            )
            for request in loaded.requests
        ],
    )
    return revision


def _revision(loaded: Loaded, content: Content) -> ProposalRevision:
    draft = loaded.draft
    return ProposalRevision(
        proposal=loaded.proposal,
        number=loaded.revision.number + 1 if loaded.revision else 1,
        kind=content.kind,
        target=content.target,
        effective_on=draft.effective_on,
        rationale=draft.rationale,
        content=content.text,
        content_hash=content.hash,
        base_on=draft.base_on,
        base_sequence=draft.base_sequence,
        base_version=draft.base_version,
        policy=PolicyRevision.objects.get(number=loaded.subject.policy.number),
        needed_supports=loaded.subject.needed.supports,
        needed_organizations=loaded.subject.needed.organizations,
    )


def _quorum(revision: ProposalRevision) -> tuple[int, int]:
    return revision.needed_supports, revision.needed_organizations
