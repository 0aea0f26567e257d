"""Functions and assessments as declarations, which forms, history and search all read."""

from missions.domain.kinds.kind import Field, Holds, Kind
from missions.domain.record.rule.criteria import CRITERIA, Criterion


def _answer(criterion: Criterion) -> Field:
    return Field(
        criterion.name,
        criterion.label,
        Holds.CHOICE,
        help=criterion.asks,
        choices=criterion.choices,
        required=True,
        missing="Choose an answer.",
        names=("Commercial solutions available",) if criterion.name == "availability" else (),
    )


FUNCTION = Kind(
    name="function",
    label="Function",
    plural="Functions",
    address="functions",
    prefix="",
    about="What an area does. The strategy lists no functions: these are local data.",
    title=("name",),
    fields=(
        Field(
            "name",
            "Name",
            required=True,
            help="What the function does, in a few words.",
            missing="Give it a name.",
            weight="A",
        ),
        Field("description", "Description", Holds.PROSE, longest=2000, weight="B"),
    ),
    permission="ASSESS",
)

ASSESSMENT = Kind(
    name="assessment",
    label="Assessment",
    plural="Assessments",
    address="assessments",
    prefix="",
    about="The dated answers about one function: six of them, and what they are based on.",
    title=("function",),
    fields=(
        *map(_answer, CRITERIA.values()),
        Field(
            "rationale",
            "Rationale",
            Holds.PROSE,
            required=True,
            longest=10_000,
            help="What the answers are based on, for a reader who does not know the function.",
            missing="Enter what the answers are based on.",
            weight="C",
        ),
    ),
    permission="ASSESS",
)
