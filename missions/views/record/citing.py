"""Cite a figure of a page: keep it as evidence as it was computed, and add it to a draft if one is chosen."""

from dataclasses import replace
from datetime import UTC
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from missions.access import Permission, Refused
from missions.actions.errors import Unfit
from missions.actions.record.evidence import cite
from missions.actions.reviews.errors import Blocked
from missions.actions.reviews.proposals import cite_in
from missions.domain.record.figures import CitedFigure
from missions.domain.record.portfolio import Moment
from missions.forms.moment import read_moment
from missions.forms.record.citing import CiteForm
from missions.models import AuditEntry, Evidence, Proposal
from missions.queries.moment import Resolved, resolve
from missions.queries.reviews.drafts import drafts_of
from missions.views.shortcuts import beside, permit, respond


def cited_moment(request: HttpRequest) -> Resolved:
    """The moment in the address, known no later than now: at it, the record always reads the same.

    Raises PermissionDenied unless the reader may record evidence, Http404 for an invalid moment. Two queries.
    """
    permit(request, Permission.ASSESS)
    now = timezone.now()
    asked = read_moment(request.GET, now)
    today = timezone.localdate(now)
    if asked.errors:
        raise Http404(" ".join(asked.errors.values()))
    resolved = resolve(as_of=asked.as_of, known=asked.known, today=today, chosen=True).settled()
    return replace(resolved, moment=_pinned(resolved.moment))


def _pinned(moment: Moment) -> Moment:
    if moment.known is not None:
        return moment
    newest = AuditEntry.objects.filter(sequence=moment.sequence).values_list("recorded_at", flat=True).first()
    return replace(moment, known=newest and newest.astimezone(UTC))


def citing(request: HttpRequest, figure: CitedFigure, *, url: str, area: str) -> HttpResponse:
    """The page that cites a figure, and its submission; drafts about the named area come first.

    The form is sent to `url`, which contains the figure's moment (`cited_moment`), so that the same figure is recorded.
    """
    drafts = drafts_of(request.actor, timezone.localdate(), area=area)
    names = [(one.proposal, f"Proposal {one.proposal}, {one.area}") for one in drafts]
    shown = {"figure": figure, "url": url}
    form = CiteForm(request.POST if request.method == "POST" else None, proposals=names)
    if request.method != "POST":
        return _page(request, shown, form)
    if not form.is_valid():
        return _page(request, shown, form, status=400)
    try:
        cited = _recorded(request, figure, form)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Blocked as error:
        form.add_error("proposal", str(error))
        return _page(request, shown, form, status=409)
    except Unfit as error:
        beside(form, error)
        return _page(request, shown, form, status=400)
    proposal = form.cleaned_data["proposal"]
    messages.success(request, "Recorded, as the figure is at that moment." + (_added(proposal) if proposal else ""))
    return redirect("draft", pk=proposal) if proposal else redirect("evidence", pk=cited.pk)


def _added(proposal: int) -> str:
    return f" Proposal {proposal} rests on it from now on."


def _recorded(request: HttpRequest, figure: CitedFigure, form: CiteForm) -> Evidence:
    said = {"by": request.actor, "figure": figure, "computed_at": timezone.now(), "reason": form.cleaned_data["reason"]}
    if proposal := form.cleaned_data["proposal"]:
        return cite_in(proposal=Proposal.objects.get(pk=proposal), **said)
    return cite(**said)


def _page(request: HttpRequest, shown: dict[str, Any], form: CiteForm, status: int = 200) -> HttpResponse:
    return respond(request, "record/evidence/cite.html", shown | {"form": form}, status=status)
