"""A briefing drawn by a program of its own: the same file, and what fails there is told here."""

import pytest

from missions.exports.briefings import apart, pdf, slides
from missions.exports.registry import BRIEFING
from tests import portfolios


@pytest.mark.parametrize(("drawn", "render"), [(apart.pptx, slides.render), (apart.pdf, pdf.render)])
def test_it_is_the_file_that_would_be_drawn_here(drawn, render) -> None:
    held = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    assert b"".join(drawn(held)) == b"".join(render(held))


def test_what_fails_there_is_told_here() -> None:
    with pytest.raises(apart.NotDrawn, match="AttributeError"):
        list(apart.pptx(None))
