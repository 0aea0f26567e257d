"""Who people are to a review by now: their organization and the roles they hold."""

from collections.abc import Iterable
from datetime import date

from missions.domain.reviews.parts import Person
from missions.domain.vocabulary import Role
from missions.models.querysets import NEWEST_STEPS
from missions.queries.rows import rows

PEOPLE = f"""
SELECT account.id AS pk, organization.name AS organization,
  ARRAY(SELECT held.role FROM {NEWEST_STEPS.format(on="%(today)s")}
    AND held.user_id = account.id AND held.step = 'active' AND account.is_active) AS roles
FROM missions_user account
JOIN missions_organization organization ON organization.id = account.organization_id
WHERE account.id = ANY(%(keys)s::bigint[])
"""


def people_of(keys: Iterable[int], today: date) -> dict[int, Person]:
    """These people with their roles in force on the day; an inactive account holds none. One query."""
    found = rows(PEOPLE, {"keys": list(keys), "today": today})
    return {row.pk: Person(row.pk, row.organization, frozenset(map(Role, row.roles))) for row in found}
