"""The desk: what waits for the person who signed in, and what happened since their last visit."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from missions.access import Actor, Permission, can
from missions.domain.commercial.findings import overdue
from missions.domain.commercial.posture.tables import losing_cover
from missions.domain.record.rule.evaluation import Evaluation, evaluations
from missions.domain.reviews.desk import accounts_in_words, actions_in_words
from missions.domain.vocabulary import Duty, Role, State
from missions.forms.reviews.reviews import people
from missions.queries.heartbeat import silent_since
from missions.queries.moment import Resolved
from missions.queries.operation.backups import backup_is_late
from missions.queries.people.accounts import to_confirm, waiting_roles
from missions.queries.people.notices import notices, refused_mails
from missions.queries.people.saved_filters import saved_filters
from missions.queries.record.functions import has_functions
from missions.queries.reviews.amendments import waiting_for
from missions.queries.reviews.cycles import areas_to_open
from missions.queries.reviews.people import candidates
from missions.queries.reviews.requests import waiting_requests
from missions.queries.reviews.reviews import ReviewRow, involved, queue
from missions.views.leadership.start import start_here
from missions.views.remembered import posture_at, records
from missions.views.reviews.reviews import QueueLine, lines_of
from missions.views.shortcuts import never_shared, resolved_now, respond

MOST_NOTICES, MOST_AREAS, MOST_OTHERS = 12, 8, 5
# How many notices a desk shows if all are read.
READ_NOTICES = 5
SEATING = {Duty.SEAT, Duty.RESEAT}


@dataclass(frozen=True)
class DeskItem:
    """One review, what it asks of the reader, and the one act that can be done from here.

    `act` is "remind", "draft", "reviewers" or "analysts"; empty if the act needs the proposal's page.
    """

    line: QueueLine
    act: str


@never_shared
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person, by due date, and what happened, newest first."""
    actor, today = request.actor, timezone.localdate()
    rows = queue(actor, today)
    items = [DeskItem(line, _act(line.row)) for line in lines_of([row for row in rows if row.duties], today)]
    steward = can(actor, Permission.RUN_REVIEWS)
    resolved = resolved_now().settled() if steward else None
    waiting, amendments = to_confirm(actor, today), waiting_for(actor, today)
    own = [one for one in amendments if one.amendment.by_id == actor.pk]
    asked = waiting_requests(today) if steward else []
    to_open = _to_open(resolved, {one.area for one in asked}) if resolved else []
    others = [] if items else lines_of(_next(rows, actor), today)
    context = {
        "sentence": actions_in_words(
            (duty for item in items for duty in item.line.row.duties),
            decide=len(amendments) - len(own),
            open=len(asked),
            confirm=len(waiting),
            redraft=len(own),
        ),
        "to_confirm": waiting,
        "amendments": amendments,
        "asked": asked,
        "items": items,
        "others": others[:MOST_OTHERS],
        "more_others": max(0, len(others) - MOST_OTHERS),
        "saved": saved_filters(actor.pk),
        "reviewers": people(candidates(today, Role.REVIEWER)) if _asks(items, "reviewers") else [],
        "analysts": people(candidates(today, Role.ANALYST)) if _asks(items, "analysts") else [],
        "to_open": to_open[:MOST_AREAS],
        "more_to_open": max(0, len(to_open) - MOST_AREAS),
        **(_watched(resolved) if resolved else {}),
        "silent_since": silent_since() if steward else None,
        "start": start_here(actor, has_functions=has_functions()),
        **_told(request),
    }
    return respond(request, "leadership/desk/index.html", context)


@never_shared
def accounts_desk(request: HttpRequest) -> HttpResponse:
    """What waits for administrators: mail that was refused, and roles that a steward has not yet confirmed."""
    waiting = waiting_roles(timezone.localdate())
    # For each person, the mail server's newest answer.
    refused = list({mail.person_id: mail for mail in reversed(refused_mails())}.values())
    context = {
        "sentence": accounts_in_words(refused=len(refused), waiting=len(waiting)),
        "refused": refused,
        "waiting": waiting,
        "silent_since": silent_since(),
        "backup_late": backup_is_late(),
        "late_hours": settings.BACKUP_LATE_HOURS,
        "start": start_here(request.actor, has_functions=has_functions()),
        **_told(request),
    }
    return respond(request, "leadership/desk/accounts.html", context)


def _told(request: HttpRequest) -> dict[str, Any]:
    """What happened, from the person's notices, newest first."""
    told = notices(request.actor.pk).rows[:MOST_NOTICES]
    unread = [number for number, notice in enumerate(told, 1) if notice.read_at is None]
    told = told[: max([READ_NOTICES, *unread])]
    return {"told": told, "unread": request.user.unread, "newest": told[0].pk if told else None}


def _act(row: ReviewRow) -> str:
    """The act that can be done from the desk itself."""
    if SEATING & set(row.duties):
        return "reviewers"
    if Duty.ASSIGN in row.duties:
        return "analysts"
    if Duty.DRAFT in row.duties:
        return "draft" if row.idle else ""
    return "remind" if row.duties == (Duty.CHASE,) else ""


def _asks(items: list[DeskItem], act: str) -> bool:
    return any(item.act == act for item in items)


def _next(rows: list[ReviewRow], actor: Actor) -> list[ReviewRow]:
    """The reviews that wait for others and that the person takes part in or will decide."""
    coming = [row for row in rows if row.state is State.IN_REVIEW] if Role.AUTHORITY in actor.roles else []
    return [row for row in rows if not row.duties and (row in coming or row in involved([row], actor))]


def _watched(resolved: Resolved) -> dict[str, Any]:
    """What a steward watches in today's posture: access that lapses within the policy's days, and overdue findings."""
    held = posture_at(resolved)
    days = held.limits["lapse_days"]
    lapsing = losing_cover(held, days)
    return {
        "lapsing": lapsing and {"functions": lapsing[0], "first": lapsing[1], "days": days},
        "overdue_findings": overdue(held),
    }


def _to_open(resolved: Resolved, asked: set[str]) -> list[Evaluation]:
    """Areas that are overdue or have drifted, with no open review and no request for one; the latest first."""
    free = {row.code for row in areas_to_open(resolved.moment.today)} - asked
    found = [
        item
        for item in evaluations(records.at(resolved))
        if item.area.code in free and (item.drifts or item.overdue_days)
    ]
    return sorted(found, key=lambda item: (-item.overdue_days, item.area.position))
