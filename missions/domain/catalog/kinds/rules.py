"""The rules for reading catalogs, as kinds of record."""

from collections.abc import Iterable

from missions.domain.catalog.patterns import check_pattern
from missions.domain.catalog.vocabulary import AliasKind, Publisher
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Problem, RecordOnDay

PERMISSION = "CHANGE_CATALOG_RULES"


def _alias_rules(given: Given, _record: RecordOnDay) -> Iterable[Problem]:
    if given.values["kind"] is AliasKind.PATTERN:
        try:
            check_pattern(given.values["pattern"])
        except ValueError as error:
            yield Problem(str(error), "pattern")


def _parent_rules(given: Given, _record: RecordOnDay) -> Iterable[Problem]:
    if given.values["operator"] == given.values["parent"]:
        yield Problem("An operator is not its own parent.", "parent")


CATEGORY = Kind(
    name="category_rule",
    label="Category rule",
    plural="Category rules",
    address="category-rules",
    prefix="CCR",
    about="Which mission area a category of a catalog means. Of the rules that fit, the lowest rank decides.",
    title=("category", "program", "detail"),
    between=" · ",
    once=("publisher", "program", "detail", "without", "category"),
    permission=PERMISSION,
    fields=(
        Field("publisher", "Catalog", Holds.CHOICE, choices=Publisher, required=True, listed=True, filtered=True),
        Field("rank", "Rank", Holds.NUMBER, required=True, listed=True, help="The lowest rank that fits decides."),
        Field(
            "category",
            "Category",
            required=True,
            weight="A",
            help="GCAT: the first part, or with a slash the start of the whole. UCS: the start of the purpose.",
        ),
        Field("program", "Program", weight="B", help="GCAT: how the program begins."),
        Field("detail", "Detail", weight="B", help="UCS: words of the detailed purpose, separated by |; - for none."),
        Field("without", "Without", weight="B", help="UCS: words that the detailed purpose does not hold."),
        Field(
            "area",
            "Mission area",
            Holds.REFERENCE,
            refers="area",
            listed=True,
            filtered=True,
            weight="A",
            help="Empty: outside the mission areas.",
        ),
    ),
)

ALIAS = Kind(
    name="alias_rule",
    label="Alias rule",
    article="an",
    plural="Alias rules",
    address="alias-rules",
    prefix="CAL",
    about="Which operator a code of GCAT or a name in the UCS database means.",
    title=("pattern", "operator"),
    between=" → ",
    once=("kind", "pattern"),
    permission=PERMISSION,
    fields=(
        Field("kind", "Matched", Holds.CHOICE, choices=AliasKind, required=True, listed=True, filtered=True),
        Field("pattern", "Code or pattern", required=True, weight="A"),
        Field("operator", "Operator", required=True, listed=True, weight="A"),
    ),
    rules=_alias_rules,
)

PARENT = Kind(
    name="parent_rule",
    label="Parent rule",
    plural="Parent rules",
    address="parent-rules",
    prefix="CPR",
    about="Which company an operator belongs to from a day on.",
    title=("operator", "parent"),
    between=" → ",
    once=("operator", "effective_from"),
    permission=PERMISSION,
    fields=(
        Field("operator", "Operator", required=True, weight="A"),
        Field("parent", "Parent", required=True, listed=True, weight="A"),
        Field("effective_from", "Belongs to it from", Holds.DAY, required=True, listed=True),
        Field("basis", "Basis", Holds.PROSE, longest=500, listed=True, weight="C"),
    ),
    rules=_parent_rules,
)

OWNER = Kind(
    name="owner_rule",
    label="Owner rule",
    article="an",
    plural="Owner rules",
    address="owner-rules",
    prefix="COW",
    about="Who owns the payloads of a program if the launch log and its other payloads do not tell.",
    title=("program_prefix", "owner_code"),
    between=" → ",
    once=("program_prefix",),
    permission=PERMISSION,
    fields=(
        Field("program_prefix", "Program begins with", required=True, weight="A"),
        Field("owner_code", "Code of the owner", required=True, listed=True, weight="A"),
        Field("owner_state", "State of the owner", listed=True, weight="B", help="As GCAT writes it, such as US."),
    ),
)
