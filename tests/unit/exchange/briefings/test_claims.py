"""No sentence of the headline or of a slide claims more than the numbers, whatever the record contains."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.domain.leadership.headline import bottom_line, headline
from missions.domain.leadership.summary import Leadership
from missions.domain.record.rule.evaluation import evaluations
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, State
from missions.exports.briefings.late import owed
from missions.exports.briefings.outline import slides
from missions.exports.briefings.slide import Lanes, Slide, SlideTable, Words
from missions.exports.registry import BRIEFING
from tests.portfolios import document
from tests.unit.leadership.figures import POLICY, area, leadership

areas = st.tuples(
    st.sampled_from([*Category, None]),
    st.tuples(*[st.integers(0, 3)] * 4),
    st.booleans(),
    st.integers(-900, 900),
    st.sampled_from([None, *Category]),
)


def record(held: list[tuple], today: date, policy: object = POLICY) -> Leadership:
    """Areas, each with its category, functions by standing, and an open review due this many days after 2026."""
    made = [area(f"X{n}", one[0], one[1], position=n) for n, one in enumerate(held)]
    spans = tuple(
        ReviewSpan(
            f"X{n}",
            date(2024, 4, 2),
            date.fromordinal(date(2027, 1, 1).toordinal() + days),
            None,
            None,
            target,
            State.IN_REVIEW if target else None,
        )
        for n, (_, _, reviewed, days, target) in enumerate(held)
        if reviewed
    )
    return leadership(*made, reviews=spans, today=today, policy=policy)


records = st.builds(
    record,
    st.lists(areas, max_size=6),
    st.dates(date(2024, 4, 2), date(2035, 1, 1)),
    st.sampled_from([POLICY, None]),
)


def parts(lead: Leadership) -> tuple[list[Slide], list[Slide], list[Slide]]:
    """The slides of the bottom line, of the board and of what is late."""
    briefing = slides(replace(document(BRIEFING, lead.portfolio), past=lead, posture=None))[1:-1]
    board = [one for one in briefing if any(isinstance(block, Lanes) for block in one.blocks)]
    place = briefing.index(board[0])
    return list(briefing[:place]), board, list(briefing[place + len(board) :])


def rows(told: list[Slide]) -> list[tuple[str, ...]]:
    return [row for one in told for block in one.blocks if isinstance(block, SlideTable) for row in block.rows]


def number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def hold_bottom_line(lead: Leadership, told: list[Slide]) -> None:
    """The bottom line has exactly the opening sentences, and asks for what is open, late or has drifted."""
    first, others = bottom_line(lead)
    words = [one for slide in told for block in slide.blocks if isinstance(block, Words) for one in block.paragraphs]
    assert told[0].title == first.removesuffix(".") and tuple(words) == others
    assert sorted(f"{first} {' '.join(others)}".split()) == sorted(headline(lead).split())
    asked = rows(told)
    proposals = [review for review in lead.open_reviews.values() if review.target]
    assert sum(row[0].startswith("Vote and decide: ") for row in asked) == len(proposals)
    items = [item for item in lead.watched if not item.review]
    for item in lead.watched:
        named = [row for row in asked if item.area.code in row[0].partition(": ")[2].replace(",", "").split()]
        assert len(named) == bool(item.review or item.overdue_days or item.drifts), item.area.code
    assert any(row[0].startswith("Open a review, overdue: ") for row in asked) is any(i.overdue_days for i in items)
    assert (not asked) is not any(item.review or item.overdue_days or item.drifts for item in lead.watched)


def hold_board(lead: Leadership, told: list[Slide]) -> None:
    """Every area is once in the lane of its category, with its statements."""
    shown = {
        tile.code: (lane, tile)
        for slide in told
        for block in slide.blocks
        for lane in block.lanes
        for tile in lane.tiles
    }
    assert sum(len(lane.tiles) for slide in told for block in slide.blocks for lane in block.lanes) == len(lead.areas)
    for item in lead.watched:
        lane, tile = shown[item.area.code]
        words = " ".join(piece.text for piece in tile.pieces)
        assert lane.category is item.area.category
        assert lane.number == sum(one.category is lane.category for one in lead.areas)
        assert ("proposed: " in words) is (item.area.code in lead.pending)
        assert ("indicated: " in words) is item.drifts
        assert ("overdue" in words) is bool(item.overdue_days)
        assert (item.trust.coverage_words in tile.trust) is bool(item.area.functions)
    beside = sum(one.category in (Category.HYBRID, Category.COMMERCIAL_PRIMARY) for one in lead.areas)
    claim = f"{beside} of {number(len(lead.areas), 'area', 'areas')}"
    assert (claim in told[0].title) is any(one.category for one in lead.areas)
    assert ("proposed to move" in told[0].title) is bool(lead.pending and any(one.category for one in lead.areas))


def hold_late(lead: Leadership, told: list[Slide]) -> None:
    """The title counts what is late and open; each such area has a line, and otherwise only what is due in a year."""
    items = evaluations(lead.portfolio)
    late = sum(item.due is not None and item.due < lead.today for item in items)
    said = told[0].title
    assert (number(late, "evaluation is", "evaluations are") + " overdue" in said) is (late > 0)
    assert ("No evaluation is overdue" in said) is (not late and any(item.due for item in items))
    is_open = len(lead.open_reviews)
    past = sum(one.due < lead.today for one in lead.open_reviews.values())
    own = "its" if past == 1 else "their"
    assert (
        f"{number(is_open, 'review is', 'reviews are')} open, {past or 'none'} past {own} own due date" in said
    ) is (is_open > 0)
    listed = rows(told)
    assert [row[0] for row in listed] == [one.item.area.code for one in owed(lead)]
    assert {item.area.code for item in lead.watched if item.review or item.overdue_days} <= {row[0] for row in listed}
    assert sum("overdue" in row[2] for row in listed) == late
    assert sum("past due" in row[2] for row in listed) == past


def hold(lead: Leadership) -> None:
    """Compare every claim with a simple count."""
    first, board, late = parts(lead)
    hold_bottom_line(lead, first)
    hold_board(lead, board)
    hold_late(lead, late)


@given(records)
def test_no_sentence_claims_more_than_the_numbers(lead: Leadership) -> None:
    hold(lead)


@pytest.mark.parametrize("number_of_areas", [1, 13])
@pytest.mark.parametrize("standings", [(0, 0, 0, 0), (0, 0, 0, 3), (1, 1, 0, 4)])
def test_no_sentence_claims_more_if_nothing_is_determined(number_of_areas: int, standings: tuple[int, ...]) -> None:
    lead = record([(Category.HYBRID, standings, False, 0, None)] * number_of_areas, date(2024, 6, 1))
    hold(lead)
    assert not any("indicated" in piece.text for slide in parts(lead)[1] for piece in pieces(slide))


def pieces(slide: Slide) -> list:
    return [piece for block in slide.blocks for lane in block.lanes for tile in lane.tiles for piece in tile.pieces]


def test_none_of_many_areas_is_left_out() -> None:
    held = [(list(Category)[n % 3], (1, 1, 0, 0), n % 5 == 0, n - 600, None) for n in range(1300)]
    first, board, late = parts(record(held, date(2026, 11, 23)))
    assert sum(len(lane.tiles) for slide in board for block in slide.blocks for lane in block.lanes) == 1300
    assert len(rows(late)) == len({row[0] for row in rows(late)}) >= 260
    assert "more, each marked on the board" in " ".join(row[0] for row in rows(first))
    assert min(sum(len(lane.tiles) for block in slide.blocks for lane in block.lanes) for slide in board) > 2
