"""The operators of an area, and which provider on record each of them is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from missions.domain.kinds.kind import State
from missions.domain.words import folded

WORD_END = re.compile(r"[^\w]+")
LEAST_ALIKE = 4
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
    """The providers on record by what catalogs call them, codes and names alike, and by their own names."""

    def __init__(self, states: Iterable[State]) -> None:
        self._called: dict[str, State] = {}
        self._named: dict[str, State] = {}
        self._begun: dict[str, list[State]] = {}
        for state in states:
            if state.retired:
                continue
            name, called = state.values["name"], state.values["catalog_codes"]
            self._named.setdefault(_plain(name), state)
            self._begun.setdefault(_first_word(name), []).append(state)
            # A name may hold a comma of its own.
            for one in (called, *called.split(",")):
                if one.strip():
                    self._called.setdefault(_plain(one), state)

    def of(self, operator: Operator) -> State | None:
        """The provider that catalogs call by a code or the name of the operator, or of the same name; None for none."""
        asked = (_plain(one) for one in (*operator.codes, operator.name))
        called = (self._called[one] for one in asked if one in self._called)
        return next(called, None) or self._named.get(_plain(operator.name))

    def perhaps(self, operator: Operator) -> State | None:
        """The only provider whose name begins with the same word, of four letters or more; None for none or several."""
        word = _first_word(operator.name)
        alike = self._begun.get(word, []) if len(word) >= LEAST_ALIKE else []
        return alike[0] if len(alike) == 1 else None


def first_code(code: str) -> str:
    """The first of the owners that a code names, without the signs of doubt."""
    return AFTER_FIRST.sub("", code).strip("?* ")


def _first_word(name: str) -> str:
    return WORD_END.split(_plain(name), maxsplit=1)[0]


def _plain(name: str) -> str:
    return " ".join(folded(name).casefold().split())
