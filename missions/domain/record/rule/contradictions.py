"""Where an assessment and the solutions recorded for its function contradict each other. Neither changes the other."""

from missions.domain.record.portfolio import FunctionState
from missions.domain.vocabulary import Availability

# So many solutions recorded contradict an assessment that there is none.
MANY = 3


def contradiction(function: FunctionState) -> str:
    """What does not fit, in a sentence; empty where nothing does, or nobody has assessed the function."""
    if function.assessed is None:
        return ""
    availability, number = function.assessed.availability, function.solutions
    if availability is Availability.MATURE and not number:
        return "Availability is assessed as mature, and no commercial solution is recorded."
    if availability is Availability.NONE and number >= MANY:
        return f"Availability is assessed as none, and {number} commercial solutions are recorded."
    return ""
