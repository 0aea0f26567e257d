"""Ways to sign in that others manage: a first link, a certificate, and a lost second factor."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from missions.access import Actor, Permission, Refused
from missions.actions.errors import Unfit
from missions.actions.people import identity, links
from missions.domain.people.attempts import in_words
from missions.forms.base import ReasonForm
from missions.forms.people.accounts import CertificateForm
from missions.models import User
from missions.views.people.accounts import account_page, act, page_of, person_asked_for
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import posted


def permit_change(actor: Actor, user: User, act: str) -> None:
    """Raises `PermissionDenied`, with the reason, unless the actor may change how the person signs in."""
    if not identity.may_change_sign_in(actor, user):
        raise PermissionDenied(identity.ONLY_A_STEWARD.format(act=act))


@posted(page_of)
def link(request: HttpRequest, username: str) -> HttpResponse:
    """Make a link to sign in, which is shown only once."""
    actor, user = person_asked_for(request, username)
    permit(request, Permission.MANAGE_ACCOUNTS)
    form = ReasonForm(request.POST, auto_id="link-%s")
    if not form.is_valid():
        return account_page(request, actor, user, link_form=form, status=400)
    try:
        url = links.make_link(by=actor, user=user, reason=form.cleaned_data["reason"])
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Unfit as error:
        beside(form, error)
        return account_page(request, actor, user, link_form=form, status=409)
    context = {"person": user, "url": url, "lasts": in_words(settings.PASSWORD_RESET_TIMEOUT)}
    return respond(request, "people/people/link.html", context)


@posted(page_of)
def certificate(request: HttpRequest, username: str) -> HttpResponse:
    """Set whose certificate signs in to an account."""
    actor, user = person_asked_for(request, username)
    permit_change(actor, user, "set the certificate")
    form = CertificateForm(request.POST, auto_id="certificate-%s")
    if not form.is_valid():
        return account_page(request, actor, user, certificate_form=form, status=400)
    return act(
        request,
        actor,
        user,
        "certificate_form",
        form,
        f"The certificate of {user.name} is set.",
        lambda: identity.set_certificate(by=actor, user=user, **form.cleaned_data),
    )


@posted(page_of)
def second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """Remove a second factor that somebody lost."""
    actor, user = person_asked_for(request, username)
    permit_change(actor, user, "remove the second factor")
    form = ReasonForm(request.POST, auto_id="second-factor-%s")
    if not form.is_valid():
        return account_page(request, actor, user, second_factor_form=form, status=400)
    return act(
        request,
        actor,
        user,
        "second_factor_form",
        form,
        f"The second factor of {user.name} is removed, and their sessions have ended.",
        lambda: identity.reset_second_factor(by=actor, user=user, reason=form.cleaned_data["reason"]),
    )
