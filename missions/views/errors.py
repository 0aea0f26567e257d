"""The pages for refused and invalid requests; refusals are recorded in the audit chain."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from missions.actions.access import record_refusal


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason and who could do it; recorded when somebody is signed in."""
    if request.actor is not None:
        record_refusal(by=request.actor, address=f"{request.method} {request.path}", why=str(exception))
    return render(request, "403.html", {"exception": str(exception)}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, for a request that no page can read."""
    return render(request, "400.html", status=400)
