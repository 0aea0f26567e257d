"""The operators of an area, and the provider on record for each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from missions.domain.kinds.kind import RecordState
from missions.domain.words import folded

WORD_END = re.compile(r"[^\w]+")
LEAST_ALIKE = 4
AFTER_FIRST = re.compile(r"[/,+].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator of an area on a day: its rank, its amount, and its share in percent.

    `codes` are those of its payloads' owners in the catalog, the most frequent first; `basis` counts the ways in which
    its payloads' owners were found; `ruled` says whether an alias rule makes the name.
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
    """The providers on record by their codes and names in catalogs, and by their own names."""

    def __init__(self, states: Iterable[RecordState]) -> None:
        self._called: dict[str, RecordState] = {}
        self._named: dict[str, RecordState] = {}
        self._begun: dict[str, list[RecordState]] = {}
        for state in states:
            if state.retired:
                continue
            name, called = state.values["name"], state.values["catalog_codes"]
            self._named.setdefault(_plain(name), state)
            self._begun.setdefault(_first_word(name), []).append(state)
            # A name may contain a comma.
            for one in (called, *called.split(",")):
                if one.strip():
                    self._called.setdefault(_plain(one), state)

    def of(self, operator: Operator) -> RecordState | None:
        """The provider with a code or name of the operator in catalogs, or with the same name; None without one."""
        asked = (_plain(one) for one in (*operator.codes, operator.name))
        called = (self._called[one] for one in asked if one in self._called)
        return next(called, None) or self._named.get(_plain(operator.name))

    def perhaps(self, operator: Operator) -> RecordState | None:
        """The only provider whose name begins with the same word of four letters or more; None for none or several."""
        word = _first_word(operator.name)
        alike = self._begun.get(word, []) if len(word) >= LEAST_ALIKE else []
        return alike[0] if len(alike) == 1 else None


def first_code(code: str) -> str:
    """The first owner in a code, without the marks of doubt."""
    return AFTER_FIRST.sub("", code).strip("?* ")


def _first_word(name: str) -> str:
    return WORD_END.split(_plain(name), maxsplit=1)[0]


def _plain(name: str) -> str:
    return " ".join(folded(name).casefold().split())
