"""LibreOffice opens our files without repair, and prints every slide and every sheet."""

from pathlib import Path

import pytest

from missions.exports.registry import BRIEFING, render
from tests import portfolios
from tests.office import as_pdf, needs, printed

SHAPES = {"usual": portfolios.usual, "bare": portfolios.bare, "empty": portfolios.portfolio}
pytestmark = needs("soffice", "pdfinfo")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each file as LibreOffice shows it, by the file's name."""
    folder = tmp_path_factory.mktemp("office")
    files: list[Path] = []
    for shape, made in SHAPES.items():
        codes = tuple(area.code for area in made().areas)
        for name, ending in ((BRIEFING, "pptx"), ("portfolio", "xlsx")):
            file = folder / f"{shape}-{ending}.{ending}"
            file.write_bytes(b"".join(render(portfolios.document(name, made(), areas=codes), ending)))
            files.append(file)
    return {file.stem: printed("pdftotext", file, "-") for file in as_pdf(folder, *files)}


@pytest.mark.parametrize(("shape", "number"), [("usual", 9), ("bare", 7), ("empty", 6)])
def test_presentations_open_with_every_slide_marked(opened: dict[str, str], shape: str, number: int) -> None:
    pages = opened[f"{shape}-pptx"].split("\f")[:-1]
    assert len(pages) == number
    assert [page.count("UNCLASSIFIED") >= 2 for page in pages] == [True] * number
    assert "What this briefing rests on" in pages[-1]
    assert "verify_briefing" in pages[-1] and not any("verify_briefing" in page for page in pages[:-1])


def test_the_posture_is_shown_in_symbols_and_words(opened: dict[str, str]) -> None:
    page = next(one for one in opened["usual-pptx"].split("\f") if "Interoperability" in one)
    told = " ".join(page.split())
    assert "○ Not met" in told and "? No data" in told and "– Not sought" in told
    assert "open functions have an offer" in told


@pytest.mark.parametrize("shape", SHAPES)
def test_workbooks_open_with_every_page_marked(opened: dict[str, str], shape: str) -> None:
    pages = opened[f"{shape}-xlsx"].split("\f")[:-1]
    assert all(page.count("UNCLASSIFIED") >= 2 for page in pages)
    assert "Content hash (SHA-256)" in pages[0]


def test_text_that_looks_like_a_formula_is_shown_as_typed(opened: dict[str, str]) -> None:
    assert "=SUM(A1) <b>&amp;" in " ".join(opened["usual-xlsx"].split())
    assert "Err:" not in opened["usual-xlsx"] and "#NAME?" not in opened["usual-xlsx"]
