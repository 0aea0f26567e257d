"""A person's own notices, and their choice of mail."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from missions.actions.people import notices as actions
from missions.forms.people.notices import PreferenceForm, preference_form
from missions.queries.people import notices
from missions.views.shortcuts import number, pager, respond
from missions.views.written import posted


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own notices, newest first."""
    found = notices.notices(request.actor.pk, before=number(request.GET, "before"))
    context = {
        "told": found.rows,
        "unread": request.user.unread,
        "newest": found.rows[0].pk if found.rows and found.newest else None,
        "form": preference_form(notices.preference(request.actor.pk)),
        "address": request.user.email,
        **pager(request, older=found.older, newest=found.newest),
    }
    return respond(request, "people/notices/index.html", context)


@posted(partial(reverse, "notices"), typed=False)
def read(request: HttpRequest) -> HttpResponse:
    """Mark one's own notices as read, up to the newest one on the page."""
    upto = number(request.POST, "upto")
    if upto is None:
        raise BadRequest("Which notices were read is missing.")
    actions.mark_read(by=request.actor, upto=upto)
    return redirect("home" if "desk" in request.POST else "notices")


@posted(partial(reverse, "notices"), typed=False)
def prefer(request: HttpRequest) -> HttpResponse:
    """Save the person's choice of mail."""
    form = PreferenceForm(request.POST)
    form.is_valid()
    actions.prefer(by=request.actor, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("notices")
