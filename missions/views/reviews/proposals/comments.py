"""Comments on a review or one of its proposals; a refused comment returns to the form where it was written."""

from functools import cache, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.reviews import comments as actions
from missions.domain import addresses
from missions.forms.reviews.reviews import CommentForm
from missions.models import ChangeRequest, Comment, Function, Proposal
from missions.queries.reviews.proposals import area_today
from missions.views.reviews.proposals.detail import about, page
from missions.views.reviews.review import act_in, review_or_404, takes_part, told_on_page
from missions.views.shortcuts import key_in, never_shared
from missions.views.written import posted


@never_shared
@posted(addresses.review)
def comments(request: HttpRequest, pk: str) -> HttpResponse:
    """Comment on the review, or on one of its proposals."""
    actor = takes_part(request)
    review = review_or_404(pk)
    proposal = Proposal.objects.filter(pk=key_in(request.POST.get("proposal")), review=review).first()
    there = cache(partial(_there, proposal, review.area.code)) if proposal else None
    form = CommentForm(request.POST, about=there, auto_id="comment-%s")

    def say(given: dict[str, Any]) -> str:
        tie = _tie(given.get("about", ""))
        actions.comment(by=actor, review=review, text=given["text"], proposal=proposal, **tie)
        return "Your comment is posted."

    if proposal is None:
        return act_in(request, review, "comment", form, say)

    def again(status: int) -> HttpResponse:
        return page(request, str(proposal.pk), comment=form, status=status)

    return act_in(request, review, "comment", form, say, back=addresses.proposal(proposal.pk, "thread"), page=again)


@never_shared
@posted(lambda pk: addresses.REVIEWS, typed=False)
def resolution(request: HttpRequest, pk: str) -> HttpResponse:
    """Resolve a comment, or reopen it."""
    actor = takes_part(request)
    comment = get_object_or_404(Comment.objects.select_related("review__area"), pk=pk)
    resolved = request.POST.get("resolved") == "yes"
    try:
        actions.resolve(by=actor, comment=comment, resolved=resolved)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        return told_on_page(request, comment.review, str(error), status=409)
    messages.success(request, f"The comment is {'resolved' if resolved else 'open again'}.")
    key = comment.proposal_id
    return redirect(addresses.proposal(key, "thread") if key else addresses.review(comment.review_id))


def _there(proposal: Proposal, area: str) -> list[tuple[str, str]]:
    """The possible subjects of a comment on the proposal."""
    return about(area_today(area)[0].functions, ChangeRequest.objects.filter(revision__proposal=proposal, answer=None))


def _tie(chosen: str) -> dict[str, Any]:
    """The form's choice as the action takes it; empty if the comment is about the whole."""
    kind, _, key = chosen.partition(":")
    if kind == "function":
        return {"function": Function.objects.get(code=key)}
    if kind == "request":
        return {"request": ChangeRequest.objects.select_related("revision").get(pk=key)}
    return {}
