"""The pages that record evidence and supersede it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.access import Permission, Refused
from missions.actions.errors import Unfit
from missions.actions.record import evidence as actions
from missions.domain.record.evidence import EvidenceState
from missions.forms.record.evidence import EvidenceForm
from missions.models import Evidence, Function
from missions.queries.record.evidence import by_key
from missions.queries.record.evidence_links import assessment_in_force
from missions.views.record.function_forms import FormFunction, subject_or_404
from missions.views.shortcuts import beside, permit, resolved_now, respond
from missions.views.written import written


@written
def add(request: HttpRequest) -> HttpResponse:
    """Record evidence; with `?for=` and a function's code, attach it to its assessment in force as well."""
    permit(request, Permission.ASSESS)
    subject = _subject(request)
    assessed = subject is not None and subject.state.assessed is not None
    subjects = {"function": subject.state.name if assessed else ""}
    context = {"subject": subject, "assessed": assessed}
    if request.method != "POST":
        return _page(request, EvidenceForm(**subjects), context)
    form = EvidenceForm(request.POST, request.FILES, **subjects)
    if not form.is_valid():
        return _page(request, form, context, status=400)
    attaches = assessed and form.cleaned_data["behind"]
    behind = [assessment_in_force(subject.state)] if attaches else []
    made = _recorded(form, lambda **said: actions.add_evidence(by=request.actor, behind=behind, **said))
    if made is None:
        return _page(request, form, context, status=400)
    if attaches:
        messages.success(request, f"“{made.title}” stands behind the assessment from now on.")
        return redirect("function", code=subject.area.code, function=subject.state.code)
    messages.success(request, "Recorded. To base an assessment on it, select it there: “Find” on the form shows it.")
    return redirect("evidence", pk=made.pk)


@written
def supersede(request: HttpRequest, pk: str) -> HttpResponse:
    """Record evidence that supersedes an earlier piece."""
    permit(request, Permission.ASSESS)
    earlier = by_key(resolved_now().moment, [int(pk)], reader=request.actor).get(int(pk))
    if earlier is None:
        raise Http404(f"There is no evidence {pk}.")
    context: dict[str, Any] = {"earlier": earlier}
    if request.method != "POST":
        if earlier.superseded_by:
            messages.info(request, "It is superseded already; this is the newer one.")
            return redirect("evidence", pk=earlier.superseded_by)
        return _page(request, EvidenceForm(earlier=earlier), context)
    form = EvidenceForm(request.POST, request.FILES, earlier=earlier)
    if not form.is_valid():
        return _page(request, form, context, status=400)
    try:
        made = _recorded(form, lambda **said: _supersede(request, earlier, form, said))
    except actions.Superseded as error:
        return _page(request, form, context | {"newer": error.newer}, status=409)
    if made is None:
        return _page(request, form, context, status=400)
    messages.success(
        request, "Recorded. Assessments based on the earlier item still name it, and now also show this one."
    )
    return redirect("evidence", pk=made.pk)


def _supersede(request: HttpRequest, earlier: EvidenceState, form: EvidenceForm, said: dict[str, Any]) -> Evidence:
    row = Evidence.objects.get(pk=earlier.pk)
    keeps = form.cleaned_data.get("keep_file", False)
    return actions.supersede_evidence(by=request.actor, evidence=row, keep_file=keeps, **said)


def _recorded(form: EvidenceForm, act: Callable[..., Evidence]) -> Evidence | None:
    """What the act recorded from the form; None if a value is invalid, which is shown beside its field."""
    given = form.cleaned_data
    sent = given["file"]
    upload = sent and actions.Upload(sent.file, sent.name, sent.size, sent.content_type or "")
    content = actions.EvidenceContent(**{name: given[name] for name in EvidenceForm.CONTENT})
    try:
        return act(content=content, upload=upload, reason=given["reason"])
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        beside(form, error)
        return None


def _subject(request: HttpRequest) -> FormFunction | None:
    """The function that `?for=` names, as of today; None without it. Raises Http404."""
    code = request.GET.get("for", "")
    if not code:
        return None
    function = None if "\0" in code else Function.objects.select_related("area").filter(code=code).first()
    if function is None:
        raise Http404(f"There is no function {code}.")
    return subject_or_404(function.area.code, function.code)


def _page(request: HttpRequest, form: EvidenceForm, context: dict[str, Any], status: int = 200) -> HttpResponse:
    if status != 200:
        form.say_file_again()
    return respond(request, "record/evidence/form.html", {"form": form, **context}, status=status)
