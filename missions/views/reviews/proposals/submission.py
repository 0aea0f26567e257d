"""The acts of authors: submit a proposal to the reviewers, rebase it, or withdraw it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.access import Permission
from missions.actions.reviews import proposals as actions
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.sentences import counted
from missions.forms.reviews.proposals import MoveForm
from missions.models import Proposal
from missions.queries.reviews.people import seats_of
from missions.views.reviews.acts import acts_on_proposal, carry_out
from missions.views.shortcuts import never_shared
from missions.views.written import posted


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
def submission(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Submit the draft to the reviewers, as of the save that the page showed."""
    form = MoveForm(request.POST, auto_id="submission-%s")

    def act(given: dict[str, Any]) -> str:
        sent = actions.submit(
            by=request.actor, proposal=proposal, against=form.against["revision"], reason=given["reason"]
        )
        asked = counted(len(seats_of(proposal.review)), "reviewer has", "reviewers have")
        return f"Sent as revision {sent.number}. {asked} been asked; due {day(proposal.review.state.due_on)}."

    return carry_out(request, proposal, "submission", form, act)


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
def rebase(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Take the current area as the base, and edit again."""
    form = MoveForm(request.POST, auto_id="rebase-%s")

    def act(given: dict[str, Any]) -> str:
        actions.rebase(by=request.actor, proposal=proposal, reason=given["reason"])
        return "Updated to the current assessments. Read what changed, edit the draft, and send it again."

    return carry_out(request, proposal, "rebase", form, act)


@never_shared
@posted(addresses.proposal)
@acts_on_proposal(Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
def withdrawal(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Withdraw it permanently."""
    form = MoveForm(request.POST, auto_id="withdrawal-%s")

    def act(given: dict[str, Any]) -> str:
        actions.withdraw(by=request.actor, proposal=proposal, reason=given["reason"])
        return "Withdrawn. Another proposal can be drafted in the same review."

    return carry_out(request, proposal, "withdrawal", form, act)
