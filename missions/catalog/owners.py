"""Who owns and operates a payload of GCAT: from the launch log, from its program, by a rule, or unknown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from missions.catalog.objects import OwnerBasis
from missions.catalog.rules import AliasRule, OwnerRule, Rules, alias_of_code, owner_of_program

LEAST_JOINED = 3
LEAST_AGREED = 80


@dataclass(frozen=True, slots=True)
class Launched:
    """What the launch log says about a payload; None if it says nothing."""

    owner: str | None
    state: str | None
    tag: str | None


@dataclass(frozen=True, slots=True)
class OrganizationEntry:
    """What the organizations file says about a code."""

    name: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Owned:
    """The owner of a payload, and how it was found; `listed` says whether the organizations file has it."""

    code: str | None
    basis: OwnerBasis
    operator: str | None
    state: str | None
    rule: OwnerRule | None
    alias: AliasRule | None
    listed: bool


def said(cell: str) -> str | None:
    """The value of a cell of GCAT; None for its marks of empty and unknown."""
    return cell if cell.strip("?-* ") else None


def first_code(code: str) -> str | None:
    """The first component of an owner's code, without marks of doubt; None if nothing is left."""
    for separator in ("/", ",", "+"):
        code = code.partition(separator)[0]
    return code.replace("?", "").replace("*", "").strip() or None


def majorities(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """From pairs of program and owner: by program, the owner that most of its payloads share.

    At least three owners must be known, and 80 percent of them agree.
    """
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for program, owner in pairs:
        counted[program][owner] += 1
    found = {}
    for program, owners in counted.items():
        owner, most = min(owners.items(), key=lambda pair: (-pair[1], pair[0]))
        if owners.total() >= LEAST_JOINED and most * 100 >= LEAST_AGREED * owners.total():
            found[program] = owner
    return found


class Finder:
    """Finds owners by the launch log, then the majority within the program, then the rules."""

    def __init__(
        self,
        rules: Rules,
        launched: Mapping[str, Launched],
        majority: Mapping[str, str],
        organizations: Mapping[str, OrganizationEntry],
    ) -> None:
        self.launched, self.majority, self.organizations = launched, majority, organizations
        self.rule_of, self.alias_of = owner_of_program(rules.owners), alias_of_code(rules.aliases)
        self.found: dict[tuple[str, OwnerBasis, str | None, OwnerRule | None], Owned] = {}

    def of(self, identifier: str, program: str | None) -> Owned:
        """The owner of one payload."""
        log = self.launched.get(identifier)
        state = log.state if log else None
        if log and log.owner:
            return self._owned(log.owner, OwnerBasis.JOINED, state, None)
        if program and (owner := self.majority.get(program)):
            return self._owned(owner, OwnerBasis.MAJORITY, state, None)
        if program and (rule := self.rule_of(program)):
            return self._owned(rule.owner_code, OwnerBasis.RULE, rule.owner_state, rule)
        return Owned(None, OwnerBasis.UNKNOWN, None, state, None, None, listed=True)

    def _owned(self, code: str, basis: OwnerBasis, state: str | None, rule: OwnerRule | None) -> Owned:
        asked = (code, basis, state, rule)
        if asked not in self.found:
            self.found[asked] = self._worked_out(*asked)
        return self.found[asked]

    def _worked_out(self, code: str, basis: OwnerBasis, state: str | None, rule: OwnerRule | None) -> Owned:
        first = first_code(code)
        if first is None:
            return Owned(code, basis, None, state, rule, None, listed=True)
        alias = self.alias_of(first)
        organization = self.organizations.get(first)
        named = organization.name if organization else first
        operator = alias.operator if alias else named
        state = (organization.state if organization else None) or state
        return Owned(code, basis, operator, state, rule, alias, listed=organization is not None)
