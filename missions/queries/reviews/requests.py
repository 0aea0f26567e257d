"""Requests for reviews: by whom, for which area and why, and the answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from missions.access import Actor, Permission, can
from missions.domain.record.rule.evaluation import Evaluation, evaluations
from missions.domain.reviews.requests import why_not_ask
from missions.models import AreaRevision, ReviewState
from missions.models.querysets import AFTER_EVERYTHING, as_of
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from missions.queries.reviews.reviews import OF_AREA as REVIEW_OF_AREA
from missions.queries.reviews.reviews import ReviewRow, one_of, reader
from missions.queries.rows import both, rows

# One row for each request: declined, answered by the first review opened after it, or waiting.
REQUESTS = f"""
SELECT request.id AS pk, area.code AS area, named.name AS area_name, request.reason, request.by_id AS by,
  request.entry_id AS entry, entry.recorded_at AS asked_at, entry.actor_name AS asked_by,
  declined.reason AS declined, declined.entry_id AS declined_entry, declining.recorded_at AS declined_at,
  declining.actor_name AS declined_by, opened.id AS review
FROM missions_reviewrequest request
JOIN missions_missionarea area ON area.id = request.area_id
JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="%(today)s", sequence="%(everything)s")}) named ON true
JOIN missions_auditentry entry ON entry.sequence = request.entry_id
LEFT JOIN missions_requestdecline declined ON declined.request_id = request.id
LEFT JOIN missions_auditentry declining ON declining.sequence = declined.entry_id
LEFT JOIN LATERAL (
  SELECT review.id FROM missions_review review
  WHERE review.area_id = request.area_id AND review.entry_id > request.entry_id AND declined.id IS NULL
  ORDER BY review.entry_id LIMIT 1) opened ON true
"""
WAITING = f"{REQUESTS} WHERE declined.id IS NULL AND opened.id IS NULL ORDER BY request.entry_id"
OF_AREA = f"{REQUESTS} WHERE area.code = %(area)s ORDER BY request.entry_id DESC LIMIT 1"
ONE = f"{REQUESTS} WHERE request.id = %(pk)s"
NEW_OR_DECLINED = f"""{REQUESTS} WHERE request.entry_id > %(after)s AND request.entry_id <= %(upto)s
  OR declined.entry_id > %(after)s AND declined.entry_id <= %(upto)s ORDER BY request.entry_id"""
ANSWERED = f"{REQUESTS} WHERE opened.id = ANY(%(reviews)s)"


@dataclass(frozen=True)
class RequestRow:
    """A request for a review, with how it was answered: `declined` is the reason, `review` the one that was opened."""

    pk: int
    area: str
    area_name: str
    reason: str
    by: int
    entry: int
    asked_at: datetime
    asked_by: str
    declined: str | None
    declined_entry: int | None
    declined_at: datetime | None
    declined_by: str | None
    review: int | None

    @property
    def waits(self) -> bool:
        """Whether a steward has yet to answer it."""
        return self.declined is None and self.review is None


@dataclass(frozen=True)
class Asking:
    """An area for the form that requests a review: its state, its newest request, and why nobody can ask now."""

    found: Evaluation
    newest: RequestRow | None
    why_not: str


def waiting_requests(today: date) -> list[RequestRow]:
    """The requests that no steward has answered, oldest first. One query."""
    return _found(WAITING, today)


def newest_request(area: str, today: date) -> RequestRow | None:
    """The newest request for a review of the area. One query."""
    return next(iter(_found(OF_AREA, today, area=area)), None)


def review_or_request(actor: Actor, area: str, today: date) -> tuple[ReviewRow | None, RequestRow | None]:
    """The open review of an area as this reader may see it; without one, for readers of proposals, the newest request.

    One query.
    """
    asked = reader(actor, today) | {"area": area}
    if not can(actor, Permission.READ_PROPOSALS):
        return one_of(rows(REVIEW_OF_AREA, asked), actor), None
    found, requests = both(REVIEW_OF_AREA, OF_AREA, asked)
    review = one_of(found, actor)
    return review, None if review else next(map(_request, requests), None)


def request_row(pk: int, today: date) -> RequestRow | None:
    """One request. One query."""
    return next(iter(_found(ONE, today, pk=pk)), None)


def told_between(after: int, upto: int, today: date) -> list[RequestRow]:
    """The requests made or declined by entries after one sequence and up to another. One query."""
    return _found(NEW_OR_DECLINED, today, after=after, upto=upto)


def answered_by(reviews: list[int], today: date) -> list[RequestRow]:
    """The requests that these reviews answer. One query."""
    return _found(ANSWERED, today, reviews=reviews)


def asking(code: str, today: date) -> Asking | None:
    """The state of the area for a person who wants to ask for its review; None if there is no such area."""
    resolved = resolve(as_of=today, known=None, today=today, chosen=False)
    found = evaluations(portfolio(resolved.moment, resolved.policy, area=code))
    if not found:
        return None
    newest = newest_request(code, today)
    why_not = why_not_ask(
        code,
        under_review=ReviewState.objects.filter(area__code=code, is_open=True).exists(),
        waits=newest is not None and newest.waits,
        drifts=found[0].drifts,
        overdue_days=found[0].overdue_days,
    )
    return Asking(found[0], newest, why_not)


def _found(statement: str, today: date, **asked: Any) -> list[RequestRow]:
    named = {"today": today, "everything": AFTER_EVERYTHING} | asked
    return [_request(row) for row in rows(statement, named)]


def _request(row: Any) -> RequestRow:
    return RequestRow(**row._asdict())
