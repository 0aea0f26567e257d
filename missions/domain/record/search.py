"""What somebody types into the search box, read: words for the full-text search, and typed filters.

`category:hybrid drift:yes "exact words" -without`. Nothing here raises; what cannot be used is named, with what is
possible.
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
# Filter name: what may be typed, and what it means; None where the record knows the values.
FILTERS: dict[str, dict[str, str] | None] = {
    "category": CATEGORIES,
    "drift": YES_NO,
    "standing": {standing.value: standing.value for standing in Standing},
    "overdue": YES_NO,
    "provenance": {provenance.value: provenance.value for provenance in Provenance},
    "area": None,
}
# A filter, quotes around its value or not; else words in quotes; else anything without a space.
TOKEN = re.compile(r'(?P<name>[^\W\d_][\w-]*):(?!/)(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]*))|"[^"]*"?|[^\s"]+')
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Search:
    """What was asked for: the words, the filters by name in the order typed, and what is wrong."""

    words: str
    filters: tuple[tuple[str, str], ...]
    problems: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.words or self.filters or self.problems)

    @property
    def prefix(self) -> str:
        """The beginning of a code that may be meant: a single word, in lower case."""
        return self.words.lower() if re.fullmatch(r"[\w-]+", self.words) and not self.words.startswith("-") else ""

    def wanted(self, name: str) -> frozenset[str]:
        """The values asked for with that filter: any of them will do; empty if it was not used."""
        return frozenset(value for one, value in self.filters if one == name)

    def __str__(self) -> str:
        """The same search as one would type it; read again it is equal, unless something is wrong with it."""
        typed = [f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}" for name, value in self.filters]
        return " ".join([*typed, *([self.words] if self.words else [])])


def read_search(text: str) -> Search:
    """What the text asks for; never raises."""
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
    """The filter meant, or what is wrong with it."""
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
    """The word most like the one typed, as a question with a space before it; empty if none is near."""
    spelled = {one.lower(): one for one in possible}
    found = get_close_matches(typed.lower(), spelled, n=1)
    return f" Did you mean {spelled[found[0]]}?" if found else ""
