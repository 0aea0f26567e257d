"""Opportunities that reviews have noted, cycles, and who can be assigned."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.vocabulary import OpportunityStep, Role
from missions.models import AreaRevision, RoleGrant
from missions.models.querysets import AFTER_EVERYTHING, SEATED, as_of
from missions.queries.rows import rows

# The most that a page shows; a file contains all of them.
SHOWN, CYCLES_SHOWN = 500, 200

# The newest step of each opportunity counts; none yet means open.
OPPORTUNITIES = """
SELECT found.id AS pk, review.id AS review, open.is_open AS review_open, area.code AS area, function.code AS function,
  found.action, found.due_on, found.owner_id AS owner, account.name AS owner_name,
  entry.recorded_at::date AS noted_on, entry.actor_name AS noted_by,
  coalesce(newest.step, 'open') AS step, coalesce(newest.reason, '') AS reason,
  newest.recorded_at::date AS stepped_on, coalesce(newest.actor_name, '') AS stepped_by
FROM missions_opportunity found
JOIN missions_review review ON review.id = found.review_id
JOIN missions_reviewstate open ON open.review_id = review.id
JOIN missions_missionarea area ON area.id = review.area_id
JOIN missions_user account ON account.id = found.owner_id
JOIN missions_auditentry entry ON entry.sequence = found.entry_id
LEFT JOIN missions_function function ON function.id = found.function_id
LEFT JOIN LATERAL (
  SELECT step.step, step.reason, stepped.recorded_at, stepped.actor_name
  FROM missions_opportunityprogress step JOIN missions_auditentry stepped ON stepped.sequence = step.entry_id
  WHERE step.opportunity_id = found.id AND step.entry_id <= %(sequence)s
    AND stepped.recorded_at::date <= %(on)s ORDER BY step.entry_id DESC LIMIT 1) newest
  ON true
WHERE found.entry_id <= %(sequence)s AND entry.recorded_at::date <= %(on)s
  AND (%(area)s::text IS NULL OR area.code = %(area)s)
  AND (%(review)s::bigint IS NULL OR review.id = %(review)s)
  AND (%(open_reviews)s OR NOT open.is_open)
ORDER BY coalesce(newest.step, 'open') <> 'open', found.due_on, found.id LIMIT %(most)s::bigint
"""

CYCLES = """
SELECT cycle.id AS pk, cycle.name, cycle.due_on, cycle.reason, entry.actor_name AS opened_by,
  entry.recorded_at::date AS opened_on, count(review.id) AS reviews,
  count(review.id) FILTER (WHERE NOT open.is_open) AS closed,
  %(today)s - min(open.due_on) FILTER (WHERE open.is_open) AS late
FROM missions_cycle cycle
JOIN missions_auditentry entry ON entry.sequence = cycle.entry_id
LEFT JOIN missions_review review ON review.cycle_id = cycle.id
LEFT JOIN missions_reviewstate open ON open.review_id = review.id
WHERE %(cycle)s::bigint IS NULL OR cycle.id = %(cycle)s
GROUP BY cycle.id, entry.sequence ORDER BY cycle.due_on DESC, cycle.id DESC LIMIT %(most)s::bigint
"""

# How many open opportunities each person owns, and when the first is due.
OWNED = """
SELECT found.owner_id AS owner, count(*) AS number, min(found.due_on) AS due_on FROM missions_opportunity found
LEFT JOIN LATERAL (
  SELECT step.step FROM missions_opportunityprogress step WHERE step.opportunity_id = found.id
  ORDER BY step.entry_id DESC LIMIT 1) newest ON true
WHERE coalesce(newest.step, 'open') = 'open' GROUP BY found.owner_id
"""

# Areas with no open review, as they are named today.
AREAS_TO_OPEN = f"""
SELECT area.code, named.name, named.emerging FROM missions_missionarea area
JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="%(today)s", sequence="%(everything)s")}) named ON true
WHERE NOT EXISTS (SELECT FROM missions_reviewstate open WHERE open.area_id = area.id AND open.is_open)
ORDER BY named.position, area.code
"""

CHAIRS = f"""
SELECT held.user_id AS user, held.place, account.name, account.username, organization.name AS organization,
  account.is_active
FROM (SELECT seat.user_id, seat.place FROM {SEATED} AND seat.review_id = %(review)s) held
JOIN missions_user account ON account.id = held.user_id
JOIN missions_organization organization ON organization.id = account.organization_id
ORDER BY held.place, account.name
"""


@dataclass(frozen=True)
class OpportunityRow:
    """An opportunity: what, whose, by when, and its newest step with the reason."""

    pk: int
    review: int
    area: str
    function: str
    action: str
    due_on: date
    overdue_days: int
    owner: int
    owner_name: str
    noted_on: date
    noted_by: str
    step: OpportunityStep
    reason: str
    stepped_on: date | None
    stepped_by: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.step is OpportunityStep.OPEN


@dataclass(frozen=True)
class Candidate:
    """A person who holds a role today."""

    pk: int
    name: str
    organization: str
    roles: frozenset[Role]


def opportunities(
    on: date,
    *,
    review: int | None = None,
    open_reviews: bool = True,
    whole: bool = False,
    sequence: int = AFTER_EVERYTHING,
) -> list[OpportunityRow]:
    """Opportunities of a review, or all, noted by the end of a day and known at the entry `sequence`.

    Open ones come first. Without `open_reviews`, only those of closed reviews; unless `whole`, at most one page. One
    query.
    """
    most = None if whole else SHOWN
    asked = sought(on, review=review, open_reviews=open_reviews, sequence=sequence, most=most)
    return [opportunity_of(row, on) for row in rows(OPPORTUNITIES, asked)]


def sought(
    on: date,
    *,
    area: str | None = None,
    review: int | None = None,
    open_reviews: bool = True,
    sequence: int = AFTER_EVERYTHING,
    most: int | None = SHOWN,
) -> dict[str, Any]:
    """The parameters of `OPPORTUNITIES`."""
    return {
        "on": on,
        "area": area,
        "review": review,
        "open_reviews": open_reviews,
        "sequence": sequence,
        "most": most,
    }


def cycles(today: date, *, whole: bool = False) -> list[Any]:
    """Cycles with the number of their closed reviews, newest due date first: all of them, or a page. One query."""
    return rows(CYCLES, {"today": today, "cycle": None, "most": None if whole else CYCLES_SHOWN})


def cycle_row(pk: int, today: date) -> Any | None:
    """One cycle, in the form of `cycles`. One query."""
    return next(iter(rows(CYCLES, {"today": today, "cycle": pk, "most": 1})), None)


def owned_opportunities() -> dict[int, tuple[int, date]]:
    """How many open opportunities each person owns and when the first is due, by the person's key. One query."""
    return {row.owner: (row.number, row.due_on) for row in rows(OWNED, {})}


def areas_to_open(today: date) -> list[Any]:
    """Code and name of every area that has no open review. One query."""
    return rows(AREAS_TO_OPEN, {"today": today, "everything": AFTER_EVERYTHING})


def seated(review: int) -> list[Any]:
    """The people seated in a review, by their current names, with their places. One query."""
    return rows(CHAIRS, {"review": review})


def candidates(today: date, *roles: Role) -> list[Candidate]:
    """Active accounts that hold one of these roles today, by name. One query."""
    grants = (
        RoleGrant.objects.newest(today)
        .filter(step="active", user__is_active=True, role__in=roles)
        .select_related("user__organization")
    )
    found: dict[int, tuple[Any, set[Role]]] = {}
    for grant in grants:
        found.setdefault(grant.user_id, (grant.user, set()))[1].add(Role(grant.role))
    people = [Candidate(pk, user.name, user.organization.name, frozenset(held)) for pk, (user, held) in found.items()]
    return sorted(people, key=lambda person: (person.name, person.pk))


def opportunity_of(row: Any, today: date) -> OpportunityRow:
    """A row of `OPPORTUNITIES` as of the day."""
    step = OpportunityStep(row.step)
    late = (today - row.due_on).days if step is OpportunityStep.OPEN else 0
    return OpportunityRow(
        pk=row.pk,
        review=row.review,
        area=row.area,
        function=row.function or "",
        action=row.action,
        due_on=row.due_on,
        overdue_days=max(late, 0),
        owner=row.owner,
        owner_name=row.owner_name,
        noted_on=row.noted_on,
        noted_by=row.noted_by,
        step=step,
        reason=row.reason,
        stepped_on=row.stepped_on,
        stepped_by=row.stepped_by,
    )
