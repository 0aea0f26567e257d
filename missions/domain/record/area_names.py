"""Areas as people name them: by code, by name, or by both, in any case."""

from collections.abc import Iterable
from difflib import get_close_matches

from missions.domain.record.portfolio import AreaState
from missions.domain.words import folded

# The longest a code and a name can be together, in characters.
LONGEST = 250


class AreaNames:
    """The areas that a box offers as `choices` (code and name), and which of them a typed text means.

    If an area is given twice, as of two dates, both names are recognized and the first is offered.
    """

    def __init__(self, areas: Iterable[AreaState]) -> None:
        areas = tuple(areas)
        names = {area.code: area.name for area in reversed(areas)}
        self.choices = [(code, names[code]) for code in dict.fromkeys(area.code for area in areas)]
        # None if several areas have the name.
        self._meant: dict[str, str | None] = {}
        for area in areas:
            for name in (area.name, area.abbreviation, f"{area.code} {area.name}", f"{area.name} {area.code}"):
                self._add(_plain(name), area.code)
        # A code always means its own area, even if another area has it as its name.
        self._meant |= {_plain(area.code): area.code for area in areas}

    def code(self, typed: str) -> str | None:
        """The code of the area that the text means; None if there is none, or several of that name."""
        return self._meant.get(_plain(typed))

    def why_not(self, typed: str) -> str:
        """Why the text means no area, with the code of the nearest one."""
        plain = _plain(typed)
        if plain in self._meant:
            return "Several areas have this name. Choose one by its code."
        meant = next((self._meant[name] for name in get_close_matches(plain, self._meant, n=1)), None)
        return f"No mission area has this code or name at this date.{f' Did you mean {meant}?' if meant else ''}"

    def _add(self, name: str, code: str) -> None:
        if name:
            self._meant[name] = code if self._meant.get(name, code) == code else None


def _plain(text: str) -> str:
    """A name without case, accents and punctuation, its words separated by one space."""
    return " ".join(folded(text).casefold().split())
