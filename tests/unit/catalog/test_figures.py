"""Figures in words: sentences about an area that claim nothing beyond the numbers."""

from dataclasses import replace
from datetime import date

import pytest

from missions.domain.catalog.asking import Choices
from missions.domain.catalog.figures import (
    NONE_COUNTED,
    AreaFigures,
    UnitFigures,
    heading,
    sentence,
    share_words,
)
from missions.domain.catalog.vocabulary import By, Owners, Scope, Unit

HELD = AreaFigures(
    rows=9656,
    known=9628,
    unknown=28,
    operators=157,
    largest="SpaceX",
    share="83.7",
    effective="1.4",
    index=7049,
    low=7008,
    high=7056,
    without=1000,
)
ALL_OWNERS = Choices(owners=Owners.ALL)


def test_figures_in_a_line() -> None:
    assert HELD.words == "SpaceX 83.7%, index 7,049 (7,008 to 7,056), 157 operators"
    assert replace(HELD, low=7049, high=7049, operators=1).words == "SpaceX 83.7%, index 7,049, 1 operator"


@pytest.mark.parametrize(
    ("share", "words"), [("83.7", "84%"), ("99.9", "over 99%"), ("100.0", "100%"), ("0.3", "under 1%")]
)
def test_a_share_is_never_rounded_to_all_or_none(share: str, words: str) -> None:
    assert share_words(share) == words


def test_no_unit_is_shown_alone() -> None:
    counted = [
        UnitFigures(Unit.SATELLITES, HELD),
        UnitFigures(Unit.LAUNCHES, replace(HELD, share="35.2")),
        UnitFigures(Unit.GEO, replace(HELD, largest="SES", share="20.1"), "UCS, 1 May 2023"),
    ]
    assert sentence("SATCOM", counted, ALL_OWNERS) == (
        "By satellites one operator (SpaceX) holds 84% of commercial SATCOM; by launches 35%; "
        "in GEO 20% (SES, UCS, 1 May 2023)."
    )


def test_the_sentence_says_whose_payloads_and_which_unit_are_counted() -> None:
    choices = Choices(scope=Scope.ALL, owners=Owners.US, by=By.PARENT)
    said = sentence("ISR", [UnitFigures(Unit.SATELLITES, HELD)], choices)
    assert said == "By satellites one parent (SpaceX) holds 84% of ISR among U.S. owners."


def test_nothing_counted_is_never_reported_as_zero() -> None:
    unknown = replace(HELD, known=0)
    assert sentence("C2", [], Choices()) == sentence("C2", [UnitFigures(Unit.GEO, unknown)], Choices()) == NONE_COUNTED


def test_a_citation_names_every_choice() -> None:
    assert heading("SATCOM", Choices(), date(2025, 7, 30)) == (
        "Concentration of SATCOM on 30 Jul 2025, by satellites, commercial, U.S. and allied owners, by operator"
    )


def test_an_address_contains_only_choices_other_than_the_defaults() -> None:
    assert Choices().parameters == {}
    assert Choices(unit=Unit.LAUNCHES, by=By.PARENT).parameters == {"unit": "launches", "by": "parent"}
