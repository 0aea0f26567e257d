"""Input that people type or paste: invisible characters are removed, and a day is read in one way only."""

from datetime import date

import pytest

from missions.domain.dates import day, read_day
from missions.domain.typed import bare, trimmed, visible
from missions.forms.base import Prose, ReasonForm, Text

UNSEEN = ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u200e", "\u3164", "\u00a0"]


@pytest.mark.parametrize("mark", UNSEEN)
def test_invisible_characters_around_a_text_are_removed(mark: str) -> None:
    assert trimmed(f" {mark}relay{mark}\n") == "relay"
    assert trimmed(f"{mark} {mark}") == ""
    assert trimmed(f"up{mark}link") == f"up{mark}link"


def test_direction_marks_within_words_are_kept() -> None:
    assert trimmed("\u202eabc ") == "\u202eabc"
    assert trimmed("\u202e\u2066 ") == ""


def test_a_text_of_a_million_spaces_is_trimmed_quickly() -> None:
    spaces = " " * 1_000_000
    assert trimmed(f"{spaces}a{spaces}b{spaces}") == f"a{spaces}b"
    assert trimmed(f"{spaces}\u202e") == ""


@pytest.mark.parametrize("mark", UNSEEN[:-1])
def test_a_code_contains_no_invisible_character_anywhere(mark: str) -> None:
    assert bare(f"{mark}SATCOM-{mark}01 ") == "SATCOM-01"


def test_texts_that_look_alike_are_compared_as_equal() -> None:
    assert visible("a\r\nb\u200b\x01 ") == visible("a\nb")


@pytest.mark.parametrize("mark", UNSEEN)
def test_an_invisible_text_counts_as_empty(mark: str) -> None:
    assert ReasonForm({"reason": f"{mark} {mark}"}).errors["reason"] == ["Enter a reason."]
    for field in (Text(required=False), Prose(required=False)):
        assert field.clean(f"{mark}{mark}") == ""


@pytest.mark.parametrize("text", ["2024-04-02", "2 Apr 2024", "02 Apr 2024", "2 april 2024", "\u200b2 Apr 2024\ufeff"])
def test_a_day_is_read_in_the_form_of_files_or_pages(text: str) -> None:
    assert read_day(text) == date(2024, 4, 2)


def test_a_day_is_read_as_every_page_prints_it() -> None:
    for month in range(1, 13):
        assert read_day(day(date(2025, month, 28))) == date(2025, month, 28)


@pytest.mark.parametrize("text", ["04/02/2024", "4.2.2024", "04-02-2024"])
def test_a_day_in_numbers_is_refused_as_ambiguous_with_both_readings(text: str) -> None:
    with pytest.raises(ValueError, match="is ambiguous: 2 Apr 2024 or 4 Feb 2024"):
        read_day(text)


@pytest.mark.parametrize(("text", "named"), [("2025-02-30", "30 Feb 2025"), ("31 Apr 2025", "31 Apr 2025")])
def test_a_day_that_its_month_does_not_have_is_named(text: str, named: str) -> None:
    with pytest.raises(ValueError, match=f"^There is no {named}\\.$"):
        read_day(text)


@pytest.mark.parametrize("text", ["11/29/2026", "2025-13-01", "0000-02-30", "2 J 2025", "Ju 2 2025", "20250301", ""])
def test_an_invalid_day_gets_the_expected_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r"^Write a day as 2025-03-01\.$"):
        read_day(text)
