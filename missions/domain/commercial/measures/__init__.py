"""The measures of the posture, each one a declaration that pages, exports and the coverage read."""

from missions.domain.commercial.measures.counting import Measure
from missions.domain.commercial.measures.novelty import NEW_SOLUTIONS
from missions.domain.commercial.measures.principles import PRINCIPLES
from missions.domain.commercial.measures.priorities import PRIORITIES
from missions.domain.commercial.measures.protection import SECURITY
from missions.domain.commercial.posture.columns import PostureColumn

MEASURES: dict[str, Measure] = {one.key: one for one in (*PRINCIPLES, *PRIORITIES, *SECURITY, *NEW_SOLUTIONS)}
BY_COLUMN: dict[PostureColumn, tuple[Measure, ...]] = {
    column: tuple(one for one in MEASURES.values() if one.column is column) for column in PostureColumn
}
