"""The posture on slides: every area against the eight columns, and the posture block of a proposal's brief."""

from collections.abc import Iterator
from dataclasses import replace

from missions.domain.commercial.posture.cited import in_numbers
from missions.domain.commercial.posture.columns import COLUMN_RULE, CellState, PostureColumn
from missions.domain.commercial.posture.grid import Posture, PostureCell
from missions.domain.commercial.posture.sentence import SENSITIVE, sentence
from missions.domain.dates import day
from missions.domain.direction import isolated
from missions.domain.exchange.briefed import BriefedPosture, Recommendation
from missions.domain.sentences import NO_AREAS
from missions.exports.briefings.late import flowing
from missions.exports.briefings.render import fit
from missions.exports.briefings.slide import Slide, SlideTable, Words, full
from missions.exports.document import facts_note
from missions.exports.words import short

COLUMNS = ("Area", *(column.label for column in PostureColumn))
SHARES = (9, 12, 13, 10, 12, 11, 12, 11, 11)
SMALL = 9
LEGEND = (
    f"{'  '.join(f'{state.symbol} {state.label}' for state in CellState)}. "
    "The numbers are those of the measure that decides a cell."
)
OWN = "Measures are this program's own; the strategy gives none."
CATALOGS = "By the catalogs, not part of any cell:"
BESIDE = "Not an input to the rule"


def posture(held: Posture, catalogs: str) -> Iterator[Slide]:
    """Areas by columns, on as many slides as needed, each cell a symbol with its numbers, explained by a legend.

    `catalogs` is the line on concentration by the catalogs, empty if there is none.
    """
    grid = SlideTable(COLUMNS, SHARES, (), NO_AREAS)
    rows = [(isolated(short(area.code, 14)), *map(_cell, held.row(area.code))) for area in held.areas]
    lines = (" ".join(filter(None, (_provenances(held), SENSITIVE))), catalogs and f"{CATALOGS} {catalogs}")
    told = Words(tuple(filter(None, lines)), size=SMALL)
    room = fit.BODY_HEIGHT - fit.height(told, fit.WIDTH) - fit.GAP
    title = sentence(held).removesuffix(".")
    for number, one in enumerate(flowing(grid, rows, room)):
        yield Slide(
            f"{title}{' (continued)' if number else ''}",
            (full(one), full(told)),
            LEGEND,
            speech=(f"Posture on {day(held.portfolio.on)}. {OWN} There is no score over several columns.", COLUMN_RULE),
            illustrative=any(cell.illustrative for cell in held.cells.values()),
        )


def _cell(cell: PostureCell) -> str:
    """The cell's symbol, which the legend explains, and the numbers of its deciding measure."""
    result = cell.deciding
    if result is None:
        return cell.state.symbol
    numbers = f"{result.unknown:,} unknown" if cell.state is CellState.NO_DATA else in_numbers(result, "/")
    return f"{cell.state.symbol} {numbers}"


def _provenances(held: Posture) -> str:
    records = held.portfolio.records
    behind = {ref for cell in held.cells.values() for result in cell.results for ref in result.behind}
    return facts_note(records[ref].stated.provenance for ref in behind)


def beside_rule(one: Recommendation, like: Slide) -> Iterator[Slide]:
    """The block kept with the revision of a proposal, line by line; nothing if none was kept."""
    held = one.beside
    if held is None:
        return
    rows = [(line.title, line.words) for line in held.block.lines]
    told = Words((_kept(one, held),), size=SMALL)
    room = fit.TALL_HEIGHT - fit.height(told, fit.WIDTH) - 2 * fit.GAP
    for number, grid in enumerate(flowing(SlideTable(("", ""), (3, 9), ()), rows, room)):
        title = f"{BESIDE}: the posture of {isolated(short(one.area, 14))} on {day(held.block.on)}"
        yield replace(
            like, title=f"{title}{' (continued)' if number else ''}", bands=(full(grid), full(told)), speech=(OWN,)
        )


def _kept(one: Recommendation, held: BriefedPosture) -> str:
    return (
        f"{OWN} Kept when revision {one.revision} was sent, {day(held.sent_on)}, as known by entry "
        f"{held.block.sequence}, under SHA-256 {held.digest}"
    )
