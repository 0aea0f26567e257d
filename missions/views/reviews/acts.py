"""What all acts on a proposal have in common: each has its own address and names the revision that it is about.

An act on an older revision is answered with 409, which says who changed what and keeps the input.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from missions.access import Actor, Permission, Refused, can_any
from missions.actions.access import record_refusal
from missions.actions.errors import Unfit
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.reviews.brief.wording import WordingLine
from missions.forms.reviews.proposals import LiveForm
from missions.models import Proposal
from missions.queries.reviews.brief.revisions import revisions_of, side_by_side
from missions.queries.reviews.polls import Live
from missions.views.reviews.proposals.detail import sight
from missions.views.reviews.proposals.offers import ACTS
from missions.views.shortcuts import beside, permit, respond


def acts_on_proposal(*permissions: Permission) -> Callable[[Callable], Callable]:
    """Decorates a view of an act on a proposal for people with one of these permissions; passes it the proposal.

    The action loads everything around the proposal. Raises Http404 or PermissionDenied.
    """

    def decorated(view: Callable[[HttpRequest, Proposal], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(view)
        def wrapper(request: HttpRequest, pk: str) -> HttpResponse:
            if not can_any(request.actor, permissions):
                permit(request, permissions[0])
            return view(request, get_object_or_404(Proposal.objects.select_related("review__area"), pk=pk))

        return wrapper

    return decorated


def carry_out(
    request: HttpRequest, proposal: Proposal, slug: str, form: LiveForm, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Carry out an act and say so; otherwise a short page with the reasons against it and all input."""
    if not form.is_valid():
        return _not_done(request, proposal, slug, form, status=400)
    try:
        said = act(form.cleaned_data)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Overtaken as error:
        return _superseded(request, proposal, slug, form, error)
    except Blocked as error:
        return _blocked(request, proposal, slug, form, error)
    except Unfit as error:
        beside(form, error)
        return _not_done(request, proposal, slug, form, status=400)
    messages.success(request, said)
    return redirect("proposal", pk=proposal.pk)


def _superseded(request: HttpRequest, proposal: Proposal, slug: str, form: LiveForm, error: Overtaken) -> HttpResponse:
    """409: who changed what, with the form, which now refers to the newer version."""
    data, against, newest = request.POST.copy(), form.against["revision"], error.newest
    differences = []
    if isinstance(newest, Live):
        data["revision"], data["content_hash"] = newest.number, newest.content_hash
        if sight(request, str(proposal.pk)).revision:
            differences = _differences(request.actor, proposal, against, newest.number)
    else:
        data["revision"] = newest.saved
    # The same form with other data, so that the input stays.
    form.data = data
    form.errors.clear()
    problem = {"title": "Another version arrived before you acted", "lines": [str(error)]}
    problem |= {"differences": differences, "against": against}
    return _not_done(request, proposal, slug, form, problem, status=409)


def _differences(reader: Actor, proposal: Proposal, earlier: int, later: int) -> list[WordingLine]:
    """The differences between two revisions of the proposal, by number; nothing if one is missing."""
    found = {one.number: one for one in revisions_of(proposal.pk)}
    if not {earlier, later} <= found.keys():
        return []
    return [line for line in side_by_side(reader, found[earlier], found[later]) if line.differs]


def _blocked(request: HttpRequest, proposal: Proposal, slug: str, form: LiveForm, error: Blocked) -> HttpResponse:
    """403 if this person may not, 409 if the proposal has changed meanwhile, otherwise 400."""
    status = 403 if error.personal else 409 if error.outdated else 400
    problem = {"title": "Nothing was done", "lines": [str(block) for block in error.blocks]}
    if status != 400:
        # Sending it again would be refused again.
        problem["typed"], form = form.typed, None
    answer = _not_done(request, proposal, slug, form, problem, status=status)
    if error.personal:
        # Administrators read refusals but no reviews: they see the person's own part, never a count of votes.
        record_refusal(by=request.actor, address=f"{request.method} {request.path}", why=error.why_not_them)
    return answer


def _not_done(
    request: HttpRequest,
    proposal: Proposal,
    slug: str,
    form: LiveForm | None,
    problem: dict[str, Any] | None = None,
    *,
    status: int,
) -> HttpResponse:
    """The short page with the form to send again; None if that is of no use. Raises PermissionDenied."""
    # People who may see nothing of the proposal are not told its state.
    sight(request, str(proposal.pk))
    context = {"proposal": proposal, "act": ACTS[slug], "form": form, "problem": problem}
    return respond(request, "reviews/proposals/not_done.html", context, status=status)
