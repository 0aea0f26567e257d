"""The columns of a file of functions and assessments."""

from missions.domain.record.rule.criteria import CRITERIA
from missions.sheets.columns import NOT_TAKEN, Column, plain
from missions.sheets.layout import Layout

COLUMNS = {
    column.name: column
    for column in (
        Column("area", "Mission area", 40, required=True, exact=True),
        Column("function", "Function code", 40, required=True, exact=True),
        Column("name", "Name", 200),
        Column("description", "Description", 2000),
        *(Column(one.name, one.label, 100, one.choices, exact=True) for one in CRITERIA.values()),
        Column("rationale", "Rationale", 10_000),
        Column("source", "Source", 500),
        Column(
            "effective_on",
            "Effective date",
            40,
            required=True,
            form="write a day as 2025-03-01 or 1 Mar 2025",
            exact=True,
            dated=True,
        ),
    )
}
ANSWERS = tuple(CRITERIA)

NAMES = {plain(words): column.name for column in COLUMNS.values() for words in (column.name, column.label)}
# As our own exports and people call them.
NAMES |= {
    "fit": "fit",
    "code": "function",
    "effective": "effective_on",
    "assessed_from": "effective_on",
    "commercial_solutions_available": "availability",
}
FOLLOWS = (
    "Standing",
    "Recorded",
    "Recorded by",
    "Reason",
    "Provenance of the function",
    "Provenance of the assessment",
    "Entry",
)
NAMES |= {plain(label): NOT_TAKEN for label in FOLLOWS}

FUNCTIONS = Layout(
    of="functions",
    title="Functions and assessments",
    key="function",
    columns=COLUMNS,
    names=NAMES,
    remarks=(
        "One row for each function. To describe a function only, leave the answers and the rationale empty.",
        "An empty name or description changes nothing, nor does a column that is missing.",
        "Answers may be written as their code, as their label, or as both.",
    ),
    widths={"name": 28, "description": 40, "rationale": 50, "source": 30},
)
