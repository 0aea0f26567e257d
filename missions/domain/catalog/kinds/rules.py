"""The rules by which catalogs are read, as kinds of record: what one rule says, and that no other says it too."""

from collections.abc import Iterable, Mapping
from typing import Any

from missions.domain.catalog.patterns import check_pattern
from missions.domain.catalog.vocabulary import AliasKind, Publisher
from missions.domain.kinds.kind import Field, Given, Holds, Kind, Problem, State
from missions.domain.kinds.kind import Known as Record

PERMISSION = "CHANGE_CATALOG_RULES"


def _twins(kind: str, given: Given, record: Record, names: tuple[str, ...]) -> Iterable[State]:
    """Other rules in force about the same."""
    about = _about(given.values, names)
    if not given.retired:
        for one in record.everything(kind):
            if one.code != given.code and not one.retired and _about(one.values, names) == about:
                yield one


def _about(values: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(values[name] for name in names)


def _category_rules(given: Given, record: Record) -> Iterable[Problem]:
    for one in _twins("category_rule", given, record, ("publisher", "category", "program", "detail", "without")):
        yield Problem(f"{one.code} is about the same category. Revise that one.", "category")


def _alias_rules(given: Given, record: Record) -> Iterable[Problem]:
    if given.values["kind"] is AliasKind.PATTERN:
        try:
            check_pattern(given.values["pattern"])
        except ValueError as error:
            yield Problem(str(error), "pattern")
    for one in _twins("alias_rule", given, record, ("kind", "pattern")):
        yield Problem(f"{one.code} is about the same code or name. Revise that one.", "pattern")


def _parent_rules(given: Given, record: Record) -> Iterable[Problem]:
    if given.values["operator"] == given.values["parent"]:
        yield Problem("An operator is not its own parent.", "parent")
    for one in _twins("parent_rule", given, record, ("operator", "effective_from")):
        yield Problem(f"{one.code} names a parent from the same day. Revise that one.", "effective_from")


def _owner_rules(given: Given, record: Record) -> Iterable[Problem]:
    for one in _twins("owner_rule", given, record, ("program_prefix",)):
        yield Problem(f"{one.code} is about the same program. Revise that one.", "program_prefix")


CATEGORY = Kind(
    name="category_rule",
    label="Category rule",
    plural="Category rules",
    address="category-rules",
    prefix="CCR",
    about="Which mission area a category of a catalog means. Of the rules that fit, the lowest rank decides.",
    title=("category", "program", "detail"),
    between=" · ",
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
    rules=_category_rules,
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
    about="Who owns the payloads of a program where the launch log and its other payloads do not tell.",
    title=("program_prefix", "owner_code"),
    between=" → ",
    permission=PERMISSION,
    fields=(
        Field("program_prefix", "Program begins with", required=True, weight="A"),
        Field("owner_code", "Code of the owner", required=True, listed=True, weight="A"),
        Field("owner_state", "State of the owner", listed=True, weight="B", help="As GCAT writes it, such as US."),
    ),
    rules=_owner_rules,
)
