"""Right-to-left names in sentences, figures and slides."""

from datetime import date

import pytest

from missions.domain.direction import isolated
from missions.domain.leadership.headline import headline
from missions.domain.vocabulary import Category
from missions.exports.briefings.outline import slides
from missions.exports.registry import BRIEFING
from missions.exports.words import clean, short
from tests import portfolios
from tests.unit.leadership.figures import area, leadership
from tests.unit.leadership.test_headline import proposed

HEBREW, ARABIC = "תקשורת (42)", "الاتصالات 7"


@pytest.mark.parametrize("name", [HEBREW, ARABIC, "SATCOM שלום"])
def test_a_name_with_right_to_left_letters_is_isolated(name: str) -> None:
    assert isolated(name) == f"\u2068{name}\u2069"


@pytest.mark.parametrize("name", ["", "SATCOM", "Überwachung… 中 №7"])
def test_any_other_name_is_unchanged(name: str) -> None:
    assert isolated(name) == name


def test_the_opening_sentence_isolates_the_names_in_it() -> None:
    reviews = (proposed(HEBREW, Category.COMMERCIAL_PRIMARY),)
    told = headline(leadership(area(HEBREW), today=date(2024, 6, 1), reviews=reviews))
    assert f"1 shift is proposed: \u2068{HEBREW}\u2069 to Commercial Primary." in told


def test_the_title_of_an_area_in_a_briefing_keeps_its_order() -> None:
    held = portfolios.portfolio(portfolios.area("SDA", name=HEBREW), held=portfolios.policy())
    titles = [slide.title for slide in slides(portfolios.document(BRIEFING, held, areas=("SDA",)))]
    assert f"\u2068{HEBREW}\u2069 (SDA): Hybrid" in titles
    assert clean(titles[-2]) == titles[-2]


def test_direction_marks_in_a_name_cannot_end_its_isolation() -> None:
    assert short("a\u2069b\u2068c\u2067d", 20) == "abcd"
