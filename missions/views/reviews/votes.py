"""What reviewers say to a revision: votes and change requests, and how its authors answer an objection."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.access import Permission
from missions.actions.errors import Unfit
from missions.actions.reviews import votes as actions
from missions.actions.reviews.errors import Blocked
from missions.domain import addresses
from missions.domain.vocabulary import VoteChoice
from missions.forms.reviews.proposals import VOTE_FORMS, AnswerForm, ChangesForm
from missions.models import Vote
from missions.views.reviews.acts import acted_on, carry_out
from missions.views.shortcuts import key_in, never_shared
from missions.views.written import posted

SAID = {
    VoteChoice.SUPPORT: "You support revision {number}. Nobody can change a vote.",
    VoteChoice.OBJECT: "You object to revision {number}. Its authors are asked to answer.",
    VoteChoice.RECUSE: "You have recused yourself from this proposal.",
}


@never_shared
@posted(addresses.proposal)
def votes(request: HttpRequest, pk: str) -> HttpResponse:
    """Support, object or recuse."""
    proposal = acted_on(request, pk, Permission.VOTE)
    choice = request.POST.get("choice", "")
    slug = choice if choice in VoteChoice.values else VoteChoice.SUPPORT.value
    form = VOTE_FORMS[slug](request.POST, auto_id=f"{slug}-%s")

    def cast(given: dict[str, Any]) -> str:
        picked = VoteChoice(given["choice"])
        said = {"by": request.actor, "proposal": proposal, "choice": picked, "reason": given["reason"], **form.against}
        try:
            actions.vote(**said)
        except Blocked:
            # Sent twice, it is answered as it was.
            if not actions.is_cast(**said):
                raise
        return SAID[picked].format(number=given["revision"])

    return carry_out(request, proposal, slug, form, cast)


@never_shared
@posted(addresses.proposal)
def change_requests(request: HttpRequest, pk: str) -> HttpResponse:
    """Send it back with what is to be changed."""
    proposal = acted_on(request, pk, Permission.VOTE, Permission.DECIDE)
    form = ChangesForm(request.POST, auto_id="changes-%s")

    def ask(_given: dict[str, Any]) -> str:
        actions.request_changes(by=request.actor, proposal=proposal, items=form.items, **form.against)
        return f"Sent back with {len(form.items)} change{'s' if len(form.items) != 1 else ''} to answer."

    return carry_out(request, proposal, "changes", form, ask)


@never_shared
@posted(addresses.proposal)
def answers(request: HttpRequest, pk: str) -> HttpResponse:
    """Answer an objection as an author."""
    proposal = acted_on(request, pk, Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    key = request.POST.get("vote", "")
    form = AnswerForm(request.POST, auto_id=f"answer-{key_in(key) or 0}-%s")

    def answer(given: dict[str, Any]) -> str:
        vote = Vote.objects.select_related("revision__proposal__review__area").filter(pk=given["vote"]).first()
        if vote is None or vote.revision.proposal_id != proposal.pk:
            raise Unfit("There is no such objection to this proposal.", "text")
        actions.answer_objection(by=request.actor, vote=vote, text=given["text"], **form.against)
        return "Your answer is shown beside the objection."

    return carry_out(request, proposal, "answer", form, answer)
