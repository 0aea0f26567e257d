"""A briefing drawn by a program of its own: the same file, and what fails there is told here."""

import pytest

from missions.exports.briefings import apart
from missions.exports.briefings.render import pdf
from missions.exports.briefings.render import pptx as slides
from missions.exports.registry import BRIEFING
from tests import portfolios


@pytest.mark.parametrize(("drawn", "render"), [(apart.pptx, slides.render), (apart.pdf, pdf.render)])
def test_it_is_the_file_that_would_be_drawn_here(drawn, render) -> None:
    held = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    assert b"".join(drawn(held)) == b"".join(render(held))


def test_what_was_read_of_it_before_changes_nothing() -> None:
    held = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    assert all(item.trust.fragility_words for item in held.lead.watched)
    assert b"".join(apart.pdf(held)) == b"".join(pdf.render(held))


def test_what_fails_there_is_told_here_in_words_and_the_next_one_has_its_turn() -> None:
    with pytest.raises(apart.NotDrawn, match="could not be built"):
        list(apart.pptx(None))
    assert apart.turn.acquire(blocking=False)
    apart.turn.release()


def test_whoever_waits_too_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.01)
    with apart.turn, pytest.raises(apart.NotDrawn, match="Other briefings"):
        list(apart.pdf(None))


def test_one_that_never_ends_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.01)
    with pytest.raises(apart.NotDrawn, match="could not be built"):
        list(apart.pdf(None))
