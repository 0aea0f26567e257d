"""What people say about a review or one of its proposals; a comment that is refused comes back where it was written."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from missions.actions.reviews import reviews as actions
from missions.domain import addresses
from missions.forms.reviews.reviews import CommentForm
from missions.models import Proposal
from missions.views.reviews.proposals import page
from missions.views.reviews.review import act_in, review_or_404, takes_part
from missions.views.shortcuts import key_in, never_shared
from missions.views.written import posted


@never_shared
@posted(addresses.review)
def comments(request: HttpRequest, pk: str) -> HttpResponse:
    """Say something about the review, or about one of its proposals."""
    actor = takes_part(request)
    review = review_or_404(pk)
    form = CommentForm(request.POST, auto_id="comment-%s")
    proposal = Proposal.objects.filter(pk=key_in(form["proposal"].value()), review=review).first()

    def say(given: dict[str, Any]) -> str:
        actions.comment(by=actor, review=review, text=given["text"], proposal=proposal)
        return "Your comment is posted."

    if proposal is None:
        return act_in(request, review, "comment", form, say)

    def again(status: int) -> HttpResponse:
        return page(request, str(proposal.pk), comment=form, status=status)

    return act_in(request, review, "comment", form, say, back=addresses.proposal(proposal.pk, "thread"), page=again)
