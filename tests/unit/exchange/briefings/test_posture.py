"""The posture on slides: cells as symbols with a legend, the provenance of facts, and what a revision keeps."""

from dataclasses import replace
from datetime import date

import pytest

from missions.domain.commercial.posture.block import BlockLine, PostureBlock
from missions.domain.commercial.posture.columns import CellState, PostureColumn
from missions.domain.exchange.briefed import BriefedPosture
from missions.exports.briefings.outline import slides
from missions.exports.briefings.posture import beside_rule, posture
from missions.exports.briefings.render import fit
from missions.exports.briefings.slide import Slide, SlideTable, Words
from missions.exports.registry import BRIEFING
from tests import portfolios
from tests.unit.exchange.briefings.test_sheets import recommendation

LINES = (
    BlockLine("access", "Access ensured", "Crisis 1 of 3.", "access"),
    BlockLine("oldest", "Oldest fact", "1 Feb 2025."),
)
KEPT = BriefedPosture(PostureBlock("SATCOM", date(2026, 11, 1), 140, LINES), "b" * 64, date(2026, 11, 2))


def grids(told: list[Slide]) -> list[SlideTable]:
    return [block for one in told for block in one.blocks if isinstance(block, SlideTable)]


def words(told: list[Slide]) -> str:
    return " ".join(
        text for one in told for block in one.blocks if isinstance(block, Words) for text in block.paragraphs
    )


def test_every_area_has_a_row_and_every_cell_a_state_in_the_legend() -> None:
    held = portfolios.posture(portfolios.usual())
    (slide,) = posture(held, "")
    (grid,) = grids([slide])
    assert grid.columns[1:] == tuple(column.label for column in PostureColumn)
    assert [row[0] for row in grid.rows] == ["SATCOM", "PNT", "SAML"]
    for row in grid.rows:
        for column, text in zip(PostureColumn, row[1:], strict=True):
            cell = held.cells[row[0], column]
            assert text.split()[0] == cell.state.symbol
            if cell.deciding and cell.state is not CellState.NO_DATA:
                assert "/" in text
    assert all(f"{state.symbol} {state.label}" in slide.note for state in CellState)


def test_the_title_is_the_sentence_and_the_note_says_the_provenances() -> None:
    (slide,) = posture(portfolios.posture(portfolios.usual()), "")
    assert "open functions" in slide.title and not slide.title.endswith(".")
    assert "Illustrative 1" in words([slide]) and "more sensitive than each alone" in words([slide])
    assert slide.illustrative and "Posture on 23 Nov 2026." in slide.speech[0]


def test_the_thirteen_areas_fit_on_one_slide() -> None:
    told = list(posture(portfolios.posture(portfolios.many(13)), "By satellites one operator holds 88%. " * 8))
    assert [len(grid.rows) for grid in grids(told)] == [13]


@pytest.mark.parametrize("number", [0, 13, 90])
def test_no_area_is_left_out_and_every_slide_fits(number: int) -> None:
    held = portfolios.posture(portfolios.many(number))
    told = list(posture(held, ""))
    assert sum(len(grid.rows) for grid in grids(told)) == number
    for slide in told:
        assert sum(fit.band_height(band) + fit.GAP for band in slide.bands) <= fit.BODY_HEIGHT + fit.GAP


def test_the_portfolios_briefing_has_the_posture_and_a_proposals_its_kept_block() -> None:
    made = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    titles = [slide.title for slide in slides(made)]
    assert sum("open functions" in title for title in titles) == 1
    about = recommendation(beside=KEPT)
    titles = [slide.title for slide in slides(replace(made, about=about, posture=None))]
    assert titles[-2] == "Not an input to the rule: the posture of SATCOM on 1 Nov 2026"


def test_the_kept_block_is_shown_line_by_line_with_its_hash() -> None:
    told = list(beside_rule(recommendation(beside=KEPT), Slide("", ())))
    assert grids(told)[0].rows == (("Access ensured", "Crisis 1 of 3."), ("Oldest fact", "1 Feb 2025."))
    assert "Kept when revision 2 was sent, 2 Nov 2026, as known by entry 140" in words(told) and "b" * 64 in words(told)


def test_a_revision_without_a_kept_block_has_no_such_slide() -> None:
    assert list(beside_rule(recommendation(), Slide("", ()))) == []


def test_the_catalogs_sentence_is_a_line_below_the_grid() -> None:
    said = "By satellites one operator (SpaceX) holds 86% of commercial SATCOM. CC-BY, data of 30 Jul 2025."
    (slide,) = posture(portfolios.posture(portfolios.usual()), said)
    assert f"not part of any cell: {said}" in words([slide])
    assert said not in words(list(posture(portfolios.posture(portfolios.usual()), "")))
