"""What every act on a proposal has in common: each is a resource of its own and names the revision it was made against.

Made against an older one it answers 409, says who changed what, and keeps what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from missions.access import Actor, Permission, Refused, can
from missions.actions.access import record_refusal
from missions.actions.errors import Unfit
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.reviews.wording import Line
from missions.forms.reviews.proposals import LiveForm
from missions.models import Proposal
from missions.queries.reviews.brief import Brief
from missions.queries.reviews.revisions import revisions_of, side_by_side
from missions.views.reviews.proposals import load, page
from missions.views.shortcuts import permit


def acted_on(request: HttpRequest, pk: str, *permissions: Permission) -> Proposal:
    """The proposal that somebody with one of these permissions acts on; the action loads what surrounds it.

    Raises Http404 or PermissionDenied.
    """
    if not any(can(request.actor, permission) for permission in permissions):
        permit(request, permissions[0])
    return get_object_or_404(Proposal.objects.select_related("review__area"), pk=pk)


def carry_out(
    request: HttpRequest, proposal: Proposal, slug: str, form: LiveForm, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Do it and say so; else the page again, with what stands in the way and all that was typed."""
    pk = str(proposal.pk)
    if not form.is_valid():
        return page(request, load(request, pk), sent={slug: form}, status=400)
    try:
        said = act(form.cleaned_data)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Overtaken as error:
        return _superseded(request, pk, slug, form, error)
    except Blocked as error:
        return _blocked(request, pk, slug, form, error)
    except Unfit as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return page(request, load(request, pk), sent={slug: form}, status=400)
    messages.success(request, said)
    return redirect("proposal", pk=pk)


def _superseded(request: HttpRequest, pk: str, slug: str, form: LiveForm, error: Overtaken) -> HttpResponse:
    """409: who changed what, with the form made against the newer version from now on."""
    shown = load(request, pk)
    data = request.POST.copy()
    revision = shown.loaded.revision
    made_against = form.cleaned_data["revision"]
    if slug == "submission":
        data["revision"], differences = shown.sight.saved, []
    else:
        data["revision"], data["content_hash"] = revision.number, revision.content_hash
        differences = _differences(request.actor, shown, made_against)
    problem = {"title": "Another version arrived before you acted", "lines": [str(error)], "typed": form.typed}
    problem |= {"differences": differences, "against": made_against}
    sent = {slug: _again(form, data)}
    return page(request, shown, sent=sent, problem=problem, status=409)


def _differences(reader: Actor, shown: Brief, number: int) -> list[Line]:
    """What differs between the revision of that number and the live one, as far as the reader may see."""
    live = shown.loaded.revision
    earlier = next((one for one in revisions_of(shown.loaded.proposal.pk) if one.number == number), None)
    if earlier is None or not shown.sight.revision:
        return []
    return [line for line in side_by_side(reader, earlier, live) if line.differs]


def _again(form: LiveForm, data: Any) -> LiveForm:
    """The same form with other data, all that was typed in it."""
    form.data = data
    form.errors.clear()
    return form


def _blocked(request: HttpRequest, pk: str, slug: str, form: LiveForm, error: Blocked) -> HttpResponse:
    """403 where this person may not, 409 where the proposal stands elsewhere by now, else 400."""
    shown = load(request, pk)
    if error.personal:
        # Administrators read refusals and no review: what they are told is the person's own part, never a count.
        record_refusal(by=request.actor, address=f"{request.method} {request.path}", why=error.why_not_them)
    status = 403 if error.personal else 409 if error.outdated else 400
    problem = {
        "title": "Nothing was done",
        "lines": [str(block) for block in error.blocks],
        "typed": form.typed,
    }
    return page(request, shown, sent={slug: form}, problem=problem, status=status)
