"""The page on the coverage of the strategy is current, and each of its links works."""

import re
from pathlib import Path

from missions.domain.commercial.coverage import COVERAGE
from missions.domain.commercial.coverage_page import page

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "strategy-coverage.md"


def test_the_page_is_current():
    told = "Run: manage.py strategy_coverage > docs/strategy-coverage.md"
    assert DOCUMENT.read_text(encoding="utf-8") == page(), told


def test_each_paragraph_has_a_row_of_six_cells():
    rows = [line for line in page().splitlines() if line.startswith("| ")][2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [one.paragraph for one in COVERAGE]
    assert {len(row.split(" | ")) for row in rows} == {6}


def test_each_link_leads_to_a_file():
    links = re.findall(r"\]\(([^)]+)\)", page())
    assert links
    assert all((DOCUMENT.parent / link).is_file() for link in links)
