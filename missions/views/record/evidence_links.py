"""Choosing evidence on a form, and attaching more of it to the assessment in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.access import Permission, Refused
from missions.actions.errors import Unfit
from missions.actions.record import evidence as actions
from missions.forms.record.evidence_links import AttachForm, OffersEvidence
from missions.models import Evidence
from missions.queries.record.evidence import assessment_in_force, of_keys, offered
from missions.views.record.function_forms import Subject, subject_or_404
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import written


def offer_evidence(subject: Subject, form: OffersEvidence) -> None:
    """Set what the form offers to tick, what was ticked before included. One query."""
    states = offered(
        subject.moment, area=subject.area.code, function=subject.state.code, text=form.sought, chosen=form.chosen
    )
    form.offer(states)


def chosen_evidence(form: OffersEvidence) -> list[Evidence]:
    """The rows that were ticked. Raises `Unfit` where one of them does not exist."""
    keys = form.cleaned_data["evidence"]
    rows = of_keys(keys)
    if len(rows) != len(keys):
        raise Unfit("Some of the evidence does not exist. Choose from the list.", "evidence")
    return rows


@written
def attach(request: HttpRequest, code: str, function: str) -> HttpResponse:
    """Attach evidence to the assessment in force of a function."""
    permit(request, Permission.ASSESS)
    subject = subject_or_404(code, function)
    if subject.state.assessed is None:
        messages.info(request, "This function is not assessed yet. Assess it first, with its evidence.")
        return redirect("function", code=code, function=function)
    form = AttachForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, subject, form)
    if "look" in request.POST:
        form.forget_errors()
        return _page(request, subject, form)
    if not form.is_valid():
        return _page(request, subject, form, status=400)
    try:
        rows = chosen_evidence(form)
        new = actions.attach(
            by=request.actor,
            assessment=assessment_in_force(subject.state),
            evidence=rows,
            reason=form.cleaned_data["reason"],
        )
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        beside(form, error)
        return _page(request, subject, form, status=400)
    count = f"{len(new)} pieces of evidence stand" if len(new) > 1 else "The evidence stands"
    messages.success(request, f"Attached. {count} behind the assessment from now on.")
    return redirect("function", code=code, function=function)


def _page(request: HttpRequest, subject: Subject, form: AttachForm, status: int = 200) -> HttpResponse:
    offer_evidence(subject, form)
    context = {"area": subject.area, "function": subject.state, "form": form}
    return respond(request, "record/evidence/attach.html", context, fragment="evidence", status=status)
