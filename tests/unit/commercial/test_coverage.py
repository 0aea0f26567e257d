"""Each paragraph of the strategy is covered, or quoted with a reason."""

import json
from pathlib import Path

import pytest

from missions.domain.commercial.coverage import COVERAGE, ParagraphCoverage
from missions.domain.commercial.measures import BY_COLUMN, MEASURES
from missions.domain.commercial.posture.columns import PASSAGES, PostureColumn
from missions.domain.commercial.records import RecordKind

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = {one["code"] for one in json.loads((ROOT / "fixtures" / "official.json").read_text())["passages"]}
NUMBERED = (
    *(f"I.{number}" for number in range(1, 7)),
    *("II", "III", "III.1", "III.1.a", "III.2", "III.2.a", "III.3", "III.3.a", "III.3.i", "III.3.ii", "III.3.iii"),
    *("III.4", "III.4.a", "IV.1", "IV.2", "IV.3", "V", "Annex A"),
)


def test_every_numbered_paragraph_and_every_passage_has_a_row():
    assert set(NUMBERED) <= {row.paragraph for row in COVERAGE}
    assert sorted(code for row in COVERAGE for code in row.passages) == sorted(OFFICIAL)


@pytest.mark.parametrize("row", COVERAGE, ids=lambda row: f"{row.paragraph}: {row.says}")
def test_a_row_has_links_or_says_why_nothing_is_recorded(row: ParagraphCoverage):
    assert row.pages
    assert bool(row.quoted) != bool(row.tests)
    assert not (row.quoted and (row.kinds or row.measures))
    assert all((ROOT / path).is_file() for path in row.tests)


def test_the_use_of_force_is_quoted_and_not_recorded():
    assert [row.says for row in COVERAGE if row.paragraph == "III.3.a" and row.quoted] == ["The use of military force"]


def test_every_principle_priority_approach_and_tool_has_a_measure():
    passages = {code for code in OFFICIAL if code.split(".")[0] in {"principle", "priority", "protection"}}
    rows = [row for row in COVERAGE if passages & set(row.passages)]
    assert len(rows) == len(passages)
    assert all(row.measures for row in rows)


def test_measures_name_existing_passages_and_every_column_has_its_own():
    assert {code for one in MEASURES.values() for code in one.passages} <= OFFICIAL
    for column in PostureColumn:
        assert any(PASSAGES[column] in one.passages for one in BY_COLUMN[column])


def test_every_kind_of_record_covers_a_paragraph():
    assert {kind for row in COVERAGE for kind in row.kinds} == set(RecordKind)
