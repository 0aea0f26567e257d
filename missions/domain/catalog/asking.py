"""The choices for counting by the catalogs, in addresses, citations and exports."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from missions.domain import addresses
from missions.domain.catalog.vocabulary import By, Owners, Publisher, Scope, Unit
from missions.domain.dates import day

UNIT_WORDS = {
    Unit.SATELLITES: "by satellites",
    Unit.LAUNCHES: "by launches",
    Unit.MASS: "by launch mass",
    Unit.GEO: "in GEO",
}
AMOUNT_WORDS = {
    Unit.SATELLITES: "Satellites",
    Unit.LAUNCHES: "Launches",
    Unit.MASS: "Mass, kg",
    Unit.GEO: "Satellites",
}
OWNER_WORDS = {
    Owners.ALLIED: "U.S. and allied owners",
    Owners.US: "U.S. owners",
    Owners.ALL: "all owners",
}
# The day of the first launch to orbit.
SPACE_AGE = date(1957, 10, 4)
OF_UCS = frozenset({Unit.MASS, Unit.GEO})


@dataclass(frozen=True, slots=True)
class Choices:
    """How concentration is measured; the defaults are those of the pages."""

    unit: Unit = Unit.SATELLITES
    scope: Scope = Scope.COMMERCIAL
    owners: Owners = Owners.ALLIED
    by: By = By.OPERATOR

    def of(self, **changed: Any) -> "Choices":
        """The same with other choices."""
        return replace(self, **changed)

    @property
    def parameters(self) -> dict[str, str]:
        """The choices that differ from the defaults, as an address has them."""
        default = Choices()
        return {
            name: getattr(self, name).value
            for name in ("unit", "scope", "owners", "by")
            if getattr(self, name) is not getattr(default, name)
        }

    @property
    def amount(self) -> str:
        """What the unit counts, in words."""
        return AMOUNT_WORDS[self.unit]

    @property
    def words(self) -> str:
        """Such as "by satellites, commercial, U.S. and allied owners, by operator"."""
        counted = "commercial" if self.scope is Scope.COMMERCIAL else "commercial and government"
        return f"{UNIT_WORDS[self.unit]}, {counted}, {OWNER_WORDS[self.owners]}, by {self.by.label.lower()}"


@dataclass(frozen=True, slots=True)
class ReadingSource:
    """The reading of a snapshot that figures come from; `illustrative` is the shipped sample.

    It was read with the rules known at entry `rules_sequence`.
    """

    reading: int
    digest: str
    snapshot: str
    publisher: Publisher
    data_date: date
    license: str
    credit: str
    illustrative: bool
    rules_sequence: int = 0

    @property
    def words(self) -> str:
        """Credit, license, day and name, which accompany its numbers everywhere."""
        made_up = ", illustrative sample" if self.illustrative else ""
        licensed = f", {self.license}" if self.license else ""
        return f"{self.credit}{licensed}, data of {day(self.data_date)}, snapshot {self.snapshot}{made_up}"

    @property
    def address(self) -> str:
        """The page of the snapshot."""
        return addresses.catalog_snapshot(self.snapshot)

    @property
    def reaches_back(self) -> bool:
        """Whether it says when each payload ended, so that earlier days can be counted."""
        return self.publisher is Publisher.GCAT

    @property
    def first_day(self) -> date:
        """The first day that can be counted."""
        return SPACE_AGE if self.reaches_back else self.data_date

    def last_day(self, on: date) -> date:
        """The last day up to `on` that can be counted; its first one if that is later."""
        return max(self.first_day, min(on, self.data_date))

    def counts(self, unit: Unit) -> bool:
        """Whether it has the data for the unit."""
        return not (self.reaches_back and unit in OF_UCS)
