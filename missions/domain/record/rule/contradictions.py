"""Contradictions between an assessment and the solutions recorded for its function. Neither changes the other."""

from missions.domain.record.portfolio import FunctionState
from missions.domain.vocabulary import Availability

# From this many recorded solutions on, an assessment of "none available" is contradicted.
MANY = 3


def contradiction(function: FunctionState) -> str:
    """The contradiction in a sentence; empty if there is none, or if nobody has assessed the function."""
    if function.assessed is None:
        return ""
    availability, number = function.assessed.availability, function.solutions
    if availability is Availability.MATURE and not number:
        return "Availability is assessed as mature, but no commercial solution is recorded."
    if availability is Availability.NONE and number >= MANY:
        return f"Availability is assessed as none, but {number} commercial solutions are recorded."
    return ""
