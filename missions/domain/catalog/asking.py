"""What is asked of the catalogs, as addresses, citations and exports say it."""

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
        """The same with something else chosen."""
        return replace(self, **changed)

    @property
    def parameters(self) -> dict[str, str]:
        """What differs from the defaults, as addresses have it."""
        default = Choices()
        return {
            name: getattr(self, name).value
            for name in ("unit", "scope", "owners", "by")
            if getattr(self, name) is not getattr(default, name)
        }

    @property
    def amount(self) -> str:
        """What numbers of the unit count."""
        return AMOUNT_WORDS[self.unit]

    @property
    def words(self) -> str:
        """Such as "by satellites, commercial, U.S. and allied owners, by operator"."""
        counted = "commercial" if self.scope is Scope.COMMERCIAL else "commercial and government"
        return f"{UNIT_WORDS[self.unit]}, {counted}, {OWNER_WORDS[self.owners]}, by {self.by.label.lower()}"


@dataclass(frozen=True, slots=True)
class Source:
    """The reading of a snapshot that figures come from, as pages name it. `illustrative` is the shipped sample.

    It was read by the rules known at entry `rules_sequence`.
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
        """Credit, license, day and name: what stands wherever its numbers do."""
        made_up = ", illustrative sample" if self.illustrative else ""
        return f"{self.credit}, {self.license}, data of {day(self.data_date)}, snapshot {self.snapshot}{made_up}"

    @property
    def address(self) -> str:
        """The page of the snapshot."""
        return addresses.catalog_snapshot(self.snapshot)

    @property
    def reaches_back(self) -> bool:
        """Whether it says when each payload ended, so that it answers for days before its own."""
        return self.publisher is Publisher.GCAT

    @property
    def first_day(self) -> date:
        """The first day that it answers for."""
        return SPACE_AGE if self.reaches_back else self.data_date

    def last_day(self, on: date) -> date:
        """The last day up to `on` that it answers for; its first one where that is later."""
        return max(self.first_day, min(on, self.data_date))

    def counts(self, unit: Unit) -> bool:
        """Whether it has what the unit is made of."""
        return not (self.reaches_back and unit in OF_UCS)
