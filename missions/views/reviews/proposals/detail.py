"""The decision page: one page with everything for the decision, as far as its reader may see it."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from missions.access import TAKES_PART, Actor, Permission, Refused, can_any
from missions.domain.record.portfolio import FunctionState
from missions.domain.reviews.brief.question import consequence, question
from missions.domain.reviews.brief.risks import risks
from missions.domain.vocabulary import Category, Role, State, VoteChoice
from missions.forms.reviews.reviews import CommentForm
from missions.models import ChangeRequest, Proposal
from missions.queries.reviews.brief.contents import Brief, Sight, brief, demand_sight
from missions.queries.reviews.brief.revisions import revisions_of
from missions.queries.reviews.brief.timeline import CommentState, Event, since_own, thread
from missions.queries.reviews.opportunities import opportunities
from missions.queries.reviews.reviews import review_row
from missions.views.reviews.proposals.beside_rule import beside_rule
from missions.views.reviews.proposals.cited import cited
from missions.views.reviews.proposals.offers import answers, grouped, offers, replies
from missions.views.reviews.reviews import next_step, resolves
from missions.views.shortcuts import never_shared, permit, respond

T = TypeVar("T")

# The status that ends polling: there is nothing more to wait for.
STOP_POLLING = 286


@never_shared
@require_safe
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """The case, the proposal, the votes, and this reader's acts."""
    permit(request, Permission.READ_RECORD)
    return page(request, pk)


def page(request: HttpRequest, pk: str, *, comment: Form | None = None, status: int = 200) -> HttpResponse:
    """The page; `comment` is a refused one that returns."""
    actor, today = request.actor, timezone.localdate()
    shown = _seen(brief, request, pk)
    proposal = shown.loaded.proposal
    events = thread(actor, shown.loaded.review.pk, today, proposal=proposal.pk)
    row = review_row(actor, shown.loaded.review.pk, today)
    part = row.is_open and can_any(actor, TAKES_PART)
    on_function = _by_tie(events, lambda said: said.function)
    on_request = _by_tie(events, lambda said: said.request)
    draft = shown.loaded.draft if shown.sight.draft and shown.saying.number is None else None
    context = {
        "shown": shown,
        "proposal": proposal,
        "row": row,
        "waits": next_step(row) if row.proposal == proposal.pk else shown.sight.state.label,
        "saying": shown.saying,
        "draft": draft,
        "question": question(row.area, _held(shown), shown.saying.kind, shown.saying.target, shown.saying.effective_on),
        "consequence": consequence(shown.sight.state, shown.saying.kind, shown.saying.effective_on, today),
        "differing": [
            {"function": one, "evidence": shown.behind.get(one.code, ()), "comments": on_function[one.code]}
            for one in sorted(shown.functions, key=lambda one: not one.restands)
            if one.differs
        ],
        "same": [{"function": one, "comments": on_function[one.code]} for one in shown.functions if not one.differs],
        "requests": [
            {"request": one, "comments": on_request[one.pk], "drafted": draft.answers.get(str(one.pk)) if draft else ""}
            for one in shown.requests
        ],
        "risks": risks(shown.area),
        "evidence": cited(shown),
        "posture": beside_rule(shown),
        "tally": None if shown.sight.hidden else shown.loaded.subject.tally,
        "tallied": shown.loaded.revision is not None,
        "objections": _beside(shown, answers(shown, actor), replies(shown, actor)),
        "votes": [vote for vote in shown.votes if vote.choice is not VoteChoice.OBJECT],
        "decides": shown.sight.state is State.IN_REVIEW and Role.AUTHORITY in actor.roles,
        "offers": grouped(offers(shown, actor)),
        "events": events,
        "since": since_own(events),
        "revisions": revisions_of(proposal.pk) if shown.sight.revision else [],
        "voted": _voted_before(shown, actor),
        "opportunities": opportunities(today, review=shown.loaded.review.pk),
        "comment_form": (comment or _comment_form(shown)) if part else None,
        "resolves": resolves(row.is_open, actor),
    }
    return respond(request, "reviews/proposals/detail.html", context, status=status)


def _comment_form(shown: Brief) -> Form:
    there = about(shown.loaded.subject.area.functions, [one for one in shown.requests if not hasattr(one, "answer")])
    return CommentForm(about=lambda: there, initial={"proposal": shown.loaded.proposal.pk}, auto_id="comment-%s")


def about(functions: Iterable[FunctionState], requests: Iterable[ChangeRequest]) -> list[tuple[str, str]]:
    """The possible subjects of a comment on a proposal: a function of the area, or an open change request."""
    return [
        *((f"function:{one.code}", f"{one.code} {one.name}") for one in functions),
        *((f"request:{one.pk}", f"Change asked for: {Truncator(one.item).chars(80)}") for one in requests),
    ]


def _by_tie(events: Iterable[Event], of: Callable[[CommentState], Hashable]) -> defaultdict[Hashable, list[Event]]:
    """Comments by their subject, oldest first."""
    found = defaultdict(list)
    for event in events:
        if event.said is not None and of(event.said):
            found[of(event.said)].insert(0, event)
    return found


@never_shared
@require_safe
def version(request: HttpRequest, pk: str) -> HttpResponse:
    """Requested by an open page every few seconds: nothing, or a bar that announces another version."""
    permit(request, Permission.READ_RECORD)
    seen = sight(request, pk)
    arrived = request.GET.get("seen", "") != seen.version
    context = {"pk": int(pk), "state": seen.state, "arrived": arrived}
    status = STOP_POLLING if arrived and request.htmx else 200
    return respond(request, "reviews/proposals/version.html", context, status=status)


def sight(request: HttpRequest, pk: str) -> Sight:
    """What the reader may see of the proposal. Raises Http404 or PermissionDenied."""
    return _seen(demand_sight, request, pk)


def _seen(read: Callable[[Actor, int, date], T], request: HttpRequest, pk: str) -> T:
    try:
        return read(request.actor, int(pk), timezone.localdate())
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    except Proposal.DoesNotExist as error:
        raise Http404(str(error)) from error


def _voted_before(shown: Brief, reader: Actor) -> int | None:
    """The number of the last revision that the reader voted on, if a newer one was submitted since."""
    own = [vote for vote in shown.votes if vote.voter == reader.pk]
    return own[0].revision if own and not own[0].live else None


def _beside(shown: Brief, answering: Mapping[int, Form], replying: Mapping[int, Form]) -> list[dict[str, Any]]:
    """Objections, each with the form that answers it, or that replies to its answer, if this reader may."""
    objections = [vote for vote in shown.votes if vote.choice is VoteChoice.OBJECT]
    return [{"vote": vote, "form": answering.get(vote.pk), "reply": replying.get(vote.pk)} for vote in objections]


def _held(shown: Brief) -> Category | None:
    """The category that the proposal would change: after the decision, the one it was written against."""
    area = shown.base if shown.final else shown.area
    return area.category if area else None
