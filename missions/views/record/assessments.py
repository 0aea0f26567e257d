"""Assess a function: the form, a preview of the effect, and the answer if somebody else saved first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from missions.access import Permission, Refused
from missions.actions import errors
from missions.actions.record import facts
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.record.rule.categorization import standing_of
from missions.domain.record.rule.criteria import DECIDING
from missions.domain.record.rule.indication import rule_result
from missions.domain.record.rule.what_if import try_out
from missions.forms.record.functions import AssessmentForm
from missions.models import Assessment, Function
from missions.queries.commercial.recorded import recorded_for
from missions.queries.moment import resolve
from missions.queries.record.evidence_links import behind
from missions.queries.record.functions import newest_sequence
from missions.queries.record.history import About
from missions.queries.record.portfolio import portfolio
from missions.views.record.evidence_links import chosen_evidence, offer_evidence
from missions.views.record.function_forms import FormFunction, compared, renewed, subject_or_404
from missions.views.shortcuts import beside, is_fragment, permit, respond
from missions.views.written import written


@written
def assess(request: HttpRequest, code: str, function: str) -> HttpResponse:
    """The six questions about one function; "See the effect" stores nothing.

    With `?back=area`, as from the functions of an area, the form returns there.
    """
    permit(request, Permission.ASSESS)
    subject = subject_or_404(code, function)
    if request.method != "POST":
        against = newest_sequence(Assessment, subject.function)
        # Read after the sequence, so that the form is never older than the sequence it claims to be based on.
        subject = subject_or_404(code, function)
        keys = [one.evidence.pk for one in behind(subject.moment, code, function)]
        form = AssessmentForm.of(subject.state, against=against, today=subject.today, evidence=keys)
        return _page(request, subject, form)
    form = AssessmentForm(request.POST)
    if "look" in request.POST:
        form.forget_errors()
        return _page(request, subject, form, fragment="evidence")
    if "preview" in request.POST:
        return _preview(request, subject, form)
    if not form.is_valid():
        return _page(request, subject, form, status=400)
    return _save(request, subject, form)


def _save(request: HttpRequest, subject: FormFunction, form: AssessmentForm) -> HttpResponse:
    """Save the assessment. Errors are shown beside their fields; a newer assessment is shown with status 409."""
    given = form.cleaned_data
    answers = facts.AssessmentAnswers(function=subject.function, **{name: given[name] for name in AssessmentForm.SHOWN})
    try:
        facts.reassess(
            by=request.actor,
            answers=answers,
            effective_on=given["effective_on"],
            reason=given["reason"],
            against=given["against"],
            evidence=chosen_evidence(form),
        )
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        beside(form, error)
        return _page(request, subject, form, status=400)
    except errors.Conflict as error:
        again = renewed(AssessmentForm, request.POST, error.newest)
        return _page(request, subject, again, conflict=compared(About.ASSESSMENT, error.newest, form), status=409)
    standing = standing_of(**{name: given[name] for name in DECIDING})
    messages.success(
        request, f"Saved. From {day(given['effective_on'])} {subject.state.code} stands as {standing.label.lower()}."
    )
    return redirect(_back(request, subject))


def _back(request: HttpRequest, subject: FormFunction) -> str:
    """The page that the form returns to."""
    if request.GET.get("back") == "area":
        return f"{addresses.area(subject.area.code)}#functions"
    return addresses.function(subject.area.code, subject.state.code)


def _preview(request: HttpRequest, subject: FormFunction, form: AssessmentForm) -> HttpResponse:
    effect = None
    if form.is_valid_to_preview():
        try:
            effect = _effect(subject.function, form.cleaned_data)
        except errors.Unfit as error:
            beside(form, error)
    status = 400 if form.errors and not is_fragment(request) else 200
    return _page(request, subject, form, effect=effect, status=status)


def _effect(function: Function, given: dict[str, Any]) -> dict[str, Any]:
    """Standing and indicated category on the effective day, without and with these answers. Raises `errors.Unfit`."""
    on = given["effective_on"]
    at = resolve(as_of=on, known=None, today=timezone.localdate(), chosen=True)
    facts.demand_assessable(facts.state_on(function, on, at.moment.sequence), on)
    area = portfolio(at.moment, at.policy, area=function.area.code).area(function.area.code)
    after, tried = try_out(area, {function.code: {name: given[name] for name in DECIDING}})
    mine = next(one for one in tried if one.function.code == function.code)
    return {
        "on": on,
        "category": area.category,
        "standing_before": mine.function.standing,
        "standing_after": mine.after.standing,
        "before": rule_result(area, at.policy),
        "after": rule_result(after, at.policy),
    }


def _page(
    request: HttpRequest,
    subject: FormFunction,
    form: AssessmentForm,
    *,
    effect: dict[str, Any] | None = None,
    conflict: dict[str, Any] | None = None,
    fragment: str = "effect",
    status: int = 200,
) -> HttpResponse:
    form.tell_former_source(subject.state)
    offer_evidence(subject, form)
    context = {
        "area": subject.area,
        "function": subject.state,
        "form": form,
        "recorded": recorded_for(subject.state.code, subject.moment),
        "back_url": _back(request, subject),
        "effect": effect,
        "conflict": conflict,
        "wrong": [field for field in form if field.errors],
    }
    return respond(request, "record/functions/assess.html", context, fragment=fragment, status=status)
