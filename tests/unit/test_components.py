"""Components escape input, and refuse to show missing values."""

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from jinja2 import UndefinedError
from markupsafe import escape

from missions.domain.difference import Difference
from missions.domain.leadership.summary import Leadership
from missions.domain.record.evidence import EvidenceState
from missions.domain.vocabulary import Category, DecisionKind, EvidenceKind, Provenance, Standing
from missions.queries.record.history import About, HistoryPage, HistoryRow, Rested
from missions.queries.record.recent import Recent
from missions.queries.reviews.decisions import DecisionLine
from missions.web import components
from tests import portfolios
from tests.portfolios import DAY

MARKUP = "<script>alert(1)</script>\"'&"
SAID = replace(portfolios.said(Provenance.ASSESSMENT, by=MARKUP), reason=MARKUP)
ROW = HistoryRow(
    about=About.ASSESSMENT,
    sequence=7,
    recorded_at=SAID.recorded_at,
    effective_on=date(2025, 3, 1),
    by=MARKUP,
    what=MARKUP,
    subject=MARKUP,
    path="/areas/SATCOM/",
    reason=MARKUP,
    provenance=Provenance.ASSESSMENT,
    source=MARKUP,
    changes=(Difference(MARKUP, MARKUP, MARKUP),),
    withdrawal=False,
    voided=False,
    evidence=(Rested(1, MARKUP),),
)
FUNCTION = replace(
    portfolios.function("S-1", "SATCOM", portfolios.assessed(rationale=MARKUP, said=SAID), name=MARKUP),
    description=MARKUP,
)
EVIDENCE = EvidenceState(
    1,
    EvidenceKind.DOCUMENT,
    MARKUP,
    MARKUP,
    DAY,
    "",
    "",
    Provenance.ASSESSMENT,
    "",
    7,
    SAID.recorded_at,
    "",
    None,
    None,
    2,
)
DECISION = DecisionLine(
    Category.HYBRID,
    DecisionKind.SHIFT,
    DAY,
    "",
    7,
    1,
    2,
    MARKUP,
    MARKUP,
    supports=2,
    organizations=1,
    objections=0,
    authors=MARKUP,
    meaning=MARKUP,
    meaning_section="",
)


def watched():
    found = portfolios.portfolio(portfolios.area("SATCOM", name=MARKUP), held=portfolios.policy())
    return Leadership(found, {}).watched[0]


HISTORY = HistoryPage((ROW,), older=None, newest=True)
AREA = portfolios.area("SATCOM", functions=(FUNCTION,))
LANE = {"category": Category.HYBRID, "tiles": [watched()], "number": 1, "url": None}


def shown(call: str, **context: object) -> str:
    return Template("{% load csis %}{% component " + call + " %}").render(Context(context))


@pytest.mark.parametrize(
    ("call", "value", "times"),
    [
        ('"facts.history" value "Caption" "" subject=True', HISTORY, 9),
        ('"facts.timeline" value ""', HISTORY, 8),
        ('"facts.functions" value "" ""', AREA, 5),
        ('"facts.functions" value "" "" assess=True', AREA, 6),
        ('"facts.evidence" value ""', EVIDENCE, 2),
        ('"facts.decisions" value', [DECISION], 3),
        ('"areas.lane" value "None." ""', LANE, 1),
        ('"areas.uncategorized" value 1 "/areas/" ""', [watched()], 1),
        ('"areas.row" value "" ""', watched(), 1),
        ('"areas.late" value ""', [watched()], 1),
        ('"areas.drifting_line" value "" True', watched(), 1),
        ('"facts.recent" value', [Recent(7, SAID.recorded_at, MARKUP, "assess", f"area:{MARKUP}", MARKUP)], 3),
        ('"marks.section" value', MARKUP, 1),
    ],
)
def test_markup_in_input_is_text(call: str, value: object, times: int) -> None:
    text = shown(call, value=value)
    assert "<script" not in text
    assert text.count(str(escape(MARKUP))) == times


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        shown('"areas.lane" value "None." ""', value={"category": Category.HYBRID})


@pytest.mark.parametrize(
    ("counts", "widths"),
    [
        ((1, 1, 1, 0), ("100", "67", "33")),
        ((2, 0, 0, 1), ("100", "67")),
        ((0, 0, 0, 2), ("100",)),
        ((3, 0, 0, 0), ("100",)),
    ],
)
def test_overlapping_bars_are_ordered_the_longest_first(counts: tuple[int, ...], widths: tuple[str, ...]) -> None:
    text = shown('"marks.bars" standings total', standings=dict(zip(Standing, counts, strict=True)), total=sum(counts))
    assert tuple(part.split("%")[0] for part in text.split(' width="')[2:]) == widths


def test_an_entry_with_several_facts_is_one_mark() -> None:
    page = HistoryPage((ROW, ROW, replace(ROW, sequence=6)), older=None, newest=True)
    text = shown('"facts.history" page "Caption" ""', page=page)
    assert (text.count('id="entry-7"'), text.count('id="entry-6"')) == (1, 1)


def test_a_component_of_a_value_is_made_once_for_each_set_of_arguments() -> None:
    tag = Template('{% load csis %}{% component_of area "facts.functions" suffix "" %}')
    first, again, elsewhere = (
        tag.render(Context({"area": area, "suffix": suffix}))
        for area, suffix in ((AREA, ""), (AREA, ""), (AREA, "?as_of=2025-01-01"))
    )
    assert first == again == shown('"facts.functions" area "" ""', area=AREA)
    assert "?as_of=2025-01-01" in elsewhere
    other = portfolios.area("SATCOM", functions=(replace(FUNCTION, name="Another"),))
    assert "Another" in tag.render(Context({"area": other, "suffix": ""}))


def test_a_share_is_rounded_like_the_sentences_of_the_rule() -> None:
    assert [components.percent(part, 8) for part in (0, 1, 3, 5, 8)] == [0, 13, 38, 63, 100]
