"""Comments in a review, about it, a proposal, a function or a requested change; and whether they are resolved."""

from missions.access import TAKES_PART, Actor, Permission, Refused, can
from missions.actions.errors import Unfit
from missions.actions.reviews.base import in_review, worded
from missions.domain.vocabulary import State
from missions.models import (
    Authorship,
    ChangeAnswer,
    ChangeRequest,
    Comment,
    CommentStep,
    CommentTie,
    Function,
    Proposal,
    ProposalState,
    Review,
)
from missions.queries.reviews.proposals import area_today


def comment(
    *,
    by: Actor,
    review: Review,
    text: str,
    proposal: Proposal | None = None,
    function: Function | None = None,
    request: ChangeRequest | None = None,
) -> Comment:
    """Comment on an open review or a proposal in it, and on a function or a requested change, if one is named.

    Raises `Refused` or `Unfit`.
    """
    text = worded(text, "text", what="Enter a comment.")
    if proposal is not None and proposal.review_id != review.pk:
        raise Unfit("The proposal is in another review.", "proposal")
    with in_review(by, TAKES_PART, "comment", review, "") as act:
        if proposal is not None:
            _demand_readable(act.by, proposal)
        made = act.entry.add(Comment(review=review, proposal=proposal, by_id=by.pk, text=text))
        if function is not None or request is not None:
            _demand_there(review, proposal, function, request)
            act.entry.add(CommentTie(comment=made, function=function, request=request, by_id=by.pk))
        return made


def resolve(*, by: Actor, comment: Comment, resolved: bool) -> CommentStep:
    """Resolve a comment, or reopen it: by its writer, an author of its proposal, or a steward.

    Raises `Refused`, or `Unfit` if that would change nothing.
    """
    action = "resolve comment" if resolved else "reopen comment"
    with in_review(by, TAKES_PART, action, comment.review, "") as act:
        wrote = Authorship.objects.filter(proposal=comment.proposal_id, by=by.pk)
        if comment.by_id != by.pk and not can(act.by, Permission.RUN_REVIEWS) and not wrote.exists():
            raise Refused("Only the writer of the comment, an author of its proposal, or a steward can do this.")
        newest = comment.steps.order_by("-pk").first()
        if resolved == (newest is not None and newest.resolved):
            raise Unfit(f"The comment is {'resolved' if resolved else 'open'} already.")
        return act.entry.add(CommentStep(comment=comment, resolved=resolved, by_id=by.pk))


def _demand_there(
    review: Review, proposal: Proposal | None, function: Function | None, request: ChangeRequest | None
) -> None:
    """Raise `Unfit` unless the function is one of the area's today, or the change request of the proposal is open."""
    there = {one.code for one in area_today(review.area.code)[0].functions}
    if function is not None and (function.area_id != review.area_id or function.code not in there):
        raise Unfit("This function is not one of the area's; choose from the list.", "about")
    if request is not None and (proposal is None or request.revision.proposal_id != proposal.pk):
        raise Unfit("This change was not asked for in the proposal; choose from the list.", "about")
    if request is not None and ChangeAnswer.objects.filter(request=request).exists():
        raise Unfit("This change request was answered meanwhile; choose from the list.", "about")


def _demand_readable(by: Actor, proposal: Proposal) -> None:
    """Raise `Refused` if the proposal is a draft that the person may not read."""
    if ProposalState.objects.get(proposal=proposal).state != State.DRAFT or can(by, Permission.READ_DRAFTS):
        return
    if not Authorship.objects.filter(proposal=proposal, by=by.pk).exists():
        raise Refused("The proposal is a draft; its authors and stewards can read it.")
