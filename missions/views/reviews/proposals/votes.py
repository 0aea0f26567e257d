"""The acts of reviewers on a revision: votes and change requests; and the answers and replies to objections."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.access import Permission
from missions.actions.errors import Unfit
from missions.actions.reviews import votes as actions
from missions.actions.reviews.errors import Blocked
from missions.domain import addresses
from missions.domain.sentences import counted
from missions.domain.vocabulary import ReplyKind, VoteChoice
from missions.forms.reviews.proposals import VOTE_FORMS, AnswerForm, ChangesForm, LiveForm, ReplyForm
from missions.models import Proposal, Vote
from missions.views.reviews.acts import acts_on_proposal, carry_out
from missions.views.shortcuts import key_in, never_shared
from missions.views.written import posted

VOTE_MESSAGES = {
    VoteChoice.SUPPORT: "You support revision {number}. Nobody can change a vote.",
    VoteChoice.OBJECT: "You object to revision {number}. Its authors are asked to answer.",
    VoteChoice.RECUSE: "You have recused yourself from this proposal.",
}

REPLIED = {
    ReplyKind.ACCEPT: "You accept the answer. Your objection stays on the record with it.",
    ReplyKind.STAND_FIRM: "You stand firm. Whoever decides reads it beside your objection.",
}


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.VOTE)
def votes(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Support, object or recuse."""
    choice = request.POST.get("choice", "")
    slug = choice if choice in VoteChoice.values else VoteChoice.SUPPORT.value
    form = VOTE_FORMS[slug](request.POST, auto_id=f"{slug}-%s")

    def cast(given: dict[str, Any]) -> str:
        said = {"by": request.actor, "proposal": proposal, **given}
        try:
            actions.vote(**said)
        except Blocked:
            # If it is sent twice, it gets the same answer again.
            if not actions.is_cast(**said):
                raise
        return VOTE_MESSAGES[VoteChoice(given["choice"])].format(number=given["revision"])

    return carry_out(request, proposal, slug, form, cast)


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.VOTE, Permission.DECIDE)
def change_requests(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Send it back with a list of changes."""
    form = ChangesForm(request.POST, auto_id="changes-%s")

    def ask(_given: dict[str, Any]) -> str:
        actions.request_changes(by=request.actor, proposal=proposal, items=form.items, **form.against)
        return f"Sent back with {counted(len(form.items), 'change')} to answer."

    return carry_out(request, proposal, "changes", form, ask)


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
def answers(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Answer an objection as an author."""
    key = request.POST.get("vote", "")
    form = AnswerForm(request.POST, auto_id=f"answer-{key_in(key) or 0}-%s")

    def answer(given: dict[str, Any]) -> str:
        vote = Vote.objects.select_related("revision__proposal__review__area").filter(pk=given["vote"]).first()
        if vote is None or vote.revision.proposal_id != proposal.pk:
            raise Unfit("There is no such objection to this proposal.", "text")
        actions.answer_objection(by=request.actor, vote=vote, text=given["text"], **form.against)
        return "Your answer is shown beside the objection."

    return carry_out(request, proposal, "answer", form, answer)


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.VOTE)
def replies(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Accept the answer to one's own objection, or stand firm."""
    key, kind = request.POST.get("answer", ""), request.POST.get("kind", "")
    slug = kind if kind in ReplyKind.values else ReplyKind.ACCEPT.value
    form = ReplyForm(request.POST, auto_id=f"reply-{key_in(key) or 0}-%s")

    def reply(given: dict[str, Any]) -> str:
        actions.reply(by=request.actor, proposal=proposal, **given)
        return REPLIED[ReplyKind(given["kind"])]

    return carry_out(request, proposal, slug, form, reply)


@never_shared
@posted(addresses.proposal, typed=False)
@acts_on_proposal(Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
def vote_requests(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Ask people who voted on an earlier revision to vote on the live one."""
    form = LiveForm(request.POST, auto_id="again-%s")

    def ask(_given: dict[str, Any]) -> str:
        asked = actions.ask_again(by=request.actor, proposal=proposal, **form.against)
        return f"{counted(len(asked), 'reviewer is', 'reviewers are')} asked to vote again."

    return carry_out(request, proposal, "again", form, ask)
