"""The eight columns of the posture, four principles (II) and four priorities (III), and the states of a cell."""

from django.db.models import TextChoices


class PostureColumn(TextChoices):
    """A column of the posture; columns are never added up to a score."""

    BALANCE = "balance", "Balance"
    INTEROPERABILITY = "interoperability", "Interoperability"
    RESILIENCE = "resilience", "Resilience"
    CONDUCT = "conduct", "Responsible conduct"
    ACCESS = "access", "Access"
    INTEGRATION = "integration", "Integration before crisis"
    SECURITY = "security", "Security"
    NEW_SOLUTIONS = "new_solutions", "New solutions"


# The code of the passage of the strategy that each column is about.
PASSAGES = {
    PostureColumn.BALANCE: "principle.balance",
    PostureColumn.INTEROPERABILITY: "principle.interoperability",
    PostureColumn.RESILIENCE: "principle.resilience",
    PostureColumn.CONDUCT: "principle.responsible_conduct",
    PostureColumn.ACCESS: "priority.1",
    PostureColumn.INTEGRATION: "priority.2",
    PostureColumn.SECURITY: "priority.3",
    PostureColumn.NEW_SOLUTIONS: "priority.4",
}


class CellState(TextChoices):
    """How an area stands in a column; text accompanies the symbol, so that color never says it alone."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly"
    NOT_MET = "not_met", "Not met"
    NO_DATA = "no_data", "No data"
    NOT_SOUGHT = "not_sought", "Not sought"

    @property
    def symbol(self) -> str:
        return SYMBOLS[self]


SYMBOLS = {
    CellState.MET: "●",
    CellState.PARTLY: "◐",
    CellState.NOT_MET: "○",
    CellState.NO_DATA: "?",
    CellState.NOT_SOUGHT: "–",
}

COLUMN_RULE = (
    "A cell takes the state of its worst measure that has data: not met, else partly, else met. "
    "A measure with nothing to count is left out; one without data keeps the cell from being met. "
    "Where no measure has data, the cell has none."
)


def worst_state(states: list[tuple[CellState, bool]]) -> CellState:
    """The state of a cell with several measures, by `COLUMN_RULE`; each is a state and whether it had data."""
    counted = [state for state, has_any in states if has_any]
    known = [state for state in counted if state is not CellState.NO_DATA]
    if not known:
        return CellState.NO_DATA
    if CellState.NOT_MET in known:
        return CellState.NOT_MET
    return CellState.MET if all(state is CellState.MET for state in counted) else CellState.PARTLY
