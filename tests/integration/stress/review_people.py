"""The people of random reviews."""

from missions.domain.vocabulary import Role
from tests import review_factories as made

# Several have more roles than one may use on a proposal; only the steward assigns, and is never assigned.
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
