"""The acts of a decision authority: approve or reject, and recall an approval before it takes effect."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from missions.access import Permission
from missions.actions.reviews import decisions as actions
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.reviews.brief.question import takes_effect
from missions.forms.reviews.proposals import DecisionForm, MoveForm
from missions.models import Proposal, ProposalState
from missions.queries.reviews.brief.votes import VoteRow, votes_seen
from missions.views.reviews.acts import acts_on_proposal, carry_out
from missions.views.shortcuts import never_shared
from missions.views.written import posted


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DECIDE)
def decide(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Approve or reject."""
    slug = "reject" if request.POST.get("decision") == "reject" else "approve"
    approving = slug == "approve"
    form = DecisionForm(
        request.POST,
        objections=_unmet(request, proposal) if approving else (),
        hint=_when(proposal) if approving else "",
        auto_id=f"{slug}-%s",
    )

    def act(given: dict[str, Any]) -> str:
        common = {"by": request.actor, "proposal": proposal, "reason": given["reason"], **form.against}
        if given["decision"] == "reject":
            actions.reject(**common)
            return "Rejected. The category in force stays in force."
        return _approved(actions.approve(overrulings=form.overrulings, **common))

    return carry_out(request, proposal, slug, form, act)


def _approved(approval: actions.Approval) -> str:
    """The result of an approval, and what is next."""
    effective_on = approval.transition.revision.effective_on
    if not approval.waits_for:
        return f"Approved. It took effect as of {day(effective_on)}."
    if effective_on > timezone.localdate():
        return f"Approved. It takes effect on {day(effective_on)}."
    why = " ".join(str(block) for block in approval.waits_for)
    return f"Approved, but not in effect yet. {why}"


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DECIDE)
def recall(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Recall an approval before it takes effect."""
    form = MoveForm(request.POST, auto_id="recall-%s")

    def act(given: dict[str, Any]) -> str:
        actions.recall(by=request.actor, proposal=proposal, reason=given["reason"], **form.against)
        return "Recalled. The approval is void and the proposal is in review again."

    return carry_out(request, proposal, "recall", form, act)


def _when(proposal: Proposal) -> str:
    """When an approval takes effect; empty if no revision was submitted."""
    revision = ProposalState.objects.select_related("revision").get(proposal=proposal).revision
    return takes_effect(revision.effective_on, timezone.localdate()) if revision else ""


def _unmet(request: HttpRequest, proposal: Proposal) -> list[VoteRow]:
    """Objections to the live revision that nobody has answered or overruled."""
    rows = votes_seen(request.actor, proposal.pk, timezone.localdate())
    return [vote for vote in rows if vote.live and vote.unmet]
