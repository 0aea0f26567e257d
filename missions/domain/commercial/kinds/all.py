"""The seven kinds of record of the commercial side, each after the kinds that it refers to."""

from missions.domain.commercial.kinds.exercises import EXERCISE
from missions.domain.commercial.kinds.providers import PROVIDER, SOLUTION
from missions.domain.commercial.kinds.safeguards import JUDGMENT, SAFEGUARD
from missions.domain.commercial.kinds.uses import AGREEMENT, USE

COMMERCIAL = (PROVIDER, SOLUTION, USE, AGREEMENT, EXERCISE, SAFEGUARD, JUDGMENT)
