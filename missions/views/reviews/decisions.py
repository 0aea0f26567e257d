"""What a decision authority does: approve or reject, and recall an approval before it takes effect."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from missions.access import Permission
from missions.actions.reviews import decisions as actions
from missions.domain.dates import day
from missions.forms.reviews.proposals import DecisionForm, MoveForm
from missions.views.reviews.acts import actor_and_brief, carry_out
from missions.views.shortcuts import never_shared


@never_shared
@require_POST
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    """Approve or reject."""
    actor, shown = actor_and_brief(request, pk, Permission.DECIDE)
    slug = "reject" if request.POST.get("decision") == "reject" else "approve"
    unmet = [vote for vote in shown.votes if vote.live and vote.unmet] if slug == "approve" else []
    form = DecisionForm(request.POST, objections=unmet, auto_id=f"{slug}-%s")

    def act(given: dict[str, Any]) -> str:
        common = {"by": actor, "proposal": shown.loaded.proposal, "reason": given["reason"], **form.against}
        if given["decision"] == "reject":
            actions.reject(**common)
            return "Rejected. The category in force stays in force."
        actions.approve(overrulings=form.overrulings, **common)
        return f"Approved. It takes effect on {day(shown.loaded.revision.effective_on)}."

    return carry_out(request, shown, slug, form, act)


@never_shared
@require_POST
def recall(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an approval back before it takes effect."""
    actor, shown = actor_and_brief(request, pk, Permission.DECIDE)
    form = MoveForm(request.POST, auto_id="recall-%s")

    def act(given: dict[str, Any]) -> str:
        actions.recall(by=actor, proposal=shown.loaded.proposal, reason=given["reason"], **form.against)
        return "Recalled. The approval is void and the proposal is in review again."

    return carry_out(request, shown, "recall", form, act)
