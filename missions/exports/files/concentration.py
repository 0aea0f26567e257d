"""Concentration by the catalogs as rows of a file: each area on each day, or the operators of one area."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from missions.domain.catalog.asking import Choices, ReadingSource
from missions.domain.catalog.figures import AreaFigures
from missions.domain.catalog.operators import Operator
from missions.domain.kinds.kind import RecordState
from missions.domain.vocabulary import Provenance
from missions.exports.document import FilledColumn


@dataclass(frozen=True, slots=True)
class FromCatalog:
    """The source, which every row names."""

    area: str
    on: date
    choices: Choices
    source: ReadingSource

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """The provenance of its one fact: a catalog, or the sample."""
        return (Provenance.ILLUSTRATIVE if self.source.illustrative else Provenance.CATALOG,)


@dataclass(frozen=True, slots=True)
class ConcentrationRow(FromCatalog):
    """The figures of an area on a day."""

    figures: AreaFigures


@dataclass(frozen=True, slots=True)
class OperatorRow(FromCatalog):
    """An operator of an area on a day, and the provider that it is on record, None if there is none."""

    operator: Operator
    provider: RecordState | None


ASKED = (
    FilledColumn("area", "Area", 12, of=attrgetter("area")),
    FilledColumn("on", "Date", 12, of=attrgetter("on")),
    FilledColumn("unit", "Unit", 14, of=attrgetter("choices.unit.label")),
    FilledColumn("scope", "Payloads", 14, of=attrgetter("choices.scope.label")),
    FilledColumn("owners", "Owners", 16, of=attrgetter("choices.owners.label")),
    FilledColumn("by", "Counted by", 12, of=attrgetter("choices.by.label")),
)
FROM = (
    FilledColumn("snapshot", "Snapshot", 24, of=attrgetter("source.snapshot")),
    FilledColumn("data_date", "Date of the data", 14, of=attrgetter("source.data_date")),
    FilledColumn("license", "License", 14, of=attrgetter("source.license")),
    FilledColumn("credit", "Credit", 40, of=attrgetter("source.credit")),
)
CONCENTRATION = (
    *ASKED,
    FilledColumn("rows", "Satellites", 10, of=attrgetter("figures.rows")),
    FilledColumn("known", "Owner known", 10, of=attrgetter("figures.known")),
    FilledColumn("unknown", "Owner unknown", 10, of=attrgetter("figures.unknown")),
    FilledColumn("operators", "Operators", 10, of=attrgetter("figures.operators")),
    FilledColumn("largest", "Largest", 30, of=attrgetter("figures.largest")),
    FilledColumn("share", "Largest share, %", 10, of=attrgetter("figures.share")),
    FilledColumn("effective", "Effective number", 10, of=attrgetter("figures.effective")),
    FilledColumn("index", "Index", 10, of=attrgetter("figures.index")),
    FilledColumn("low", "Low", 10, of=attrgetter("figures.low")),
    FilledColumn("high", "High", 10, of=attrgetter("figures.high")),
    FilledColumn("without", "Without the largest", 10, of=attrgetter("figures.without")),
    *FROM,
)
OPERATORS = (
    *ASKED,
    FilledColumn("rank", "Rank", 8, of=attrgetter("operator.rank")),
    FilledColumn("operator", "Operator", 32, of=attrgetter("operator.name")),
    FilledColumn("counted", "Counted", 10, of=attrgetter("operator.counted")),
    FilledColumn("share", "Share, %", 10, of=attrgetter("operator.share")),
    FilledColumn("codes", "Codes", 24, of=lambda row: ", ".join(row.operator.codes)),
    FilledColumn("basis", "Owner known by", 24, of=attrgetter("operator.basis_words")),
    FilledColumn("provider", "Provider", 12, of=lambda row: row.provider.code if row.provider else ""),
    FilledColumn(
        "provider_name", "Provider's name", 30, of=lambda row: row.provider.values["name"] if row.provider else ""
    ),
    *FROM,
)
