"""The figures of one area on a day, in words and as a citation keeps them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from missions.domain.catalog.asking import UNIT_WORDS, Choices, ReadingSource
from missions.domain.catalog.vocabulary import Owners, Scope, Unit
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.sentences import counted

OF_OWNERS = {Owners.ALLIED: " among U.S. and allied owners", Owners.US: " among U.S. owners", Owners.ALL: ""}
NONE_COUNTED = "Nothing is counted with these choices on this day. That does not mean zero."


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """The counts of one area on a day: `share` in percent, indexes from 0 to 10,000.

    `rows` are satellites. `known` has an operator and `unknown` has none, in the unit asked for, mass in kg. Shares and
    `index` count only what is known; `low` and `high` are its bounds for the unknown, and `without` is the index
    without the largest. Texts of numbers have one decimal.
    """

    rows: int
    known: int
    unknown: int
    operators: int
    largest: str
    share: str
    effective: str
    index: int
    low: int
    high: int
    without: int | None

    @property
    def numbers(self) -> dict[str, int | str | None]:
        """All figures by name, as a citation keeps them."""
        return asdict(self)

    @property
    def words(self) -> str:
        """Such as "SpaceX 83.7%, index 7,049 (7,008 to 7,056), 157 operators"."""
        bounds = f" ({self.low:,} to {self.high:,})" if self.low != self.high else ""
        operators = counted(self.operators, "operator")
        return f"{isolated(self.largest)} {self.share}%, index {self.index:,}{bounds}, {operators}"


def rounded(value: Decimal | float) -> str:
    """A number with one decimal."""
    return f"{value:.1f}"


def share_words(share: str) -> str:
    """A share in a sentence: "84%"; never 100% or 0% unless it is exactly that."""
    whole = round(Decimal(share))
    if whole == 100 and Decimal(share) < 100:
        return "over 99%"
    return f"{whole}%" if whole else "under 1%"


@dataclass(frozen=True, slots=True)
class DatedFigures:
    """The figures of an area on a day, and the reading they come from."""

    on: date
    source: ReadingSource
    figures: AreaFigures


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The figures of an area in one unit; `note` names the other catalog that they are from, and its day."""

    unit: Unit
    figures: AreaFigures
    note: str = ""


def sentence(area: str, counted: Iterable[UnitFigures], choices: Choices) -> str:
    """The share of one operator in each unit, because one unit alone misleads; units without data are left out.

    Such as "By satellites one operator (SpaceX) holds 84% of commercial SATCOM; by launches 35%."
    """
    told = [one for one in counted if one.figures.known]
    if not told:
        return NONE_COUNTED
    what = f"{'commercial ' if choices.scope is Scope.COMMERCIAL else ''}{isolated(area)}{OF_OWNERS[choices.owners]}"
    first, *others = told
    begun = UNIT_WORDS[first.unit][0].upper() + UNIT_WORDS[first.unit][1:]
    held = first.figures
    text = f"{begun} one {choices.by.label.lower()} ({_beside(held.largest, first.note)})"
    text += f" holds {share_words(held.share)} of {what}"
    for one in others:
        named = "" if one.figures.largest == held.largest else one.figures.largest
        beside = _beside(named, one.note)
        text += f"; {UNIT_WORDS[one.unit]} {share_words(one.figures.share)}{f' ({beside})' if beside else ''}"
    return f"{text}."


def _beside(name: str, note: str) -> str:
    return ", ".join(filter(None, [isolated(name), note]))


def heading(area: str, choices: Choices, on: date) -> str:
    """The title of a citation: the area and all choices."""
    return f"Concentration of {isolated(area)} on {day(on)}, {choices.words}"
