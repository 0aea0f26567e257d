"""Concentration by the catalogs as rows of a file: each area on each day, or the operators of one area."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from missions.domain.catalog.asking import Choices, Source
from missions.domain.catalog.figures import Figures
from missions.domain.catalog.operators import Operator
from missions.domain.kinds.kind import State
from missions.domain.vocabulary import Provenance
from missions.exports.document import Told


@dataclass(frozen=True, slots=True)
class FromCatalog:
    """The source, which every row names."""

    area: str
    on: date
    choices: Choices
    source: Source

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """The provenance of its one fact: a catalog, or the sample."""
        return (Provenance.ILLUSTRATIVE if self.source.illustrative else Provenance.CATALOG,)


@dataclass(frozen=True, slots=True)
class ConcentrationRow(FromCatalog):
    """The figures of an area on a day."""

    figures: Figures


@dataclass(frozen=True, slots=True)
class OperatorRow(FromCatalog):
    """An operator of an area on a day, and the provider that it is on record, None if there is none."""

    operator: Operator
    provider: State | None


ASKED = (
    Told("area", "Area", 12, of=attrgetter("area")),
    Told("on", "Date", 12, of=attrgetter("on")),
    Told("unit", "Unit", 14, of=attrgetter("choices.unit.label")),
    Told("scope", "Payloads", 14, of=attrgetter("choices.scope.label")),
    Told("owners", "Owners", 16, of=attrgetter("choices.owners.label")),
    Told("by", "Counted by", 12, of=attrgetter("choices.by.label")),
)
FROM = (
    Told("snapshot", "Snapshot", 24, of=attrgetter("source.snapshot")),
    Told("data_date", "Date of the data", 14, of=attrgetter("source.data_date")),
    Told("license", "License", 14, of=attrgetter("source.license")),
    Told("credit", "Credit", 40, of=attrgetter("source.credit")),
)
CONCENTRATION = (
    *ASKED,
    Told("rows", "Satellites", 10, of=attrgetter("figures.rows")),
    Told("known", "Owner known", 10, of=attrgetter("figures.known")),
    Told("unknown", "Owner unknown", 10, of=attrgetter("figures.unknown")),
    Told("operators", "Operators", 10, of=attrgetter("figures.operators")),
    Told("largest", "Largest", 30, of=attrgetter("figures.largest")),
    Told("share", "Largest share, %", 10, of=attrgetter("figures.share")),
    Told("effective", "Effective number", 10, of=attrgetter("figures.effective")),
    Told("index", "Index", 10, of=attrgetter("figures.index")),
    Told("low", "Low", 10, of=attrgetter("figures.low")),
    Told("high", "High", 10, of=attrgetter("figures.high")),
    Told("without", "Without the largest", 10, of=attrgetter("figures.without")),
    *FROM,
)
OPERATORS = (
    *ASKED,
    Told("rank", "Rank", 8, of=attrgetter("operator.rank")),
    Told("operator", "Operator", 32, of=attrgetter("operator.name")),
    Told("counted", "Counted", 10, of=attrgetter("operator.counted")),
    Told("share", "Share, %", 10, of=attrgetter("operator.share")),
    Told("codes", "Codes", 24, of=lambda row: ", ".join(row.operator.codes)),
    Told("basis", "Owner known by", 24, of=attrgetter("operator.basis_words")),
    Told("provider", "Provider", 12, of=lambda row: row.provider.code if row.provider else ""),
    Told("provider_name", "Provider's name", 30, of=lambda row: row.provider.values["name"] if row.provider else ""),
    *FROM,
)
