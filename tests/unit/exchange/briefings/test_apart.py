"""A briefing drawn by a separate program: the same file, and its failures are reported here."""

import pytest

from missions.exports.briefings import apart
from missions.exports.briefings.render import pdf
from missions.exports.briefings.render import pptx as slides
from missions.exports.registry import BRIEFING
from tests import portfolios


@pytest.mark.parametrize(("drawn", "render"), [(apart.pptx, slides.render), (apart.pdf, pdf.render)])
def test_the_file_equals_one_drawn_here(drawn, render) -> None:
    held = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    assert b"".join(drawn(held)) == b"".join(render(held))


def test_cached_values_of_the_document_change_nothing() -> None:
    held = portfolios.document(BRIEFING, portfolios.usual(), areas=("SATCOM",))
    assert all(item.trust.fragility_words for item in held.lead.watched)
    assert b"".join(apart.pdf(held)) == b"".join(pdf.render(held))


def test_a_failure_there_is_reported_here_and_the_next_briefing_works() -> None:
    with pytest.raises(apart.NotDrawn, match="could not be built"):
        list(apart.pptx(None))
    assert apart.turn.acquire(blocking=False)
    apart.turn.release()


def test_a_request_that_waits_too_long_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE_SECONDS", 0.01)
    with apart.turn, pytest.raises(apart.NotDrawn, match="Other briefings"):
        list(apart.pdf(None))


def test_a_drawing_that_never_ends_is_ended_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.01)
    with pytest.raises(apart.NotDrawn, match="could not be built"):
        list(apart.pdf(None))
