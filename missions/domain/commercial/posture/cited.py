"""A cell of the posture as a figure to cite: in words for people, in numbers for programs."""

from missions.domain import addresses
from missions.domain.commercial.measures import MEASURES
from missions.domain.commercial.measures.counting import DOLLARS, MeasureResult
from missions.domain.commercial.posture.columns import CellState
from missions.domain.commercial.posture.grid import PostureCell
from missions.domain.dates import day
from missions.domain.record.figures import CitedFigure
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import FigureKind

MILLION = 1_000_000


def in_numbers(result: MeasureResult, between: str) -> str:
    """The numerator and denominator of a measure, as numbers of things or as dollars in millions."""
    return two_numbers(result.measure, result.n, result.of, between)


def two_numbers(measure: str, n: int, of: int, between: str) -> str:
    """Two numbers in the unit of that measure."""
    if MEASURES[measure].unit == DOLLARS:
        return between.join(f"${number / MILLION:,.1f}M" for number in (n, of))
    return between.join(f"{number:,}" for number in (n, of))


def cell_numbers(cell: PostureCell) -> str:
    """The numbers of the deciding measure, such as 3/7; without data, only how many are unknown."""
    result = cell.deciding
    if result is None or not result.has_any:
        return ""
    if cell.state is CellState.NO_DATA:
        return f"{result.unknown:,} unknown"
    return in_numbers(result, "/")


def cited_cell(cell: PostureCell, area: str, moment: Moment) -> CitedFigure:
    """The area's cell of that name as a figure; `moment` is the address's moment, including `known`."""
    counted = cell_numbers(cell)
    state = f"{cell.state.label.lower()}{f', {counted}' if counted else ''}"
    return CitedFigure(
        kind=FigureKind.POSTURE,
        title=f"Posture of {cell.area} on {day(moment.as_of)}: {cell.column.label}, {state}",
        on=moment.as_of,
        address=f"{addresses.posture(moment.parameters, cell=f'{cell.area}.{cell.column.value}')}#cell",
        words=_words(cell, area),
        numbers={
            "area": cell.area,
            "column": cell.column.value,
            "state": cell.state.value,
            "sequence": moment.sequence,
            "illustrative": cell.illustrative,
            "oldest": cell.oldest,
            "measures": [measured(one) for one in cell.results],
        },
    )


def measured(result: MeasureResult) -> dict[str, str | int]:
    """The numbers of a measure, by name: numerator, denominator, how many are unknown, and the state."""
    return {
        "measure": result.measure,
        "n": result.n,
        "of": result.of,
        "unknown": result.unknown,
        "state": result.state.value,
    }


def _words(cell: PostureCell, area: str) -> tuple[str, ...]:
    """The state, each measure, and how far to trust the records behind it."""
    lines = [f"{area}, {cell.column.label}: {cell.state.label.lower()}."]
    if cell.why:
        return (*lines, cell.why)
    lines += [_measure(one) for one in cell.results]
    oldest = f" The oldest is from {day(cell.oldest)}." if cell.oldest else ""
    lines.append(f"Illustrative records behind it: {cell.illustrative}.{oldest}")
    return tuple(lines)


def _measure(result: MeasureResult) -> str:
    title = MEASURES[result.measure].title
    if not result.has_any:
        return f"{title}: nothing to count."
    unknown = f", {result.unknown} unknown" if result.unknown else ""
    return f"{title}: {result.state.label.lower()}, {in_numbers(result, ' of ')}{unknown}."
