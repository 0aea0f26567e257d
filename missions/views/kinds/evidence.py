"""Attaching evidence to a record of a kind, which goes on as it was recorded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.access import Refused
from missions.actions import kinds as actions
from missions.actions.errors import Unfit
from missions.domain import addresses
from missions.domain.kinds.kind import Kind, State
from missions.forms.record.evidence_links import AttachForm
from missions.queries.kinds.names import Names
from missions.queries.kinds.states import revision_of
from missions.queries.moment import Resolved
from missions.queries.record.evidence import offered
from missions.views.kinds.forms import LOOK, state_or_404
from missions.views.record.evidence_links import chosen_evidence
from missions.views.shortcuts import beside, permit, resolved_now, respond
from missions.views.written import written


@written
def attach(request: HttpRequest, kind: Kind, code: str) -> HttpResponse:
    """Attach evidence to the revision in force of a record."""
    permit(request, actions.may_record(kind))
    now = resolved_now()
    state = state_or_404(kind, code, now)
    form = AttachForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, kind, state, form, now)
    if LOOK in request.POST:
        form.forget_errors()
        return _page(request, kind, state, form, now)
    if not form.is_valid():
        return _page(request, kind, state, form, now, status=400)
    try:
        evidence, reason = chosen_evidence(form), form.cleaned_data["reason"]
        new = actions.attach(kind, by=request.actor, revision=revision_of(state), evidence=evidence, reason=reason)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        beside(form, error)
        return _page(request, kind, state, form, now, status=400)
    count = f"{len(new)} pieces of evidence stand" if len(new) > 1 else "The evidence stands"
    messages.success(request, f"Attached. {count} behind {code} from now on.")
    return redirect(addresses.record(kind.address, code))


def _page(
    request: HttpRequest, kind: Kind, state: State, form: AttachForm, now: Resolved, status: int = 200
) -> HttpResponse:
    form.offer(offered(now.moment, area="", function="", text=form.sought, chosen=form.chosen))
    context = {"kind": kind, "state": state, "title": Names(now.moment).called(state), "form": form}
    return respond(request, "kinds/attach.html", context, fragment="evidence", status=status)
