"""The posture as rows of a file: each measure of each cell, with its numbers and its rule."""

from dataclasses import dataclass
from operator import attrgetter

from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.measures.counting import MeasureResult
from missions.domain.commercial.posture.grid import Posture, PostureCell
from missions.domain.vocabulary import Provenance
from missions.exports.document import FilledColumn, Value


@dataclass(frozen=True, slots=True)
class PostureRow:
    """One measure of one cell; `result` is None if nothing is counted, and the cell says why."""

    cell: PostureCell
    result: MeasureResult | None
    rule: str
    provenances: tuple[Provenance, ...]


def rows_of_posture(posture: Posture) -> list[PostureRow]:
    """Every cell of a posture, measure by measure, in the order of areas and columns."""
    records = posture.portfolio.records
    return [
        PostureRow(
            cell=cell,
            result=result,
            rule=MEASURES[result.measure].rule(posture.limits, posture.policy) if result else "",
            provenances=tuple(records[ref].stated.provenance for ref in result.behind) if result else (),
        )
        for cell in posture.cells.values()
        for result in cell.results or (None,)
    ]


def _of(name: str, row: PostureRow) -> Value:
    return getattr(row.result, name) if row.result else None


POSTURE = (
    FilledColumn("area", "Area", 16, of=attrgetter("cell.area")),
    FilledColumn("column", "Column", 24, of=attrgetter("cell.column.label")),
    FilledColumn("cell", "Cell", 12, of=attrgetter("cell.state.label")),
    FilledColumn("measure", "Measure", 34, of=lambda row: MEASURES[row.result.measure].title if row.result else ""),
    FilledColumn("state", "State", 12, of=lambda row: row.result.state.label if row.result else ""),
    FilledColumn("n", "Counted", 9, of=lambda row: _of("n", row)),
    FilledColumn("of", "Of", 9, of=lambda row: _of("of", row)),
    FilledColumn("unknown", "Unknown", 9, of=lambda row: _of("unknown", row)),
    FilledColumn(
        "illustrative", "Illustrative records", 12, of=lambda row: len(row.result.illustrative) if row.result else None
    ),
    FilledColumn("oldest", "Oldest record", 12, of=lambda row: _of("oldest", row)),
    FilledColumn("functions", "Functions", 40, of=lambda row: ", ".join(row.result.functions) if row.result else ""),
    FilledColumn("rule", "Rule", 60, of=attrgetter("rule")),
    FilledColumn(
        "change", "What would change it", 60, of=lambda row: row.result.change if row.result else row.cell.why
    ),
)
