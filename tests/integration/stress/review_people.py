"""Who takes part in random reviews."""

from missions.domain.vocabulary import Role
from tests import review_factories as made

# Several hold more roles than one may use on a proposal; the steward alone seats, and is never seated.
PEOPLE = {
    "analyst": ({Role.ANALYST}, made.SSC),
    "writer": ({Role.ANALYST, Role.AUTHORITY}, made.SSC),
    "reviewer": ({Role.REVIEWER}, made.SSC),
    "reviewer2": ({Role.REVIEWER}, made.USSF),
    "critic": ({Role.REVIEWER, Role.ANALYST}, made.SSC),
    "judge": ({Role.REVIEWER, Role.AUTHORITY}, made.USSF),
    "authority": ({Role.AUTHORITY}, made.SSC),
    "steward": ({Role.STEWARD}, made.SSC),
}
SEATED = ("reviewer", "reviewer2")
