"""Acts on a proposal, each a resource of its own: votes, decision, change requests, answers, and its authors' moves.

Each names the revision it was made against. Made against an older one it answers 409, says who changed what, and keeps
what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from missions.access import Actor, Permission, Refused, can
from missions.actions.access import record_refusal
from missions.actions.errors import Unfit
from missions.actions.reviews import deciding as actions
from missions.actions.reviews import proposals as drafting
from missions.actions.reviews import voting
from missions.actions.reviews.review_errors import Blocked, Superseded
from missions.domain.dates import day
from missions.domain.vocabulary import VoteChoice
from missions.forms.reviews.proposals import AnswerForm, ChangesForm, DecisionForm, LiveForm, MoveForm, VoteForm
from missions.models import Vote
from missions.queries.reviews.decision import Decision, compared_revisions
from missions.views.reviews.offers import HIDDEN, hides
from missions.views.reviews.proposals import load, page
from missions.views.shortcuts import key_in, never_shared, permit

SAID = {
    VoteChoice.SUPPORT: "You support revision {number}. Nobody can change a vote.",
    VoteChoice.OBJECT: "You object to revision {number}. Its authors are asked to answer.",
    VoteChoice.RECUSE: "You have recused yourself from this proposal.",
}


@never_shared
@require_POST
def votes(request: HttpRequest, pk: str) -> HttpResponse:
    """Support, object or recuse."""
    actor, shown = _both(request, pk, Permission.VOTE)
    choice = request.POST.get("choice", "")
    slug = choice if choice in VoteChoice.values else VoteChoice.SUPPORT.value
    form = VoteForm(request.POST, auto_id=f"{slug}-%s")

    def cast(given: dict[str, Any]) -> str:
        picked = VoteChoice(given["choice"])
        voting.vote(by=actor, proposal=shown.loaded.proposal, choice=picked, reason=given["reason"], **form.against)
        return SAID[picked].format(number=given["revision"])

    return _act(request, shown, slug, form, cast)


@never_shared
@require_POST
def change_requests(request: HttpRequest, pk: str) -> HttpResponse:
    """Send it back with what is to be changed."""
    actor, shown = _both(request, pk, Permission.VOTE, Permission.DECIDE)
    form = ChangesForm(request.POST, auto_id="changes-%s")

    def ask(_given: dict[str, Any]) -> str:
        voting.request_changes(by=actor, proposal=shown.loaded.proposal, items=form.items, **form.against)
        return f"Sent back with {len(form.items)} change{'s' if len(form.items) != 1 else ''} to answer."

    return _act(request, shown, "changes", form, ask)


@never_shared
@require_POST
def answers(request: HttpRequest, pk: str) -> HttpResponse:
    """Answer an objection as an author."""
    actor, shown = _both(request, pk, Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    key = request.POST.get("vote", "")
    form = AnswerForm(request.POST, auto_id=f"answer-{key_in(key) or 0}-%s")

    def answer(given: dict[str, Any]) -> str:
        vote = Vote.objects.select_related("revision__proposal__review__area").filter(pk=given["vote"]).first()
        if vote is None or vote.revision.proposal_id != shown.loaded.proposal.pk:
            raise Unfit("There is no such objection to this proposal.", "text")
        voting.answer_objection(by=actor, vote=vote, text=given["text"], **form.against)
        return "Your answer stands beside the objection."

    return _act(request, shown, f"answer-{key}", form, answer)


@never_shared
@require_POST
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    """Approve or reject."""
    actor, shown = _both(request, pk, Permission.DECIDE)
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

    return _act(request, shown, slug, form, act)


@never_shared
@require_POST
def recall(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an approval back before it takes effect."""
    actor, shown = _both(request, pk, Permission.DECIDE)
    form = MoveForm(request.POST, auto_id="recall-%s")

    def act(given: dict[str, Any]) -> str:
        actions.recall(by=actor, proposal=shown.loaded.proposal, reason=given["reason"], **form.against)
        return "Recalled. The approval is void and the proposal is in review again."

    return _act(request, shown, "recall", form, act)


@never_shared
@require_POST
def submission(request: HttpRequest, pk: str) -> HttpResponse:
    """Send the draft to the reviewers, as of the save that the page showed."""
    actor, shown = _both(request, pk, Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    form = MoveForm(request.POST, auto_id="submission-%s")

    def act(given: dict[str, Any]) -> str:
        proposal = shown.loaded.proposal
        sent = drafting.submit(by=actor, proposal=proposal, against=given["revision"], reason=given["reason"])
        asked = len(shown.loaded.subject.seated)
        people = f"{asked} reviewer{'s have' if asked != 1 else ' has'} been asked"
        return f"Sent as revision {sent.number}. {people}; due {day(shown.loaded.review.due_on)}."

    return _act(request, shown, "submission", form, act)


@never_shared
@require_POST
def rebase(request: HttpRequest, pk: str) -> HttpResponse:
    """Take the area as it stands now for the base, and edit again."""
    actor, shown = _both(request, pk, Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    form = MoveForm(request.POST, auto_id="rebase-%s")

    def act(given: dict[str, Any]) -> str:
        drafting.rebase(by=actor, proposal=shown.loaded.proposal, reason=given["reason"])
        return "Rebased. Read what has changed, edit the draft, and send it again."

    return _act(request, shown, "rebase", form, act)


@never_shared
@require_POST
def withdrawal(request: HttpRequest, pk: str) -> HttpResponse:
    """Withdraw it for good."""
    actor, shown = _both(request, pk, Permission.DRAFT_PROPOSALS, Permission.RUN_REVIEWS)
    form = MoveForm(request.POST, auto_id="withdrawal-%s")

    def act(given: dict[str, Any]) -> str:
        drafting.withdraw(by=actor, proposal=shown.loaded.proposal, reason=given["reason"])
        return "Withdrawn. Another proposal can be drafted in the same review."

    return _act(request, shown, "withdrawal", form, act)


def _both(request: HttpRequest, pk: str, *permissions: Permission) -> tuple[Actor, Decision]:
    """The actor with one of these permissions, and the proposal as it may see it."""
    actor = request.actor
    if not any(can(actor, permission) for permission in permissions):
        permit(request, permissions[0])
    return actor, load(request, pk)


def _act(
    request: HttpRequest, shown: Decision, slug: str, form: LiveForm, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Do it and say so; else the page again, with what stands in the way and all that was typed."""
    if slug in {"approve", "reject", "recall"} and hides(shown, request.actor):
        raise PermissionDenied(str(HIDDEN))
    if not form.is_valid():
        return page(request, shown, sent={slug: form}, status=400)
    pk = str(shown.loaded.proposal.pk)
    try:
        said = act(form.cleaned_data)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Superseded as error:
        return _superseded(request, pk, slug, form, error)
    except Blocked as error:
        return _blocked(request, pk, slug, form, error)
    except Unfit as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return page(request, load(request, pk), sent={slug: form}, status=400)
    messages.success(request, said)
    return redirect("proposal", pk=pk)


def _superseded(request: HttpRequest, pk: str, slug: str, form: LiveForm, error: Superseded) -> HttpResponse:
    """409: who changed what, with the form made against the newer version from now on."""
    shown = load(request, pk)
    data = request.POST.copy()
    revision = shown.loaded.revision
    made_against = form.cleaned_data["revision"]
    if slug == "submission":
        data["revision"], differences = shown.sight.saved, []
    else:
        data["revision"], data["content_hash"] = revision.number, revision.content_hash
        differences = compared_revisions(shown, made_against)
    problem = {"title": "Another version arrived before you acted", "lines": [str(error)], "typed": form.typed}
    problem |= {"differences": differences, "against": made_against}
    sent = {slug: _again(form, data)}
    return page(request, shown, sent=sent, problem=problem, status=409)


def _again(form: LiveForm, data: Any) -> LiveForm:
    """The same form with other data, all that was typed in it."""
    form.data = data
    form.errors.clear()
    return form


def _blocked(request: HttpRequest, pk: str, slug: str, form: LiveForm, error: Blocked) -> HttpResponse:
    """403 where this person may not, 409 where the proposal stands elsewhere by now, else 400."""
    if error.personal:
        # Administrators read refusals and no review: what they are told is the person's own part, never a count.
        record_refusal(by=request.actor, address=f"{request.method} {request.path}", why=error.why_not_them)
    status = 403 if error.personal else 409 if error.outdated else 400
    problem = {
        "title": "Nothing was done",
        "lines": [str(block) for block in error.blocks],
        "typed": form.typed,
    }
    return page(request, load(request, pk), sent={slug: form}, problem=problem, status=status)
