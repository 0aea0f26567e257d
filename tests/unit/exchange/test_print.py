"""On paper, every possible marking is at the top and bottom of every sheet."""

import re
from pathlib import Path

import pytest

from csis.settings import CLASSIFICATIONS
from missions.charts.palette import MARKING

SHEET = (Path(__file__).parents[3] / "static" / "css" / "print.css").read_text()


@pytest.mark.parametrize("marking", CLASSIFICATIONS)
def test_each_marking_has_a_page_of_its_own(marking: str) -> None:
    level = marking.lower().replace(" ", "-")
    page = re.search(rf"@page marked-{level} \{{(.*)\}}", SHEET)[1]
    assert f'@top-center {{ content: "{marking}"' in page
    assert f'@bottom-center {{ content: "{marking}"' in page
    assert f".marked-{level} {{ page: marked-{level}; }}" in SHEET


def test_exports_know_the_colors_of_every_marking() -> None:
    assert list(MARKING) == CLASSIFICATIONS
