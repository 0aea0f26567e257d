"""Changes of the policy and of the set of areas: drafted by a steward, decided on by somebody else."""

from collections.abc import Callable
from dataclasses import fields

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import Permission, Refused, can
from missions.actions.errors import Unfit
from missions.actions.reviews import amendments as actions
from missions.domain.record.portfolio import Portfolio
from missions.forms.base import ReasonForm
from missions.forms.reviews.amendments import AreaForm, ChangeForm, PolicyForm
from missions.models import Amendment
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews import amendments
from missions.views.downloads import downloads
from missions.views.shortcuts import permit, respond


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every change, those that wait first."""
    actor = permit(request, Permission.READ_RECORD)
    context = {
        "changes": amendments.changes(),
        "may_draft": can(actor, Permission.RUN_REVIEWS),
        "downloads": downloads(request, "changes"),
    }
    return respond(request, "reviews/changes/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Draft another policy."""
    permit(request, Permission.RUN_REVIEWS)
    form = PolicyForm(request.POST) if request.method == "POST" else PolicyForm.of(_today().policy, _day())
    return _draft(request, form, "reviews/changes/policy.html", _draft_policy)


@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest) -> HttpResponse:
    """Draft another mission area, or the promotion of an emerging one."""
    permit(request, Permission.RUN_REVIEWS)
    form = AreaForm(request.POST) if request.method == "POST" else AreaForm(initial={"effective_on": _day()})
    return _draft(request, form, "reviews/changes/area.html", _draft_area)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One change beside what is in force; a decision authority who did not draft it decides here."""
    actor = permit(request, Permission.READ_RECORD)
    drafted = amendments.change(pk)
    if drafted is None:
        raise Http404(f"There is no change {pk}.")
    form, status = ReasonForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        decide = actions.approve if request.POST.get("decision") == "approve" else actions.turn_down
        if form.is_valid():
            try:
                decide(by=actor, amendment=drafted.amendment, reason=form.cleaned_data["reason"])
            except Refused as error:
                raise PermissionDenied(str(error)) from error
            except Unfit as error:
                form.add_error(None, str(error))
                status = 409
            else:
                messages.success(request, "Decided.")
                return redirect("change", pk=pk)
        else:
            status = 400
    shown = _today()
    mine = actor.pk == drafted.amendment.by_id
    context = {
        "change": drafted,
        "lines": amendments.lines(drafted, shown),
        "otherwise": amendments.indicated_otherwise(drafted, shown),
        "late": amendments.overdue_on(drafted, _day()),
        "mine": mine,
        "may_approve": can(actor, Permission.DECIDE) and not mine,
        "may_end": mine or can(actor, Permission.DECIDE),
        "form": form,
    }
    return respond(request, "reviews/changes/detail.html", context, status=status)


def _draft(
    request: HttpRequest, form: ChangeForm, template: str, draft: Callable[[HttpRequest, ChangeForm], Amendment]
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            drafted = draft(request, form)
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        except Unfit as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, "Drafted. A decision authority who is not you decides on it.")
            return redirect("change", pk=drafted.pk)
    return respond(request, template, {"form": form}, status=400 if form.is_bound else 200)


def _draft_policy(request: HttpRequest, form: PolicyForm) -> Amendment:
    given = form.cleaned_data
    numbers = actions.PolicyNumbers(**{name: given[name] for name in PolicyForm.NUMBERS})
    return actions.draft_policy(
        by=request.actor, numbers=numbers, effective_on=given["effective_on"], reason=given["reason"]
    )


def _draft_area(request: HttpRequest, form: AreaForm) -> Amendment:
    given = form.cleaned_data
    named = {one.name: given[one.name] for one in fields(actions.NewArea) if one.name in given}
    return actions.draft_area(
        by=request.actor, area=actions.NewArea(**named), effective_on=given["effective_on"], reason=given["reason"]
    )


def _day():
    return timezone.now().date()


def _today() -> Portfolio:
    today = _day()
    now = resolve(as_of=today, known=None, today=today, chosen=False)
    return portfolio(now.moment, now.policy)
