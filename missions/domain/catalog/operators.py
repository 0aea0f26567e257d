"""The operators of an area, and which provider on record each of them is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from missions.domain.kinds.kind import State
from missions.domain.words import folded

AFTER_FIRST = re.compile(r"[/,+].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of an area on a day: its rank, what is counted of it, and its share in percent.

    `codes` are those of its payloads' owners in the catalog, the most frequent first; `basis` is how many payloads had
    their owner found in which way; `ruled` whether a rule for aliases makes the name.
    """

    rank: int
    name: str
    counted: int
    share: str
    codes: tuple[str, ...]
    basis: tuple[tuple[str, int], ...]
    ruled: bool

    @property
    def basis_words(self) -> str:
        """Such as "joined 120, majority 4"."""
        return ", ".join(f"{basis} {number:,}" for basis, number in self.basis)


class Providers:
    """The providers on record by their codes in catalogs and by their names."""

    def __init__(self, states: Iterable[State]) -> None:
        self._by_code: dict[str, State] = {}
        self._by_name: dict[str, State] = {}
        for state in states:
            if state.retired:
                continue
            self._by_name.setdefault(_plain(state.values["name"]), state)
            for code in state.values["catalog_codes"].split(","):
                if code.strip():
                    self._by_code.setdefault(code.strip(), state)

    def of(self, operator: Operator) -> State | None:
        """The provider with a code of the operator, or of the same name; None where the record has none."""
        coded = (self._by_code[code] for code in operator.codes if code in self._by_code)
        return next(coded, None) or self._by_name.get(_plain(operator.name))


def first_code(code: str) -> str:
    """The first of the owners that a code names, without the signs of doubt."""
    return AFTER_FIRST.sub("", code).strip("?* ")


def _plain(name: str) -> str:
    return " ".join(folded(name).casefold().split())
