"""The differences between two texts, word by word or line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

WORD = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True)
class ComparedText:
    """A piece of text that only one side has (`changed`), or that both have."""

    text: str
    changed: bool


@dataclass(frozen=True)
class WordingLine:
    """One field of two contents, in pieces; either side may be empty."""

    label: str
    before: tuple[ComparedText, ...]
    after: tuple[ComparedText, ...]

    @property
    def differs(self) -> bool:
        """Whether the two differ."""
        return any(piece.changed for piece in chain(self.before, self.after))


def by_words(label: str, before: str, after: str) -> WordingLine:
    """The field with its differences, word by word."""
    return _line(label, WORD.findall(before), WORD.findall(after))


def by_lines(label: str, before: Sequence[str], after: Sequence[str]) -> WordingLine:
    """The field with its differences, line by line; each piece ends with its line."""
    return _line(label, [f"{line}\n" for line in before], [f"{line}\n" for line in after])


def _line(label: str, before: list[str], after: list[str]) -> WordingLine:
    matched = SequenceMatcher(None, before, after).get_opcodes()
    return WordingLine(
        label,
        tuple(_pieces((before[start:end], how != "equal") for how, start, end, _, _ in matched)),
        tuple(_pieces((after[start:end], how != "equal") for how, _, _, start, end in matched)),
    )


def _pieces(runs: Iterator[tuple[list[str], bool]]) -> Iterator[ComparedText]:
    return (ComparedText("".join(run), changed) for run, changed in runs if run)
