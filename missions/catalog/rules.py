"""The rules for reading a catalog: categories to areas, aliases, parents with dates, owners of programs."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from missions.domain.catalog.vocabulary import AliasKind, Publisher

SHIPPED = Path(__file__).resolve().parents[2] / "fixtures" / "catalog"


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """The mission area of a published category.

    The matching rule with the lowest `rank` decides. GCAT: `category` is the first token, or, with a slash, the start
    of the whole; `program` is a prefix. UCS: `category` is the start of the purpose; `detail` and `without` are words,
    separated by `|`, of which the detailed purpose must contain one, or none; `-` as `detail` means that it is empty.
    An empty condition always matches; case does not matter. `area` None: the category belongs to no mission area.
    """

    rank: int
    publisher: Publisher
    category: str
    program: str
    detail: str
    without: str
    area: str | None

    @property
    def key(self) -> str:
        """The name of this rule in a reading's counts; does not depend on rank and area."""
        return f"category:{self.publisher}:{self.category}:{self.program}:{self.detail}:{self.without}"


@dataclass(frozen=True, slots=True)
class AliasRule:
    """The operator that a code or a name means."""

    kind: AliasKind
    pattern: str
    operator: str

    @property
    def key(self) -> str:
        """The name of this rule in a reading's counts."""
        return f"alias:{self.kind}:{self.pattern}"


@dataclass(frozen=True, slots=True)
class ParentRule:
    """The company that an operator belongs to from a day on."""

    effective_from: date
    operator: str
    parent: str
    basis: str

    @property
    def key(self) -> str:
        """The name of this rule in a reading's counts."""
        return f"parent:{self.operator}:{self.effective_from}"


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """Who owns the payloads of a program, if neither the launch log nor the program's other payloads say so."""

    program_prefix: str
    owner_code: str
    owner_state: str | None

    @property
    def key(self) -> str:
        """The name of this rule in a reading's counts."""
        return f"owner:{self.program_prefix}"


@dataclass(frozen=True, slots=True)
class Rules:
    """All the rules of one moment."""

    categories: tuple[CategoryRule, ...]
    aliases: tuple[AliasRule, ...]
    parents: tuple[ParentRule, ...]
    owners: tuple[OwnerRule, ...]


def category_finder(rules: Iterable[CategoryRule], publisher: Publisher) -> Callable[[str, str], CategoryRule | None]:
    """A function from a category and its program (GCAT) or detailed purpose (UCS) to the rule that decides, or None."""
    ranked = sorted((one for one in rules if one.publisher == publisher), key=lambda one: (one.rank, one.key))
    fits = _fits_gcat if publisher is Publisher.GCAT else _fits_ucs
    found: dict[tuple[str, str], CategoryRule | None] = {}

    def find(category: str, beside: str) -> CategoryRule | None:
        asked = (category, beside)
        if asked not in found:
            found[asked] = next((one for one in ranked if fits(one, category.casefold(), beside.casefold())), None)
        return found[asked]

    return find


def _fits_gcat(rule: CategoryRule, category: str, program: str) -> bool:
    wanted = rule.category.casefold()
    fits = category.startswith(wanted) if "/" in wanted else category.partition("/")[0] == wanted
    return fits and program.startswith(rule.program.casefold())


def _fits_ucs(rule: CategoryRule, purpose: str, detail: str) -> bool:
    if not purpose.startswith(rule.category.casefold()) or _holds(detail, rule.without):
        return False
    if rule.detail == "-":
        return not detail
    return not rule.detail or _holds(detail, rule.detail)


def _holds(text: str, words: str) -> bool:
    return any(word in text for word in words.casefold().split("|") if word)


def alias_of_code(rules: Iterable[AliasRule]) -> Callable[[str], AliasRule | None]:
    """A function from a code of GCAT to its alias: the whole code's, otherwise its longest prefix's, otherwise None."""
    exact = {one.pattern: one for one in rules if one.kind is AliasKind.EXACT}
    prefixes = sorted((one for one in rules if one.kind is AliasKind.PREFIX), key=lambda one: -len(one.pattern))

    def find(code: str) -> AliasRule | None:
        return exact.get(code) or next((one for one in prefixes if code.startswith(one.pattern)), None)

    return find


def alias_of_name(rules: Iterable[AliasRule]) -> Callable[[str], AliasRule | None]:
    """A function from an operator's name in UCS to its alias: the longest match, otherwise None."""
    patterns = [(re.compile(one.pattern, re.IGNORECASE), one) for one in rules if one.kind is AliasKind.PATTERN]

    def find(name: str) -> AliasRule | None:
        matches = [(found.end() - found.start(), one) for tried, one in patterns if (found := tried.search(name))]
        return min(matches, key=lambda pair: (-pair[0], pair[1].pattern))[1] if matches else None

    return find


def owner_of_program(rules: Iterable[OwnerRule]) -> Callable[[str], OwnerRule | None]:
    """A function from a program to the rule of its longest prefix, or None."""
    longest = sorted(rules, key=lambda one: -len(one.program_prefix))
    return lambda program: next((one for one in longest if program.startswith(one.program_prefix)), None)


def parents_on(rules: Iterable[ParentRule], on: date) -> dict[str, str]:
    """By operator, the topmost company that it belongs to on a day; operators without one are left out."""
    direct: dict[str, str] = {}
    for one in sorted(rules, key=lambda one: (one.effective_from, one.key)):
        if one.effective_from <= on:
            direct[one.operator] = one.parent
    return {operator: _top(operator, direct) for operator in direct}


def _top(operator: str, direct: dict[str, str]) -> str:
    seen = {operator}
    while (parent := direct.get(operator)) is not None and parent not in seen:
        seen.add(parent)
        operator = parent
    return operator


def shipped_rules() -> Rules:
    """The rules that the project ships, from the tables beside its other fixtures."""
    return Rules(
        categories=tuple(
            CategoryRule(
                int(row["rank"]), Publisher(row["publisher"]), row["category"], row["program"], row["detail"],
                row["without"], row["area"] or None,
            )
            for row in _rows("categories.csv")
        ),
        aliases=tuple(
            AliasRule(AliasKind(row["kind"]), row["pattern"], row["operator"]) for row in _rows("aliases.csv")
        ),
        parents=tuple(
            ParentRule(date.fromisoformat(row["effective_from"]), row["operator"], row["parent"], row["basis"])
            for row in _rows("parents.csv")
        ),
        owners=tuple(
            OwnerRule(row["program_prefix"], row["owner_code"], row["owner_state"] or None)
            for row in _rows("owners.csv")
        ),
    )  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
