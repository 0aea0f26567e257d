"""The people of a review as they are now, their seats, and who can be assigned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.reviews.parts import Person
from missions.domain.vocabulary import Role, SeatKind
from missions.models import Review, RoleGrant, Seat
from missions.models.querysets import NEWEST_STEPS, SEATED
from missions.queries.moment import TODAY
from missions.queries.rows import rows


def people_at(keys: str, day: str) -> str:
    """SQL of the people with these keys, an array, as of the day; both are SQL of this code base."""
    return f"""
SELECT account.id AS pk, organization.name AS organization,
  ARRAY(SELECT held.role FROM {NEWEST_STEPS.format(on=day)}
    AND held.user_id = account.id AND held.step = 'active' AND account.is_active) AS roles
FROM missions_user account
JOIN missions_organization organization ON organization.id = account.organization_id
WHERE account.id = ANY(({keys})::bigint[])
"""


PEOPLE = people_at("%(keys)s", "%(today)s")
PEOPLE_NOW = people_at("%(keys)s", f"(SELECT {TODAY})")

SEATED_PEOPLE = f"""
SELECT held.user_id AS user, held.place, account.name, account.username, organization.name AS organization,
  account.is_active
FROM (SELECT seat.user_id, seat.place FROM {SEATED} AND seat.review_id = %(review)s) held
JOIN missions_user account ON account.id = held.user_id
JOIN missions_organization organization ON organization.id = account.organization_id
ORDER BY held.place, account.name
"""


@dataclass(frozen=True)
class Candidate:
    """A person who holds a role today."""

    pk: int
    name: str
    organization: str
    roles: frozenset[Role]


def people_of(keys: Iterable[int], today: date) -> dict[int, Person]:
    """These people with their roles in force on the day; an inactive account holds none. One query."""
    return people(rows(PEOPLE, {"keys": list(keys), "today": today}))


def people_now(keys: Iterable[int]) -> dict[int, Person]:
    """The same today by the database's clock. One query."""
    return people(rows(PEOPLE_NOW, {"keys": list(keys)}))


def people(found: Iterable[tuple[int, str, list[str]]]) -> dict[int, Person]:
    """Rows of `people_at` as values, by key."""
    return {pk: Person(pk, organization, frozenset(map(Role, roles))) for pk, organization, roles in found}


def seats_of(review: Review, place: SeatKind = SeatKind.REVIEWER) -> list[Seat]:
    """The seats of this kind in the review. One query."""
    held = Seat.objects.held().filter(review=review, place=place)
    return list(held.select_related("user__organization").order_by("user_id"))


def seated_people(review: int) -> list[Any]:
    """The people seated in a review, by their current names, with the kinds of their seats. One query."""
    return rows(SEATED_PEOPLE, {"review": review})


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
