"""The PDF: tagged according to PDF/UA-1, with the content of the slides, whatever people have typed."""

import re
from pathlib import Path

import pytest

from missions.domain.record.portfolio import Portfolio
from missions.exports.briefings.outline import marked_slides
from missions.exports.briefings.render import pdf, svg
from missions.exports.briefings.slide import Gauged
from missions.exports.registry import BRIEFING
from tests import portfolios
from tests.office import needs, printed

SHAPES = {
    "usual": portfolios.usual,
    "bare": portfolios.bare,
    "empty": portfolios.portfolio,
    "many": lambda: portfolios.many(90),
}
AREAS = {"usual": ("SATCOM", "PNT", "SAML", "ISAM"), "bare": ("SDA",), "empty": (), "many": ("X0", "X89")}


def content(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> bytes:
    return b"".join(pdf.render(portfolios.document(BRIEFING, held, areas=areas, banner=banner)))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of the usual portfolio, in a file."""
    file = tmp_path_factory.mktemp("briefing") / "usual.pdf"
    file.write_bytes(content(portfolios.usual(), AREAS["usual"], "SECRET"))
    return file


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("shape", SHAPES)
def test_each_portfolio_makes_a_file_marked_as_accessible(shape: str) -> None:
    made = content(SHAPES[shape](), AREAS[shape])
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part>1<" in made
    assert b"/MarkInfo" in made and b"/Outlines" in made


def test_the_same_record_gives_the_same_bytes() -> None:
    assert content(portfolios.usual(), ("SATCOM",)) == content(portfolios.usual(), ("SATCOM",))


@needs("pdfinfo")
def test_every_slide_is_a_page_with_the_same_message(usual: Path) -> None:
    made = marked_slides(portfolios.document(BRIEFING, portfolios.usual(), areas=AREAS["usual"], banner="SECRET"))
    for number, slide in enumerate(made, start=1):
        lines = printed("pdftotext", "-raw", "-f", number, "-l", number, usual, "-").splitlines()
        page = one_line(" ".join(lines))
        assert page.count("SECRET") >= 2
        assert slide.title.startswith("(S) ") and "(S)" in page
        assert ("Illustrative" in lines) is slide.illustrative
        for word in slide.title.split():
            if word.isascii() and not word.startswith("["):
                assert word in page
    assert f"Pages: {len(made)}" in one_line(printed("pdfinfo", usual))


@needs("pdfinfo")
@pytest.mark.parametrize("shape", SHAPES)
def test_no_slide_continues_on_another_page(shape: str, tmp_path: Path) -> None:
    made = portfolios.document(BRIEFING, SHAPES[shape](), areas=AREAS[shape])
    file = tmp_path / "made.pdf"
    file.write_bytes(b"".join(pdf.render(made)))
    assert f"Pages: {len(marked_slides(made))}" in one_line(printed("pdfinfo", file))


@needs("pdfinfo")
def test_the_tags_can_be_read(usual: Path) -> None:
    information = one_line(printed("pdfinfo", usual))
    assert "Tagged: yes" in information
    assert "Title: Briefing, 2026-11-23" in information
    tags = printed("pdfinfo", "-struct-text", usual)
    made = marked_slides(portfolios.document(BRIEFING, portfolios.usual(), areas=AREAS["usual"]))
    assert tags.count("\n  H1") == len(made)
    assert "TH <" in tags and "TD" in tags and "Figure" in tags


def test_gauges_have_their_sentence_as_alternative(usual: Path) -> None:
    assert usual.read_bytes().count(b"/Alt") >= 3


@needs("pdfinfo")
def test_the_pages_use_the_fonts_of_the_screen(usual: Path) -> None:
    assert "PublicSans" in printed("pdffonts", usual)


@needs("pdfinfo")
def test_characters_without_a_font_are_printed_as_code_points(usual: Path) -> None:
    text = printed("pdftotext", usual, "-")
    assert "[U+4E2D]" in text and "[U+1F6F0]" in text
    assert "#strong[x] $x$" in one_line(text)


def test_the_gauge_is_drawn_with_its_numbers() -> None:
    made = marked_slides(portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",)))
    gauge = next(block for slide in made for block in slide.blocks if isinstance(block, Gauged))
    drawn = svg.gauge(gauge.gauge, 460, 100)
    assert ">0 of 3</text>" in drawn and ">3 of 3</text>" in drawn
    assert ">at most 25%</text>" in drawn and drawn.count(">over 50%</text>") == 2
    assert "Now 23 Nov 2026: 0 of 3 government, 3 demonstrated." in gauge.summary


@needs("pdftotext")
def test_words_too_long_for_their_place_stay_on_the_page(tmp_path: Path) -> None:
    held = portfolios.portfolio(portfolios.area("W" * 20, name="W" * 200), held=portfolios.policy())
    file = tmp_path / "long.pdf"
    file.write_bytes(content(held, ("W" * 20,)))
    boxes = printed("pdftotext", "-bbox", file, "-")
    width, height = map(float, re.search(r'<page width="([0-9.]+)" height="([0-9.]+)"', boxes).groups())
    ends = [float(end) for end in re.findall(r'xMax="([0-9.]+)"', boxes)]
    assert ends and max(ends) <= width
    assert max(float(end) for end in re.findall(r'yMax="([0-9.]+)"', boxes)) <= height
