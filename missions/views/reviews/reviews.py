"""The queue of reviews, opening one or a cycle, and one act on several reviews; never approving several at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from missions.access import TAKES_PART, Actor, Permission, Refused, can, can_any, check
from missions.actions.chain import locked
from missions.actions.errors import Unfit
from missions.actions.reviews import reviews as actions
from missions.domain import addresses
from missions.domain.dates import day
from missions.domain.record.rule.evaluation import Evaluation, evaluations
from missions.domain.reviews import next_acts
from missions.domain.reviews.transitions import material_version
from missions.domain.sentences import counted
from missions.domain.vocabulary import Duty, Role, SeatKind, State
from missions.forms.reviews.reviews import VIEWS, OpenForm, QueueFilters, TriageForm, people
from missions.models import MissionArea, Review, User
from missions.models.querysets import AFTER_EVERYTHING
from missions.queries.heartbeat import silent_since
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.cycles import areas_to_open, cycles
from missions.queries.reviews.opportunities import OpportunityRow, opportunities
from missions.queries.reviews.people import candidates
from missions.queries.reviews.requests import RequestRow, waiting_requests
from missions.queries.reviews.reviews import ReviewRow, involved, queue
from missions.views.downloads import downloads
from missions.views.shortcuts import key_in, never_shared, permit, resolved_now, respond, with_query
from missions.views.written import posted, written

# Who may see a view, if not everybody who reads proposals.
VIEW_PERMISSIONS = dict.fromkeys(("all", "closed", "cycles", "opportunities"), Permission.READ_RECORD)
VIEW_PERMISSIONS["unassigned"] = Permission.RUN_REVIEWS
# A steward's duties in a review without reviewers, or without anybody to draft.
UNASSIGNED = {Duty.SEAT, Duty.ASSIGN}
FILTERS = ("q", "state", "cycle", "late", "stale")
# For duties of stewards only, the sentence of the review says more.
STEWARDS = {Duty.SEAT, Duty.RESEAT, Duty.ASSIGN, Duty.ADOPT, Duty.CHASE}
# Views of reviews that somebody takes part in.
OWN_VIEWS = {"awaiting", "others", "mine"}

WAITING_FOR = {
    Duty.DRAFT: "Being drafted",
    Duty.ANSWER_CHANGES: "The authors must answer the change requests",
    Duty.REBASE: "The author must update it to the current assessments",
    Duty.ADOPT: "None of its authors can act; a steward can adopt or withdraw it",
    Duty.VOTE: "The reviewers must vote",
    Duty.RESEAT: "The remaining votes cannot reach the quorum: a steward can assign more reviewers",
    Duty.ANSWER_OBJECTIONS: "The authors must answer the objections",
    Duty.DECIDE: "The decision authority must decide",
}


@dataclass(frozen=True)
class QueueLine:
    """A review in the queue, with a sentence on what it waits for, the reader's duty, and its address.

    `changes_url` leads to what changed since the reader voted; empty if they are not asked to vote again.
    """

    row: ReviewRow
    waits: str
    asks: str
    url: str
    act_url: str
    changes_url: str
    stale: bool


@dataclass(frozen=True)
class Opening:
    """An area whose review can be opened: its box, its state, and the request for it, if there is one."""

    box: BoundWidget
    found: Evaluation
    asked: RequestRow | None


@dataclass(frozen=True)
class Queued:
    """The queue as one reader sees it: the filters, the view, all its reviews, their areas, and what is shown."""

    filters: QueueFilters
    view: str
    rows: list[ReviewRow]
    areas: list[tuple[str, str]]
    lines: list[QueueLine]


@never_shared
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The queue: awaiting me, waiting on others, mine, all; cycles and opportunities; filters in the address."""
    permit(request, Permission.READ_RECORD)
    return _page(request)


@never_shared
@posted(partial(addresses.reviews, "all"))
def triage(request: HttpRequest) -> HttpResponse:
    """Assign people or remind in several reviews, each in its own entry; a failure does not affect the others."""
    permit(request, Permission.RUN_REVIEWS)
    today = timezone.localdate()
    rows = queue(request.actor, today)
    form = _triage_form(today, rows, request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = form.cleaned_data
    in_each(request, given["reviews"], TriageForm.DONE[given["do"]], lambda review: _treat(request, review, given))
    return redirect(addresses.HOME if "desk" in request.POST else addresses.reviews("all"))


def in_each(request: HttpRequest, keys: Iterable[int], told: str, act: Callable[[Review], None]) -> None:
    """Act on each of these reviews, in its own entry, and say where; a failure does not affect the others."""
    done, failed = [], []
    reviews = Review.objects.filter(pk__in=keys).select_related("area").order_by("pk")
    # A form is stored in one transaction, and no area is waited for while the head of the chain is locked.
    with locked(review.area for review in reviews):
        for review in reviews:
            try:
                act(review)
                done.append(review.area.code)
            except Unfit as error:
                failed.append(f"{review.area.code}: {error}")
    if done:
        messages.success(request, f"{told}: {', '.join(done)}.")
    for line in failed:
        messages.warning(request, line)


@never_shared
@written
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a review of one area, or a cycle of several."""
    actor = permit(request, Permission.RUN_REVIEWS)
    today = timezone.localdate()
    free = areas_to_open(today)
    choices = {
        "areas": [(row.code, f"{row.code} {row.name}") for row in free],
        "reviewers": people(candidates(today, Role.REVIEWER)),
        "analysts": people(candidates(today, Role.ANALYST)),
    }
    if request.method != "POST":
        form = OpenForm(initial={"areas": request.GET.getlist("area")}, **choices)
        return _open_page(request, form)
    form = OpenForm(request.POST, **choices)
    if form.is_valid():
        try:
            return redirect(_open(actor, form.cleaned_data, request))
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        except Unfit as error:
            field = {"area": "areas"}.get(error.field, error.field)
            form.add_error(field if field in form.fields else None, str(error))
    return _open_page(request, form, status=400)


def _open_page(request: HttpRequest, form: OpenForm, *, status: int = 200) -> HttpResponse:
    """The form with the state of each area: late, drifted, or requested."""
    resolved = resolved_now()
    standing = {one.area.code: one for one in evaluations(portfolio(resolved.moment, resolved.policy))}
    asked = {one.area: one for one in waiting_requests(timezone.localdate())}
    areas = [
        Opening(box, standing[box.data["value"]], asked.get(box.data["value"])) for box in form["areas"].subwidgets
    ]
    context = {"form": form, "areas": areas}
    return respond(request, "reviews/reviews/open.html", context, status=status)


def _open(actor: Actor, given: dict[str, Any], request: HttpRequest) -> str:
    """Open the requested review or cycle, say so, and return its address."""
    areas = list(MissionArea.objects.filter(code__in=given["areas"]).order_by("code"))
    reviewers = list(User.objects.filter(pk__in=given["reviewers"]).select_related("organization"))
    analysts = list(User.objects.filter(pk__in=given["analysts"]).select_related("organization"))
    common = {"by": actor, "due_on": given["due_on"], "reason": given["reason"]}
    common |= {"reviewers": reviewers, "analysts": analysts}
    asked = f"{counted(len(reviewers), 'reviewer')} and {counted(len(analysts), 'analyst')} assigned"
    asked += f"; due {day(given['due_on'])}."
    if given["name"]:
        cycle = actions.open_cycle(name=given["name"], areas=areas, **common)
        messages.success(request, f"Opened {len(areas)} reviews. {asked}")
        return addresses.cycle(cycle.pk)
    review = actions.open_review(area=areas[0], **common)
    messages.success(request, f"The review of {areas[0].code} is open. {asked}")
    return addresses.review(review.pk)


def _treat(request: HttpRequest, review: Review, given: dict[str, Any]) -> None:
    if given["do"] == "remind":
        actions.remind(by=request.actor, review=review, words=given["reason"])
        return
    place = SeatKind.REVIEWER if given["do"] == "reviewers" else SeatKind.ANALYST
    users = list(User.objects.filter(pk__in=given["users"]).select_related("organization"))
    actions.seat(by=request.actor, review=review, users=users, place=place, reason=given["reason"])


def _triage_form(today: date, rows: list[ReviewRow], posted: Any = None) -> TriageForm:
    choices = {
        "reviews": [(row.pk, row.area) for row in rows],
        "users": people(candidates(today, Role.REVIEWER, Role.ANALYST)),
    }
    return TriageForm(posted, auto_id="triage-%s", **choices)


def _page(request: HttpRequest, form: TriageForm | None = None, *, status: int = 200) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    queued = queued_for(actor, QueueFilters(request.GET), today)
    filters, view, rows, shown = queued.filters, queued.view, queued.rows, queued.lines
    steward = can(actor, Permission.RUN_REVIEWS)
    triages = steward and view not in {"closed", "cycles", "opportunities"} and bool(shown)
    context = {
        "view": view,
        "views": [
            {"label": label, "url": addresses.reviews(value), "current": value == view}
            for value, label in VIEWS.items()
            if can(actor, VIEW_PERMISSIONS.get(value, Permission.READ_PROPOSALS))
        ],
        "lines": shown,
        "waiting": sum(bool(row.duties) for row in rows) if view != "closed" else None,
        "cycles": cycles(today) if view == "cycles" else [],
        "opportunities": opportunities_for(actor, today) if view == "opportunities" else [],
        "filters": {
            "q": filters["q"].value(),
            "areas": queued.areas,
            "cycle": filters.cleaned_data.get("cycle"),
            "active": filters.active,
            "clear_url": with_query(request, **dict.fromkeys(FILTERS)),
            **{name: filters.choices(name) for name in ("state", "late", "stale")},
        },
        "errors": filters.messages,
        "downloads": _downloads(request, view),
        "reads_proposals": can(actor, Permission.READ_PROPOSALS),
        "may_open": steward,
        "silent_since": silent_since() if steward else None,
        "triage": form or (_triage_form(today, rows) if triages else None),
        "chosen": [key_in(pk) for pk in form["reviews"].value() or ()] if form else [],
    }
    return respond(request, "reviews/reviews/index.html", context, status=400 if filters.messages else status)


def _first_view(actor: Actor) -> str:
    return "awaiting" if can(actor, Permission.READ_PROPOSALS) and Role.AUDITOR not in actor.roles else "all"


def queued_for(actor: Actor, filters: QueueFilters, today: date, *, whole: bool = False) -> Queued:
    """The queue of this reader in the requested view, or in the first one for their role: a page, or the whole.

    Raises PermissionDenied for a view or filter that is only for people who take part in reviews.
    """
    _demand_part(actor, filters.cleaned_data)
    view = filters.cleaned_data.get("view") or _first_view(actor)
    rows = queue(actor, today, is_open=view != "closed", whole=whole)
    areas = sorted({(row.area, row.area_name) for row in rows})
    return Queued(filters, view, rows, areas, filters.apply(lines_of(_of_view(view, rows, actor), today), areas))


def _demand_part(actor: Actor, given: dict[str, Any]) -> None:
    if given.get("view") in OWN_VIEWS or given.get("state") or given.get("stale"):
        try:
            check(actor, Permission.READ_PROPOSALS)
        except Refused as error:
            raise PermissionDenied(f"This list is for people who take part in reviews. {error}") from error


def _downloads(request: HttpRequest, view: str) -> list[dict[str, str]]:
    """The shown list as files; the queue under the view's name, because views differ between people."""
    if view in {"cycles", "opportunities"}:
        return downloads(request, view)
    return downloads(request, "reviews", FILTERS, view=view)


def opportunities_for(
    actor: Actor, today: date, *, whole: bool = False, sequence: int = AFTER_EVERYTHING
) -> list[OpportunityRow]:
    """The opportunities of every review for people who take part in reviews, else of closed ones; and one's own."""
    found = opportunities(today, whole=whole, sequence=sequence)
    if can(actor, Permission.READ_PROPOSALS):
        return found
    decided = {row.pk for row in opportunities(today, open_reviews=False, whole=whole, sequence=sequence)}
    return [row for row in found if row.pk in decided or row.owner == actor.pk]


def _of_view(view: str, rows: list[ReviewRow], actor: Actor) -> list[ReviewRow]:
    match view:
        case "awaiting":
            return [row for row in rows if row.duties]
        case "others":
            return [row for row in involved(rows, actor) if not row.duties]
        case "unassigned":
            return [row for row in rows if UNASSIGNED & set(row.duties)]
        case "mine":
            return [row for row in rows if row.mine]
        case "cycles" | "opportunities":
            return []
    return rows


def lines_of(rows: list[ReviewRow], today: date) -> list[QueueLine]:
    """The reviews with what each waits for and the reader's duties."""
    moved = _moved(rows, today)
    return [
        QueueLine(
            row=row,
            waits=waits(row),
            asks=", ".join(next_acts.duty_words(duty, has_begun=not row.idle) for duty in row.duties),
            url=_page_of(row),
            act_url=addresses.draft(row.proposal) if _is_written(row) else _page_of(row),
            changes_url=addresses.since_vote(row.proposal) if row.voted_before and Duty.VOTE in row.duties else "",
            stale=row.state is State.NEEDS_REBASE or row.pk in moved,
        )
        for row in rows
    ]


def _is_written(row: ReviewRow) -> bool:
    """Whether the reader is asked to continue writing."""
    return not row.idle and not {Duty.DRAFT, Duty.ANSWER_CHANGES}.isdisjoint(row.duties)


def _page_of(row: ReviewRow) -> str:
    return addresses.proposal(row.proposal) if row.proposal and not row.idle else addresses.review(row.pk)


def _moved(rows: list[ReviewRow], today: date) -> set[int]:
    """Reviews whose area has changed since their open proposal was written. No query if there is none."""
    written = {row.area: row for row in rows if row.is_open and row.proposal and not row.idle}
    if not written:
        return set()
    now = resolve(as_of=today, known=None, today=today, chosen=False)
    areas = portfolio(now.moment, now.policy).everything
    return {
        written[area.code].pk
        for area in areas
        if area.code in written and material_version(area, now.policy) != written[area.code].base_version
    }


def waits(row: ReviewRow) -> str:
    """A sentence on what a review waits for, as far as the reader may see it."""
    if not row.is_open:
        return row.outcome.label if row.outcome else "Closed"
    if row.idle:
        return "Open" if row.cast is None else f"{row.analysts or 'An analyst'} must draft a proposal"
    if row.state is State.APPROVED:
        has_come = row.effective_on <= timezone.localdate()
        return "Approved; not in effect yet" if has_come else f"Approved; takes effect on {day(row.effective_on)}"
    if row.next_act is not None:
        return WAITING_FOR[row.next_act]
    return f"In review; {row.cast} voted, the votes are hidden" if row.cast is not None else "In review"


def next_step(row: ReviewRow) -> str:
    """The next step of a review for its reader: their own duty, else who acts next."""
    own = tuple(duty for duty in row.duties if duty not in STEWARDS)
    return next_acts.in_words(own, has_begun=not row.idle).removesuffix(".") if own else waits(row)


def resolves(is_open: bool, actor: Actor) -> str:
    """The comments that the reader can resolve: "all", "own" (including those on their proposals), or none."""
    if not is_open or not can_any(actor, TAKES_PART):
        return ""
    return "all" if can(actor, Permission.RUN_REVIEWS) else "own"
