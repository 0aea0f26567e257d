"""Folds words for search: without accents, and split at signs.

The twin of `migrations/sql/0013_words/words.sql`, which makes the searched words; a test checks that both agree.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SIGNS = string.punctuation + "‐‑‒–—‘’“”…⁄→\N{NO-BREAK SPACE}·«»"
LETTERS = str.maketrans("øØłŁđĐı", "oOlLdDi") | str.maketrans(SIGNS, " " * len(SIGNS))
ACCENTS = re.compile("[\u0300-\u036f]+")
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<together>[^"]*)"?|(?P<word>[^\s"]+))')

# Limits of an excerpt: words before a match, words from it on, and the number of fragments.
BEFORE, AFTER, MOST = 8, 28, 2
BETWEEN = " … "


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A piece of a text; `marked` if it matches the search."""

    text: str
    marked: bool


Spans = list[tuple[int, int]]


def folded(text: str) -> str:
    """The text without accents, with a space instead of each sign."""
    if text.isascii():
        return text.translate(LETTERS)
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(LETTERS)


def web_words(typed: str) -> str:
    """The typed search, folded like the words of the record, with its quotes and minus signs but no other signs."""
    return " ".join(text if apart else f'{minus}"{text}"' for text, minus, apart in _terms(typed))


def web_terms(typed: str) -> list[str]:
    """The words to find in it, one by one; a quoted phrase is one."""
    return [text if apart else f'"{text}"' for text, minus, apart in _terms(typed) if not minus]


def _terms(typed: str) -> Iterator[tuple[str, str, bool]]:
    """Each term folded, with its minus sign, and whether it is a word by itself."""
    for term in TERM.finditer(typed):
        words = " ".join(folded(term["word"] or term["together"] or "").split())
        if words:
            yield words, term["minus"], term["word"] is not None and not term["minus"]


def places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the position in the original; its end comes last."""
    letters, at = [], []
    for place, letter in enumerate(text):
        for one in folded(letter):
            letters.append(one)
            at.append(place)
    return "".join(letters), [*at, len(text)]


def marked(text: str, spans: Spans) -> tuple[MarkedText, ...]:
    """The whole text, split at the matches."""
    return tuple(_parts(text, spans, 0, len(text)))


def excerpt(text: str, spans: Spans) -> tuple[MarkedText, ...]:
    """The words around the first match, and around matches beyond them; the beginning if there is no match."""
    words = [word.span() for word in re.finditer(r"\S+", text)]
    if not words:
        return ()
    fragments: Spans = []
    for start, _stop in spans or [(words[0][0], words[0][0])]:
        if len(fragments) < MOST and (not fragments or start >= fragments[-1][1]):
            place = sum(1 for _, stop in words if stop <= start)
            first = max(place - BEFORE, 0)
            fragments.append((words[first][0], words[min(place + AFTER, len(words)) - 1][1]))
    parts: list[MarkedText] = []
    for start, stop in _apart(fragments):
        parts += [MarkedText(BETWEEN, marked=False)] if parts else []
        parts += _parts(text, spans, start, stop)
    return tuple(parts)


def _apart(fragments: Spans) -> Spans:
    """The fragments, with overlapping ones joined."""
    joined: Spans = []
    for start, stop in fragments:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _parts(text: str, spans: Spans, start: int, stop: int) -> list[MarkedText]:
    parts, at = [], start
    for begin, end in spans:
        if start <= begin < stop:
            parts += [MarkedText(text[at:begin], marked=False), MarkedText(text[begin:end], marked=True)]
            at = end
    return [part for part in [*parts, MarkedText(text[at:stop], marked=False)] if part.text]
