"""Accounts and their roles: administrators manage them, stewards confirm waiting roles."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from missions.access import CONFIRMED_ROLES, Actor, Permission, Refused, can
from missions.actions import errors
from missions.actions.people import accounts as actions
from missions.actions.people.identity import may_change_sign_in
from missions.domain.vocabulary import GrantStep, Role
from missions.forms.base import ReasonForm
from missions.forms.people.accounts import AddressForm, CertificateForm, GrantForm, ListedAccountForm, StepForm
from missions.models import RoleGrant, User
from missions.models.people.sessions import FAILED_SINCE, SIGNED_IN_BEFORE
from missions.queries.heartbeat import silent_since
from missions.queries.people.accounts import Account, accounts, grants_of, why_not_confirm
from missions.queries.people.notices import refused_mails, untold
from missions.queries.people.organizations import organization_names
from missions.queries.people.sessions import told_of_the_time_before
from missions.views.downloads import downloads
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import posted, written


@written
def index(request: HttpRequest) -> HttpResponse:
    """Every account, and for an administrator the form that creates one."""
    actor = permit(request, Permission.READ_ACCOUNTS)
    manages = can(actor, Permission.MANAGE_ACCOUNTS)
    sent = request.POST if request.method == "POST" else None
    form = ListedAccountForm(sent, organizations=organization_names()) if manages else None
    if request.method == "POST":
        permit(request, Permission.MANAGE_ACCOUNTS)
        user = _created(actor, form) if form.is_valid() else None
        if user:
            messages.success(
                request,
                f"The account of {user.name} is created. Grant it a role and make a link to sign in.",
            )
            return redirect("person", username=user.username)
    shown = [_listed(account) for account in accounts(on=timezone.localdate())]
    return respond(
        request,
        "people/people/index.html",
        {
            "people": shown,
            "form": form,
            "refused": refused_mails(),
            "untold": untold(),
            "silent_since": silent_since() if manages else None,
            "downloads": downloads(request, "people"),
            "grants": downloads(request, "grants"),
        },
        status=400 if form and form.errors else 200,
    )


def _created(actor: Actor, form: ListedAccountForm) -> User | None:
    """The new account; None if a value is invalid, which is shown beside its field."""
    try:
        return actions.create_account(by=actor, **form.cleaned_data)
    except errors.Unfit as error:
        beside(form, error)
        return None


@require_safe
def detail(request: HttpRequest, username: str) -> HttpResponse:
    """One account with every step of its roles; everyone may see their own."""
    return account_page(request, *person_asked_for(request, username))


def page_of(username: str, **_step: str) -> str:
    return reverse("person", kwargs={"username": username})


@posted(page_of)
def grant(request: HttpRequest, username: str) -> HttpResponse:
    """Grant a role to an account."""
    actor, user = person_asked_for(request, username)
    permit(request, Permission.MANAGE_ACCOUNTS)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return account_page(request, actor, user, grant_form=form, status=400)
    role = Role(form.cleaned_data["role"])
    waits = " It takes effect when a steward confirms it." if role in CONFIRMED_ROLES else ""
    said = f"{user.name} is granted the role {role.label.lower()}.{waits}"
    return act(
        request,
        actor,
        user,
        "grant_form",
        form,
        said,
        lambda: actions.grant_role(by=actor, user=user, **form.cleaned_data | {"role": role}),
    )


@posted(page_of)
def step(request: HttpRequest, username: str, pk: str, action: str) -> HttpResponse:
    """Confirm or end the role that the grant `pk` is about."""
    actor, user = person_asked_for(request, username)
    grants = {row.pk: row for row in grants_of(user)}
    if int(pk) not in grants:
        raise Http404("There is no such grant.")
    before = grants[int(pk)]
    role = Role(before.role)
    form = StepForm(request.POST, grant=int(pk), action=action)
    take = actions.confirm_role if action == "confirm" else actions.end_role
    if not form.is_valid():
        return account_page(request, actor, user, reason_form=form, status=400)
    ended = "declined" if before.step == GrantStep.PROPOSED else "ended"
    said = f"The role {role.label.lower()} of {user.name} is {'confirmed' if action == 'confirm' else ended}."
    return act(
        request,
        actor,
        user,
        "reason_form",
        form,
        said,
        lambda: take(by=actor, user=user, role=role, reason=form.cleaned_data["reason"]),
    )


@posted(page_of)
def active(request: HttpRequest, username: str) -> HttpResponse:
    """Deactivate or reactivate an account."""
    actor, user = person_asked_for(request, username)
    permit(request, Permission.MANAGE_ACCOUNTS)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return account_page(request, actor, user, active_form=form, status=400)
    said = f"The account of {user.name} is {'deactivated' if user.is_active else 'active again'}."
    return act(
        request,
        actor,
        user,
        "active_form",
        form,
        said,
        lambda: actions.set_active(by=actor, user=user, active=not user.is_active, reason=form.cleaned_data["reason"]),
    )


@posted(page_of)
def address(request: HttpRequest, username: str) -> HttpResponse:
    """Correct the e-mail address of an account."""
    actor, user = person_asked_for(request, username)
    permit(request, Permission.MANAGE_ACCOUNTS)
    form = AddressForm(request.POST, auto_id="address-%s")
    if not form.is_valid():
        return account_page(request, actor, user, address_form=form, status=400)
    return act(
        request,
        actor,
        user,
        "address_form",
        form,
        f"The address of {user.name} is corrected; mail that was refused is sent again.",
        lambda: actions.correct_address(by=actor, user=user, **form.cleaned_data),
    )


def act(
    request: HttpRequest, actor: Actor, user: User, name: str, form: Form, said: str, act: Callable[[], Any]
) -> HttpResponse:
    """Carry out an act and say so; a conflict is shown beside the form, with the input kept."""
    try:
        act()
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except errors.Unfit as error:
        beside(form, error)
        return account_page(request, actor, user, status=409, **{name: form})
    messages.success(request, said)
    return redirect("person", username=user.username)


def person_asked_for(request: HttpRequest, username: str) -> tuple[Actor, User]:
    """The actor and the account that it may see: its own, or any for people who read accounts."""
    actor = request.actor
    if actor.username != username:
        permit(request, Permission.READ_ACCOUNTS)
    user = User.objects.select_related("organization").filter(username=username).first()
    if user is None:
        raise Http404(f"There is no account {username}.")
    return actor, user


def account_page(request: HttpRequest, actor: Actor, user: User, status: int = 200, **forms: Form) -> HttpResponse:
    manages = can(actor, Permission.MANAGE_ACCOUNTS) and actor.pk != user.pk
    secures = may_change_sign_in(actor, user)
    context = {
        "person": {
            "username": user.username,
            "name": user.name,
            "organization": user.organization.name,
            "active": user.is_active,
        },
        "own": actor.pk == user.pk,
        "time_before": _time_before(request) if actor.pk == user.pk else "",
        "grants": _steps(actor, user),
        "grant_form": forms.get("grant_form") or (GrantForm() if manages else None),
        "address_form": forms.get("address_form")
        or (AddressForm(initial={"email": user.email}, auto_id="address-%s") if manages else None),
        "certificate_form": forms.get("certificate_form")
        or (CertificateForm(initial={"edipi": user.edipi}, auto_id="certificate-%s") if secures else None),
        "link_form": forms.get("link_form") or (ReasonForm(auto_id="link-%s") if manages and user.is_active else None),
        "second_factor_form": forms.get("second_factor_form")
        or (ReasonForm(auto_id="second-factor-%s") if secures and user.has_second_factor else None),
        "active_form": forms.get("active_form") or (ReasonForm(prefix=None) if manages else None),
        "reason_form": forms.get("reason_form"),
    }
    return respond(request, "people/people/detail.html", context, status=status)


def _time_before(request: HttpRequest) -> str:
    """The session's data about the previous sign-in; empty at the first."""
    before = parse_datetime(request.session.get(SIGNED_IN_BEFORE, ""))
    return told_of_the_time_before(before, request.session.get(FAILED_SINCE, 0)) if before else ""


def _listed(account: Account) -> dict[str, Any]:
    return {
        "username": account.user.username,
        "name": account.user.name,
        "organization": account.user.organization.name,
        "active": account.user.is_active,
        "roles": [role.label for role in account.roles],
        "waiting": [role.label for role in account.proposed],
    }


def _steps(actor: Actor, user: User) -> list[dict[str, Any]]:
    """Every step, newest first; only the newest step of a role offers the next act."""
    seen: set[str] = set()
    shown = []
    for row in grants_of(user):
        newest = row.role not in seen
        seen.add(row.role)
        shown.append(_step(actor, row, newest))
    return shown


def _step(actor: Actor, row: RoleGrant, newest: bool) -> dict[str, Any]:
    role = Role(row.role)
    open_step = newest and row.step != GrantStep.ENDED
    steward = can(actor, Permission.CONFIRM_ROLES) and role in CONFIRMED_ROLES
    waits = open_step and row.step == GrantStep.PROPOSED
    why_not = why_not_confirm(actor.pk, row) if waits and steward else ""
    return {
        "pk": row.pk,
        "role": role,
        "step": GrantStep(row.step),
        "by": row.entry.actor_name,
        "recorded_at": row.entry.recorded_at,
        "starts_on": row.effective_on,
        "ends_on": row.ends_on,
        "reason": row.reason,
        "waits": waits,
        "can_confirm": waits and steward and not why_not,
        "can_end": open_step and (steward or can(actor, Permission.MANAGE_ACCOUNTS)),
        "why_not": why_not,
    }
