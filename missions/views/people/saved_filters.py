"""One's own saved filters: lists that a person comes back to, under names they chose."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from missions.access import Permission, can, has_desk
from missions.actions.errors import Unfit
from missions.actions.people import saved_filters as actions
from missions.domain import addresses
from missions.domain.people.saved_filters import LONGEST, read_filter
from missions.forms.people.saved_filters import SavedFilterForm
from missions.models import SavedFilter
from missions.queries.people.saved_filters import filtered, saved_filters
from missions.views.shortcuts import beside, permit, respond
from missions.views.written import posted, written

NO_LIST = f"Only {', '.join(addresses.LISTS.values())} can be saved, each with up to {LONGEST:,} characters of address."


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The person's filters, each to be opened, renamed or deleted."""
    return _index_page(request)


@written
def add(request: HttpRequest) -> HttpResponse:
    """Name the list at `?address=`, and return to it. Raises Http404 if it is no list."""
    actor = permit(request, Permission.READ_RECORD)
    asked = read_filter(request.GET.get("address", ""))
    if asked is None:
        raise Http404(NO_LIST)
    context: dict[str, Any] = {"asked": asked, "form": SavedFilterForm()}
    if request.method != "POST":
        return respond(request, "people/saved_filters/add.html", context)
    form = context["form"] = SavedFilterForm(request.POST)
    if form.is_valid():
        try:
            saved = actions.save(by=actor, filtered=asked, **form.cleaned_data)
        except Unfit as error:
            beside(form, error)
        else:
            where = "on your desk, and in the menu" if has_desk(actor) else "in the menu"
            messages.success(request, f"“{saved.name}” is saved. Find it {where} under your name.")
            return redirect(saved.address)
    return respond(request, "people/saved_filters/add.html", context, status=400)


@posted(lambda pk: addresses.SAVED_FILTERS)
def rename(request: HttpRequest, pk: str) -> HttpResponse:
    """Rename one's own filter."""
    saved = _own_or_404(request, pk)
    form = SavedFilterForm(request.POST, auto_id=f"rename-{saved.pk}-%s")
    if form.is_valid():
        try:
            actions.rename(by=request.actor, saved=saved, **form.cleaned_data)
        except Unfit as error:
            beside(form, error)
        else:
            messages.success(request, f"It is called “{form.cleaned_data['name']}” now.")
            return redirect(addresses.SAVED_FILTERS)
    return _index_page(request, renaming=(saved.pk, form), status=400)


@posted(lambda pk: addresses.SAVED_FILTERS, typed=False)
def delete(request: HttpRequest, pk: str) -> HttpResponse:
    """Delete one's own filter."""
    saved = _own_or_404(request, pk)
    actions.delete(by=request.actor, saved=saved)
    messages.success(request, f"“{saved.name}” is deleted.")
    return redirect(addresses.SAVED_FILTERS)


def _own_or_404(request: HttpRequest, pk: str) -> SavedFilter:
    """The person's own filter. Raises Http404 also for somebody else's."""
    saved = SavedFilter.objects.filter(pk=pk, person_id=request.actor.pk).first()
    if saved is None:
        raise Http404("You have no such saved filter; it may have been deleted.")
    return saved


def _index_page(
    request: HttpRequest, *, renaming: tuple[int, SavedFilterForm] | None = None, status: int = 200
) -> HttpResponse:
    asked, typed = renaming or (None, None)
    listed = [
        {
            "saved": one,
            "filtered": filtered(one),
            "open": one.pk == asked,
            "form": typed
            if one.pk == asked
            else SavedFilterForm(initial={"name": one.name}, auto_id=f"rename-{one.pk}-%s"),
        }
        for one in saved_filters(request.actor.pk)
    ]
    context = {"listed": listed, "may_read": can(request.actor, Permission.READ_RECORD)}
    return respond(request, "people/saved_filters/index.html", context, status=status)
