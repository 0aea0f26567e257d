"""The columns of a file of functions and assessments."""

from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.sheets.columns import SheetColumn, column_of
from missions.sheets.layout import Layout, names_of

DAYS = "write a day as 2025-03-01 or 1 Mar 2025"
ANSWERS = tuple(one.name for one in ASSESSMENT.fields if one.choices)
COLUMNS = {
    column.name: column
    for column in (
        SheetColumn("area", "Mission area", 40, required=True, exact=True),
        SheetColumn("function", "Function code", 40, required=True, exact=True),
        *map(column_of, (*FUNCTION.fields, *ASSESSMENT.fields)),
        SheetColumn("source", "Source", 500),
        SheetColumn("effective_on", "Effective date", 40, required=True, form=DAYS, exact=True, dated=True),
    )
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
# The names that our own exports and people use.
OTHERS = {"code": "function", "effective": "effective_on", "assessed_from": "effective_on"}

FUNCTIONS = Layout(
    of="functions",
    title="Functions and assessments",
    key="function",
    columns=COLUMNS,
    names=names_of(COLUMNS.values(), (*FUNCTION.fields, *ASSESSMENT.fields), FOLLOWS, OTHERS),
    remarks=(
        "One row for each function. To describe a function only, leave the answers and the rationale empty.",
        "An empty name or description changes nothing, nor does a column that is missing.",
        "Answers may be written as their code, as their label, or as both.",
    ),
    widths={"name": 28, "description": 40, "rationale": 50, "source": 30},
)
