"""Amendments of the policy and of the set of areas: drafted by a steward, decided on by somebody else."""

from collections.abc import Callable
from dataclasses import fields, replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.access import Permission, Refused, can
from missions.actions.errors import Conflict, Unfit
from missions.actions.reviews import amendments as actions
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.record.rule.policy_numbers import THRESHOLDS
from missions.domain.vocabulary import AmendmentKind
from missions.forms.reviews.amendments import AmendmentDecisionForm, AreaForm, ChangeForm, PolicyForm
from missions.models import Amendment, PolicyRevision
from missions.queries.moment import Resolved
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews import amendments
from missions.views.downloads import downloads
from missions.views.remembered import posture_at
from missions.views.shortcuts import beside, permit, resolved_now, respond
from missions.views.written import written


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every amendment, open ones first."""
    actor = permit(request, Permission.READ_RECORD)
    context = {
        "amendments": amendments.amendments(),
        "may_draft": can(actor, Permission.RUN_REVIEWS),
        "downloads": downloads(request, "amendments"),
    }
    return respond(request, "reviews/amendments/index.html", context)


@require_safe
def renamed(request: HttpRequest, rest: str) -> HttpResponse:
    """An old address: redirects to the new one."""
    permit(request, Permission.READ_RECORD)
    return HttpResponsePermanentRedirect(f"{addresses.AMENDMENTS}{rest}")


@written
def policy(request: HttpRequest) -> HttpResponse:
    """Draft a change of the newest policy."""
    permit(request, Permission.RUN_REVIEWS)
    posted = request.method == "POST"
    form = PolicyForm(request.POST) if posted else PolicyForm.of(amendments.newest_policy(), _day())
    return _draft(request, form, "reviews/amendments/policy.html", _draft_policy)


@written
def area(request: HttpRequest) -> HttpResponse:
    """Draft another mission area, or the promotion of an emerging one."""
    permit(request, Permission.RUN_REVIEWS)
    form = AreaForm(request.POST) if request.method == "POST" else AreaForm(initial={"effective_on": _day()})
    return _draft(request, form, "reviews/amendments/area.html", _draft_area)


@written
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One amendment compared with what is in force; a decision authority who did not draft it decides here."""
    permit(request, Permission.READ_RECORD)
    form = AmendmentDecisionForm(request.POST if request.method == "POST" else None)
    status = _decide(request, _drafted(pk).amendment, form) if form.is_bound else HTTPStatus.OK
    if status == HTTPStatus.FOUND:
        return redirect("amendment", pk=pk)
    # Read again, because somebody else changed it in the meantime.
    return respond(
        request, "reviews/amendments/detail.html", _shown(request, _drafted(pk)) | {"form": form}, status=status
    )


def _drafted(pk: int) -> amendments.Drafted:
    found = amendments.amendment(pk)
    if found is None:
        raise Http404(f"There is no amendment {pk}.")
    return found


def _decide(request: HttpRequest, amendment: Amendment, form: AmendmentDecisionForm) -> int:
    """The status of the answer: 302 once decided; otherwise the form says what prevents it."""
    if not form.is_valid():
        return HTTPStatus.BAD_REQUEST
    decide = actions.approve if form.approves else actions.turn_down
    try:
        decide(by=request.actor, amendment=amendment, reason=form.cleaned_data["reason"])
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Conflict as error:
        form.add_error(None, f"{_approved_since(error.newest)} This amendment does not know it: draft it again.")
        return HTTPStatus.CONFLICT
    except Unfit as error:
        beside(form, error)
        return HTTPStatus.CONFLICT
    messages.success(request, "Decided.")
    return HTTPStatus.FOUND


def _shown(request: HttpRequest, drafted: amendments.Drafted) -> dict[str, Any]:
    """One amendment, its changes, and what was approved since."""
    amendment, actor, now = drafted.amendment, request.actor, resolved_now()
    today = portfolio(now.moment, now.policy)
    policy = amendment.kind == AmendmentKind.POLICY
    before = amendments.base_of(amendment) if policy else today.area(drafted.content["code"])
    newest = amendments.newest_policy() if policy and drafted.decision is None else None
    since = newest if newest != before else None
    mine = actor.pk == amendment.by_id
    lines = amendments.lines(drafted, before, since)
    return {
        "drafted": drafted,
        "before": before,
        "since": since,
        "lines": [line for line in lines if line.moves],
        "same": [line for line in lines if not line.moves],
        "cells": _cells_otherwise(drafted, now),
        "otherwise": amendments.indicated_otherwise(drafted, before, today),
        "late": amendments.overdue_on(drafted, _day()),
        "mine": mine,
        "may_approve": can(actor, Permission.DECIDE) and not mine,
        "may_end": mine or can(actor, Permission.DECIDE),
    }


def _cells_otherwise(drafted: amendments.Drafted, now: Resolved) -> list[tuple[Any, Any]] | None:
    """The cells of today's posture that the drafted thresholds would change, with their new values.

    None if the draft changes no threshold of the posture.
    """
    said = {name: value for name, value in drafted.content.items() if name in THRESHOLDS}
    if not said:
        return None
    held = posture_at(now.settled())
    then = replace(held, limits={**held.limits, **said})
    return [
        (cell, then.cells[key].state) for key, cell in held.cells.items() if then.cells[key].state is not cell.state
    ]


def _approved_since(policy: PolicyRevision) -> str:
    return f"{policy.entry.actor_name} approved policy {policy.number} on {day(policy.entry.recorded_at.date())}."


def _draft(
    request: HttpRequest, form: ChangeForm, template: str, draft: Callable[[HttpRequest, ChangeForm], Amendment]
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            drafted = draft(request, form)
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        except Conflict as error:
            form.made_against(error.newest)
            said = f"{_approved_since(error.newest)} Compare your numbers with it, then send them again."
            form.add_error(None, said)
            return respond(request, template, {"form": form}, status=HTTPStatus.CONFLICT)
        except Unfit as error:
            beside(form, error)
        else:
            messages.success(request, "Drafted. A decision authority who is not you decides on it.")
            return redirect("amendment", pk=drafted.pk)
    return respond(request, template, {"form": form}, status=400 if form.is_bound else 200)


def _draft_policy(request: HttpRequest, form: PolicyForm) -> Amendment:
    given = form.cleaned_data
    numbers = actions.PolicyNumbers(**{name: given[name] for name in PolicyForm.NUMBERS})
    return actions.draft_policy(
        by=request.actor,
        numbers=numbers,
        effective_on=given["effective_on"],
        reason=given["reason"],
        thresholds=form.thresholds,
        against=given["against"],
    )


def _draft_area(request: HttpRequest, form: AreaForm) -> Amendment:
    given = form.cleaned_data
    named = {one.name: given[one.name] for one in fields(actions.NewArea) if one.name in given}
    return actions.draft_area(
        by=request.actor, area=actions.NewArea(**named), effective_on=given["effective_on"], reason=given["reason"]
    )


def _day():
    return timezone.localdate()
