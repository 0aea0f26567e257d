"""Parse the search box: words for the full-text search, and typed filters.

`category:hybrid drift:yes "exact words" -without`. Nothing here raises; problems are listed, with what is possible.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from missions.domain.vocabulary import Category, Provenance, Standing

LONGEST = 200
YES_NO = {"yes": "yes", "no": "no"}
CATEGORIES = {
    **{category.value: category.value for category in Category},
    "government": Category.GOVERNMENT_PRIMARY.value,
    "commercial": Category.COMMERCIAL_PRIMARY.value,
}
# For each filter, the values it accepts and their meaning; None if the values come from the record.
FILTERS: dict[str, dict[str, str] | None] = {
    "category": CATEGORIES,
    "drift": YES_NO,
    "standing": {standing.value: standing.value for standing in Standing},
    "overdue": YES_NO,
    "provenance": {provenance.value: provenance.value for provenance in Provenance},
    "area": None,
}
# A filter, with or without quotes around its value; else words in quotes; else anything without a space.
TOKEN = re.compile(r'(?P<name>[^\W\d_][\w-]*):(?!/)(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]*))|"[^"]*"?|[^\s"]+')
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Search:
    """A parsed search: the words, the filters by name in the order typed, and the problems."""

    words: str
    filters: tuple[tuple[str, str], ...]
    problems: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.words or self.filters or self.problems)

    @property
    def prefix(self) -> str:
        """The beginning of a code that may be meant: the only word, in lower case."""
        return self.words.lower() if re.fullmatch(r"[\w-]+", self.words) and not self.words.startswith("-") else ""

    def wanted(self, name: str) -> frozenset[str]:
        """The values given for that filter, any of which may match; empty if it was not used."""
        return frozenset(value for one, value in self.filters if one == name)

    def __str__(self) -> str:
        """The search as one would type it; parsing it again gives an equal search, unless it has problems."""
        typed = [f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}" for name, value in self.filters]
        return " ".join([*typed, *([self.words] if self.words else [])])


def read_search(text: str) -> Search:
    """Parse the text; never raises."""
    if len(text) > LONGEST:
        return Search("", (), (f"Shorten the search to {LONGEST} characters; it has {len(text)}.",))
    if CONTROL.search(text):
        return Search("", (), ("The search contains a control character. Remove it.",))
    words, filters, problems = [], [], []
    for token in TOKEN.finditer(text):
        name = token["name"]
        if name is None:
            word = " ".join(token[0].split())
            words.append(word if word.replace('"', "").strip() else "")
            continue
        given = token["quoted"] if token["quoted"] is not None else token["value"]
        meant, problem = _filter(name.lower(), " ".join(given.split()))
        problems += [problem] if problem else []
        filters += [meant] if meant and meant not in filters else []
    return Search(" ".join(word for word in words if word), tuple(filters), tuple(problems))


def _filter(name: str, value: str) -> tuple[tuple[str, str] | None, str]:
    """The filter that is meant, or what is wrong with it."""
    if name not in FILTERS:
        return None, f"There is no filter “{name}”.{nearest(name, FILTERS)} Possible: {', '.join(FILTERS)}."
    possible = FILTERS[name]
    if not value:
        return None, f"Enter the {name} after the colon.{_possible(possible)}"
    if possible is None:
        return (name, value), ""
    key = re.sub(r"[\s-]+", "_", value.lower())
    if key not in possible:
        return None, f"There is no {name} “{value}”.{nearest(key, possible)}{_possible(possible)}"
    return (name, possible[key]), ""


def _possible(values: Collection[str] | None) -> str:
    return f" Possible: {', '.join(values)}." if values else " Enter the code or the name of an area, such as SATCOM."


def nearest(typed: str, possible: Collection[str]) -> str:
    """The known word most similar to the one typed, as a question after a space; empty if none is similar."""
    spelled = {one.lower(): one for one in possible}
    found = get_close_matches(typed.lower(), spelled, n=1)
    return f" Did you mean {spelled[found[0]]}?" if found else ""
