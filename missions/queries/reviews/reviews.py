"""Queues of reviews: the open ones, what each waits for, and what a reader may see of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from missions.access import Actor, Permission, can
from missions.domain.reviews.next_acts import Case, awaited, next_act
from missions.domain.states import FINAL
from missions.domain.vocabulary import Category, Duty, ReviewKind, ReviewOutcome, Role, State
from missions.models import AreaRevision
from missions.models.querysets import AFTER_EVERYTHING, SEATED, as_of, listed
from missions.queries.reviews.cases import CASES, case_of, cases, duties_of
from missions.queries.reviews.tallies import tallied
from missions.queries.reviews.visibility import HIDDEN, IS_AUTHOR, OWES_VOTE, READS_DRAFT, READS_REVISION
from missions.queries.rows import rows

# One row for each review, with its open proposal or else its newest.
REVIEWS = f"""
SELECT review.id AS pk, area.code AS area, named.name AS area_name, review.kind, open.due_on,
  entry.recorded_at::date AS opened_on, cycle.id AS cycle, cycle.name AS cycle_name, open.is_open,
  closing.outcome, %(today)s - open.due_on AS late,
  coalesce((SELECT max(moved.recorded_at) FROM missions_transition move
    JOIN missions_auditentry moved ON moved.sequence = move.entry_id
    WHERE move.proposal_id = state.proposal_id AND open.is_open), entry.recorded_at) AS moved_at,
  people.reviewers, people.analysts, people.me_seated OR coalesce({IS_AUTHOR}, false) OR review.by_id = %(me)s AS mine,
  CASE WHEN {READS_REVISION} OR {READS_DRAFT} THEN state.proposal_id END AS proposal,
  CASE WHEN %(reads_proposals)s THEN state.state WHEN {READS_REVISION} OR {READS_DRAFT} THEN state.state END AS state,
  CASE WHEN {READS_DRAFT} AND state.state = '{State.DRAFT}' THEN draft.target
    WHEN NOT open.is_open OR state.state NOT IN ({listed(FINAL)}) THEN revision.target
  END AS target,
  CASE WHEN %(reads_proposals)s THEN coalesce(votes.cast, 0) END AS cast,
  CASE WHEN %(reads_proposals)s AND NOT {HIDDEN} THEN coalesce(votes.supports, 0) END AS supports,
  EXISTS (
    SELECT FROM missions_vote vote JOIN missions_proposalrevision voted ON voted.id = vote.revision_id
    WHERE voted.proposal_id = state.proposal_id AND voted.number < revision.number AND vote.by_id = %(me)s
  ) AS voted_before,
  revision.needed_supports, revision.needed_organizations, revision.effective_on, {OWES_VOTE} AS owes_vote,
  coalesce(draft.base_version, revision.base_version) AS base_version
FROM missions_review review
JOIN missions_reviewstate open ON open.review_id = review.id
JOIN missions_missionarea area ON area.id = review.area_id
JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="%(today)s", sequence="%(everything)s")}) named ON true
JOIN missions_auditentry entry ON entry.sequence = review.entry_id
LEFT JOIN missions_cycle cycle ON cycle.id = review.cycle_id
LEFT JOIN missions_reviewclosing closing ON closing.review_id = review.id
LEFT JOIN LATERAL (
  SELECT * FROM missions_proposalstate newest WHERE newest.review_id = review.id
  ORDER BY newest.proposal_id DESC LIMIT 1) state ON true
LEFT JOIN missions_proposalrevision revision ON revision.id = state.revision_id
LEFT JOIN missions_draft draft ON draft.proposal_id = state.proposal_id
CROSS JOIN LATERAL (
  SELECT coalesce(bool_or(user_id = %(me)s), false) AS me_seated,
    string_agg(name, ', ' ORDER BY name) FILTER (WHERE place = 'reviewer') AS reviewers,
    string_agg(name, ', ' ORDER BY name) FILTER (WHERE place = 'analyst') AS analysts
  FROM (SELECT seat.user_id, seat.place FROM {SEATED} AND seat.review_id = review.id) held
  JOIN missions_user account ON account.id = held.user_id) people
LEFT JOIN LATERAL ({tallied("state.revision_id", "state.proposal_id")}) votes ON true
"""

QUEUE = f"{REVIEWS} WHERE open.is_open ORDER BY open.due_on, review.id LIMIT %(most)s::bigint"

CLOSED = f"{REVIEWS} WHERE NOT open.is_open ORDER BY closing.entry_id DESC LIMIT %(most)s::bigint"

OF_CYCLE = f"""{REVIEWS} WHERE review.cycle_id = %(cycle)s
ORDER BY open.is_open DESC, open.due_on, review.id"""

# One review, with everything that decides who acts next while it is open.
WITH_CASE = """
SELECT shown.*, (SELECT to_jsonb(waiting) FROM ({cases} WHERE review.id = shown.pk) waiting) AS waiting
FROM ({reviews} WHERE {of}) shown
"""
ONE = WITH_CASE.format(cases=CASES, reviews=REVIEWS, of="review.id = %(review)s")
OF_AREA = WITH_CASE.format(cases=CASES, reviews=REVIEWS, of="open.is_open AND area.code = %(area)s")

MOST_REVIEWS = 1500


@dataclass(frozen=True)
class ReviewRow:
    """A review as a reader may see it: values withheld from the reader are None or empty.

    `duties` are what the reader is asked to do; `next_act` is what moves it on, by anybody. `cast` counts votes
    on the live revision, `supports` those in favor; `voted_before` is whether the reader voted on an earlier one.
    `moved_at` is when it reached its current state.
    """

    pk: int
    area: str
    area_name: str
    kind: ReviewKind
    due_on: date
    opened_on: date
    cycle: int | None
    cycle_name: str
    is_open: bool
    outcome: ReviewOutcome | None
    past_due_days: int
    reviewers: str
    analysts: str
    mine: bool
    proposal: int | None
    state: State | None
    target: Category | None
    cast: int | None
    supports: int | None
    needed_supports: int | None
    needed_organizations: int | None
    effective_on: date | None
    base_version: str
    moved_at: datetime
    duties: tuple[Duty, ...]
    next_act: Duty | None
    voted_before: bool

    @property
    def idle(self) -> bool:
        """Whether it has no open proposal."""
        return self.state is None or self.state in FINAL


def queue(actor: Actor, today: date, *, is_open: bool = True, whole: bool = False) -> list[ReviewRow]:
    """Open reviews as this reader may see them, earliest due date first, or closed ones, last closed first.

    All of them, or a page. Two queries, one for closed ones.
    """
    asked = reader(actor, today) | {"most": None if whole else MOST_REVIEWS}
    found = cases(today) if is_open else {}
    return [_row(row, actor, found.get(row.pk)) for row in rows(QUEUE if is_open else CLOSED, asked)]


def reviews_of_cycle(actor: Actor, cycle: int, today: date) -> tuple[list[ReviewRow], dict[int, frozenset[int]]]:
    """The reviews of a cycle as this reader may see them, open ones first, by due date; and who acts next.

    The latter are keys of people by review, only if the reader may know what it waits for. Two queries.
    """
    found = cases(today)
    asked = reader(actor, today) | {"cycle": cycle}
    shown = [_row(row, actor, found.get(row.pk)) for row in rows(OF_CYCLE, asked)]
    told = [row.pk for row in shown if row.next_act is not None] if can(actor, Permission.READ_PROPOSALS) else []
    return shown, {pk: frozenset(awaited(found[pk])) for pk in told}


def review_row(actor: Actor, pk: int, today: date) -> ReviewRow | None:
    """One review as this reader may see it. One query."""
    return one_of(rows(ONE, reader(actor, today) | {"review": pk}), actor)


def awaiting(actor: Actor, today: date) -> int:
    """How many open reviews wait for this person. One query."""
    return sum(bool(duties_of(actor.pk, case)) for case in cases(today).values())


def reader(actor: Actor, today: date) -> dict[str, Any]:
    """The reader, as parameters of the statements that withhold."""
    return {
        "me": actor.pk,
        "today": today,
        "everything": AFTER_EVERYTHING,
        "reads_proposals": can(actor, Permission.READ_PROPOSALS),
        "reads_drafts": can(actor, Permission.READ_DRAFTS),
        "decides": can(actor, Permission.DECIDE),
    }


def involved(items: Iterable[ReviewRow], actor: Actor) -> list[ReviewRow]:
    """Reviews in which this person has a part; a steward has one in all of them."""
    return [item for item in items if item.mine or Role.STEWARD in actor.roles]


def one_of(found: list[Any], actor: Actor) -> ReviewRow | None:
    """The review in the rows of `ONE` or `OF_AREA`, as this reader may see it."""
    for row in found:
        return _row(row, actor, case_of(row.waiting) if row.waiting else None)
    return None


def _row(row: Any, actor: Actor, case: Case | None) -> ReviewRow:
    whole = can(actor, Permission.READ_PROPOSALS) or not row.is_open
    # What a proposal in review waits for reveals how others voted; stewards need it to run the review.
    runs = can(actor, Permission.RUN_REVIEWS) and not row.owes_vote
    hides = row.state == State.IN_REVIEW and row.supports is None and not runs
    return ReviewRow(
        pk=row.pk,
        area=row.area,
        area_name=row.area_name,
        kind=ReviewKind(row.kind),
        due_on=row.due_on,
        opened_on=row.opened_on,
        cycle=row.cycle,
        cycle_name=row.cycle_name or "",
        is_open=row.is_open,
        outcome=ReviewOutcome(row.outcome) if row.outcome else None,
        past_due_days=max(row.late, 0) if row.is_open else 0,
        reviewers=(row.reviewers or "") if whole else "",
        analysts=(row.analysts or "") if whole else "",
        mine=row.mine,
        proposal=row.proposal,
        state=State(row.state) if row.state else None,
        target=Category(row.target) if row.target else None,
        cast=row.cast,
        supports=row.supports,
        needed_supports=row.needed_supports,
        needed_organizations=row.needed_organizations,
        effective_on=row.effective_on,
        base_version=row.base_version or "",
        moved_at=row.moved_at,
        duties=duties_of(actor.pk, case) if case else (),
        next_act=next_act(case) if case and not hides else None,
        voted_before=row.voted_before,
    )
