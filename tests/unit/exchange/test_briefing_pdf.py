"""The PDF: tagged after PDF/UA-1, the same content as the slides, whatever people have typed."""

import re
from pathlib import Path

import pytest

from missions.domain.record.portfolio import Portfolio
from missions.exports.briefings import svg
from missions.exports.briefings.outline import slides
from missions.exports.registry import BRIEFING, render
from tests import portfolios
from tests.office import needs, printed

SHAPES = {"usual": portfolios.usual, "bare": portfolios.bare, "empty": portfolios.portfolio, "many": portfolios.many}
AREAS = {"usual": ("SATCOM", "PNT", "SAML", "ISAM"), "bare": ("SDA",), "empty": (), "many": ("X0", "X1299")}


def content(held: Portfolio, areas: tuple[str, ...] = (), banner: str = "UNCLASSIFIED") -> bytes:
    return b"".join(render(portfolios.document(BRIEFING, held, areas=areas, banner=banner), "pdf"))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of the usual portfolio, in a file."""
    file = tmp_path_factory.mktemp("briefing") / "usual.pdf"
    file.write_bytes(content(portfolios.usual(), AREAS["usual"], "SECRET"))
    return file


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("shape", SHAPES)
def test_each_portfolio_makes_a_file_that_says_it_is_accessible(shape: str) -> None:
    made = content(SHAPES[shape](), AREAS[shape])
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part>1<" in made
    assert b"/MarkInfo" in made and b"/Outlines" in made


def test_the_same_record_gives_the_same_bytes() -> None:
    assert content(portfolios.usual(), ("SATCOM",)) == content(portfolios.usual(), ("SATCOM",))


@needs("pdfinfo")
def test_every_slide_is_a_page_with_the_same_message(usual: Path) -> None:
    made = slides(portfolios.document(BRIEFING, portfolios.usual(), areas=AREAS["usual"]))
    for number, slide in enumerate(made, start=1):
        page = one_line(printed("pdftotext", "-f", number, "-l", number, usual, "-"))
        assert page.count("SECRET") >= 2
        for word in slide.title.split():
            if word.isascii() and not word.startswith("["):
                assert word in page
    assert f"Pages: {len(made)}" in one_line(printed("pdfinfo", usual))


@needs("pdfinfo")
def test_the_tags_can_be_read_back(usual: Path) -> None:
    information = one_line(printed("pdfinfo", usual))
    assert "Tagged: yes" in information
    assert "Title: Briefing, 2026-11-23" in information
    tags = printed("pdfinfo", "-struct-text", usual)
    made = slides(portfolios.document(BRIEFING, portfolios.usual(), areas=AREAS["usual"]))
    assert tags.count("\n  H1") == len(made)
    assert "TH <" in tags and "TD" in tags and "Figure" in tags


def test_charts_have_their_sentence_as_alternative(usual: Path) -> None:
    assert usual.read_bytes().count(b"/Alt") >= 2


@needs("pdfinfo")
def test_what_no_font_has_is_printed_as_its_code_point(usual: Path) -> None:
    text = printed("pdftotext", usual, "-")
    assert "[U+4E2D]" in text and "[U+1F6F0]" in text
    assert "#strong[x] $x$" in one_line(text)


def test_the_symbols_and_charts_escape_what_they_are_given() -> None:
    held = portfolios.portfolio(
        portfolios.area("<a>&", functions=(portfolios.function("F", "<a>&", portfolios.assessed()),)),
        held=portfolios.policy(),
    )
    mix = slides(portfolios.document(BRIEFING, held))[2]
    drawn = svg.bars(mix.body, 800, 300)
    assert "&lt;a&gt;&amp;" in drawn and "<a>" not in drawn


@needs("pdftotext")
def test_words_too_long_for_their_place_stay_on_the_page(tmp_path: Path) -> None:
    held = portfolios.portfolio(portfolios.area("W" * 20, name="W" * 200), held=portfolios.policy())
    file = tmp_path / "long.pdf"
    file.write_bytes(content(held, ("W" * 20,)))
    boxes = printed("pdftotext", "-bbox", file, "-")
    width = float(re.search(r'<page width="([0-9.]+)"', boxes)[1])
    ends = [float(end) for end in re.findall(r'xMax="([0-9.]+)"', boxes)]
    assert ends and max(ends) <= width
