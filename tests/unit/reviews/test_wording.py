"""Differences between two texts are found word by word, and no word is lost."""

from hypothesis import given
from hypothesis import strategies as st

from missions.domain.reviews.brief.wording import ComparedText, by_lines, by_words


def test_only_different_words_are_marked():
    line = by_words("Rationale", "Two firms serve this today.", "Three firms serve this today and tomorrow.")
    assert line.differs
    assert line.before == (
        ComparedText("Two", True),
        ComparedText(" firms serve this", False),
        ComparedText(" today.", True),
    )
    assert line.after == (
        ComparedText("Three", True),
        ComparedText(" firms serve this", False),
        ComparedText(" today and tomorrow.", True),
    )


def test_an_unchanged_line_is_not_marked():
    line = by_lines("Evidence", ["A report", "A trial"], ["A report", "A list"])
    assert line.before == (ComparedText("A report\n", False), ComparedText("A trial\n", True))
    assert line.after == (ComparedText("A report\n", False), ComparedText("A list\n", True))


def test_the_same_text_does_not_differ_and_an_empty_side_has_no_pieces():
    assert not by_words("Rationale", "As it was.", "As it was.").differs
    assert by_lines("Gaps", [], ["T-1: later"]).before == ()


@given(st.text(), st.text())
def test_the_pieces_add_up_to_the_texts(before, after):
    line = by_words("Rationale", before, after)
    assert "".join(piece.text for piece in line.before) == before
    assert "".join(piece.text for piece in line.after) == after
    assert line.differs is (before != after)
