"""The revisions of a proposal: one, two side by side, and what changed since the reader voted."""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.access import Permission, Refused
from missions.domain import addresses
from missions.models import Proposal, ProposalRevision
from missions.queries.reviews.brief.revisions import revisions_seen, side_by_side, voted_on
from missions.views.reviews.proposals.beside_rule import beside_revisions
from missions.views.shortcuts import never_shared, permit, respond


@never_shared
@require_safe
def revision(request: HttpRequest, pk: str, number: str) -> HttpResponse:
    """One frozen revision in full."""
    permit(request, Permission.READ_RECORD)
    return _page(request, int(pk), int(number), None)


@never_shared
@require_safe
def compared(request: HttpRequest, pk: str, earlier: str, later: str) -> HttpResponse:
    """Two revisions side by side, the earlier one first."""
    permit(request, Permission.READ_RECORD)
    first, last = sorted((int(earlier), int(later)))
    return _page(request, int(pk), last, first if first != last else None)


@never_shared
@require_safe
def since_vote(request: HttpRequest, pk: str) -> HttpResponse:
    """Redirect to what changed since the reader voted; to the proposal if that is nothing."""
    permit(request, Permission.READ_RECORD)
    newest, voted = _revisions(request, int(pk))[0].number, voted_on(request.actor, int(pk))
    if voted is None or voted == newest:
        return redirect(addresses.proposal(int(pk)))
    return redirect(addresses.compared_revisions(int(pk), voted, newest))


def _revisions(request: HttpRequest, pk: int) -> list[ProposalRevision]:
    """Those of the proposal, newest first. Raises Http404 or PermissionDenied."""
    today: date = timezone.localdate()
    try:
        return revisions_seen(request.actor, pk, today)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Proposal.DoesNotExist as error:
        raise Http404(str(error)) from error


def _page(request: HttpRequest, pk: int, number: int, against: int | None) -> HttpResponse:
    known = {one.number: one for one in _revisions(request, pk)}
    asked = [one for one in (number, against) if one is not None]
    if not known.keys() >= set(asked):
        raise Http404(f"Proposal {pk} has no such revision.")
    later, earlier = known[number], known.get(against)
    proposal = Proposal.objects.select_related("review__area").get(pk=pk)
    context = {
        "proposal": proposal,
        "area": proposal.review.area.code,
        "earlier": earlier,
        "later": later,
        "lines": side_by_side(request.actor, earlier or later, later),
        "beside": beside_revisions(earlier, later),
        "others": list(_others(pk, asked, sorted(known))),
        "live": max(known),
        "voted": voted_on(request.actor, pk),
    }
    return respond(request, "reviews/proposals/revisions.html", context)


def _others(pk: int, shown: list[int], known: list[int]) -> Iterator[tuple[str, str]]:
    """Further links: each revision alone, and each beside the others."""
    for number in sorted(shown):
        if len(shown) > 1:
            yield f"Revision {number}", addresses.revision(pk, number)
        for other in known:
            if other not in shown:
                yield f"Revisions {number} and {other}", addresses.compared_revisions(pk, *sorted((number, other)))
