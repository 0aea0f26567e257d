"""The list of organizations, which stewards maintain."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from missions.access import Permission, can
from missions.actions.errors import Unfit
from missions.actions.people import organizations as actions
from missions.domain import addresses
from missions.forms.people.accounts import OrganizationForm
from missions.models import Organization
from missions.queries.people.organizations import organizations
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import posted, written


@written
def index(request: HttpRequest) -> HttpResponse:
    """Every organization; a steward adds one here."""
    permit(request, Permission.READ_ACCOUNTS)
    if request.method != "POST":
        return _page(request)
    actor = permit(request, Permission.KEEP_ORGANIZATIONS)
    form = OrganizationForm(request.POST, auto_id="add-%s")
    said = "The organization is on the list."
    return _act(request, form, said, lambda: actions.add_organization(by=actor, **form.cleaned_data), add=form)


@posted(lambda pk: addresses.ORGANIZATIONS)
def rename(request: HttpRequest, pk: str) -> HttpResponse:
    """Rename an organization."""
    actor = permit(request, Permission.KEEP_ORGANIZATIONS)
    one = Organization.objects.filter(pk=pk).first()
    if one is None:
        raise Http404("There is no such organization.")
    form = OrganizationForm(request.POST, auto_id=f"rename-{pk}-%s")
    said = f"{one.name} has its new name; votes keep the one they were cast under."
    return _act(
        request,
        form,
        said,
        lambda: actions.rename_organization(by=actor, organization=one, **form.cleaned_data),
        renaming=(one.pk, form),
    )


def _act(request: HttpRequest, form: OrganizationForm, said: str, act: Callable[[], Any], **forms: Any) -> HttpResponse:
    """Carry out an act and say so; errors are shown beside their fields, with the input kept."""
    if not form.is_valid():
        return _page(request, status=400, **forms)
    try:
        act()
    except Unfit as error:
        beside(form, error)
        return _page(request, status=409, **forms)
    messages.success(request, said)
    return redirect("organizations")


def _page(
    request: HttpRequest,
    *,
    add: OrganizationForm | None = None,
    renaming: tuple[int, OrganizationForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    keeps = can(request.actor, Permission.KEEP_ORGANIZATIONS)
    asked, typed = renaming or (None, None)
    listed = [
        {
            "pk": one.pk,
            "name": one.name,
            "members": one.members,
            "open": one.pk == asked,
            "form": typed
            if one.pk == asked
            else OrganizationForm(initial={"name": one.name}, auto_id=f"rename-{one.pk}-%s"),
        }
        for one in organizations()
    ]
    context = {"listed": listed, "keeps": keeps, "form": add or OrganizationForm(auto_id="add-%s")}
    return respond(request, "people/organizations/index.html", context, status=status)
