"""The people of a review as they are now: organization and roles."""

from collections.abc import Iterable
from datetime import date

from missions.domain.reviews.parts import Person
from missions.domain.vocabulary import Role
from missions.models.querysets import NEWEST_STEPS
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


def people_of(keys: Iterable[int], today: date) -> dict[int, Person]:
    """These people with their roles in force on the day; an inactive account holds none. One query."""
    return people(rows(PEOPLE, {"keys": list(keys), "today": today}))


def people_now(keys: Iterable[int]) -> dict[int, Person]:
    """The same today by the database's clock. One query."""
    return people(rows(PEOPLE_NOW, {"keys": list(keys)}))


def people(found: Iterable[tuple[int, str, list[str]]]) -> dict[int, Person]:
    """Rows of `people_at` as values, by key."""
    return {pk: Person(pk, organization, frozenset(map(Role, roles))) for pk, organization, roles in found}
