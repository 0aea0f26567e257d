"""The pages that add, rename, describe and retire a function."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from missions.access import Permission, Refused
from missions.actions import errors
from missions.actions.record import facts
from missions.domain.dates import day
from missions.domain.record.portfolio import NO_NEW_FUNCTIONS, AreaState, FunctionState, Moment
from missions.forms.declared import DatedForm
from missions.forms.record.functions import NewFunctionForm, RevisionForm
from missions.models import Function, FunctionRevision, MissionArea
from missions.models.base import Fact
from missions.queries.moment import resolve
from missions.queries.record.functions import free_code, newest_sequence
from missions.queries.record.history import FACT_KINDS, About, words
from missions.queries.record.portfolio import portfolio
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import written


@dataclass(frozen=True)
class FormFunction:
    """The function that a form is about, as of today."""

    moment: Moment
    area: AreaState
    state: FunctionState
    function: Function

    @property
    def today(self) -> date:
        return self.moment.today


def subject_or_404(code: str, function: str) -> FormFunction:
    """The function with that code in that area today, retired or not. Raises Http404."""
    area, moment = area_or_404(code)
    state = next((one for one in area.functions if one.code == function), None)
    if state is None:
        raise Http404(f"There is no function {function} in {code} today.")
    return FormFunction(moment, area, state, Function.objects.select_related("area").get(code=function))


def renewed(form: type[DatedForm], posted: QueryDict, newest: Fact) -> DatedForm:
    """The form with everything that was typed, now based on the newer fact."""
    data = posted.copy()
    data["against"] = newest.entry_id
    return form(data)


def compared(about: About, newest: Fact, form: Form) -> dict[str, Any]:
    """The fact recorded in the meantime beside what was typed, field by field."""
    fields = FACT_KINDS[about].fields
    rows = []
    for name in form.SHOWN:
        choices = fields[name][1] if name in fields else None
        theirs, yours = words(getattr(newest, name), choices), words(form.cleaned_data[name], choices)
        rows.append({"label": form[name].label, "theirs": theirs, "yours": yours, "differs": theirs != yours})
    return {"newest": newest, "rows": rows}


@written
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a function to a mission area."""
    actor = permit(request, Permission.ASSESS)
    area, moment = area_or_404(code)
    if area.emerging:
        raise Http404(NO_NEW_FUNCTIONS)
    if request.method != "POST":
        form = NewFunctionForm(initial={"code": free_code(code), "effective_on": moment.today})
        return _add_page(request, area, form)
    form = NewFunctionForm(request.POST)
    if not form.is_valid():
        return _add_page(request, area, form, status=400)
    given = form.cleaned_data
    new = facts.NewFunction(code=given["code"], name=given["name"], description=given["description"])
    try:
        facts.add_functions(
            by=actor,
            area=MissionArea.objects.get(code=code),
            functions=[new],
            effective_on=given["effective_on"],
            reason=given["reason"],
        )
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        beside(form, error)
        return _add_page(request, area, form, status=400)
    messages.success(request, f"{new.code} is added from {day(given['effective_on'])}. Assess it next.")
    address = reverse("function", kwargs={"code": code, "function": new.code})
    # Before the function exists, its page is readable only on the day it begins.
    later = given["effective_on"] > moment.today
    return redirect(f"{address}?as_of={given['effective_on'].isoformat()}" if later else address)


@written
def revise(request: HttpRequest, code: str, function: str) -> HttpResponse:
    """Rename, describe or retire a function."""
    permit(request, Permission.ASSESS)
    subject = subject_or_404(code, function)
    if request.method != "POST":
        against = newest_sequence(FunctionRevision, subject.function)
        # Read after the sequence, so that the form is never older than the sequence it claims to be based on.
        subject = subject_or_404(code, function)
        return _revise_page(request, subject, RevisionForm.of(subject.state, against=against, today=subject.today))
    form = RevisionForm(request.POST)
    if not form.is_valid():
        return _revise_page(request, subject, form, status=400)
    return _save(request, subject, form)


def _save(request: HttpRequest, subject: FormFunction, form: RevisionForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        facts.revise_function(by=request.actor, function=subject.function, **given)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        beside(form, error)
        return _revise_page(request, subject, form, status=400)
    except errors.Conflict as error:
        again = renewed(RevisionForm, request.POST, error.newest)
        return _revise_page(request, subject, again, conflict=compared(About.FUNCTION, error.newest, form), status=409)
    done = "is retired" if given["retired"] else "is revised"
    messages.success(request, f"Saved. {subject.state.code} {done} from {day(given['effective_on'])}.")
    return redirect("function", code=subject.area.code, function=subject.state.code)


def area_or_404(code: str) -> tuple[AreaState, Moment]:
    """The area with that code today, retired functions included. Raises Http404."""
    today = timezone.localdate()
    now = resolve(as_of=today, known=None, today=today, chosen=False)
    area = portfolio(now.moment, now.policy, area=code, retired=True).area(code)
    if area is None:
        raise Http404(f"There is no mission area {code}.")
    return area, now.moment


def _add_page(request: HttpRequest, area: AreaState, form: NewFunctionForm, status: int = 200) -> HttpResponse:
    return respond(request, "record/functions/add.html", {"area": area, "form": form}, status=status)


def _revise_page(
    request: HttpRequest,
    subject: FormFunction,
    form: RevisionForm,
    *,
    conflict: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"area": subject.area, "function": subject.state, "form": form, "conflict": conflict}
    return respond(request, "record/functions/revise.html", context, status=status)
