"""The figures: their numbers, their words, their tables, and where each mark leads."""

import json
import re
from datetime import date, timedelta

import pytest
from plotly import graph_objects

from missions.charts.chart import Chart
from missions.charts.registry import CHARTS
from missions.charts.theme import BAR, MOST_ROWS, plain
from missions.domain.leadership.summary import Leadership
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind
from tests.unit.leadership.figures import FIRST, TODAY, area, decision, leadership, past

GOVERNMENT, HYBRID, COMMERCIAL = Category
MARKUP = '<b onmouseover="x">&amp; %{x} <a href="/">'
HEBREW = "שטח משימה"


def chart(slug: str, lead: Leadership) -> Chart:
    return CHARTS[slug](lead)


def cells(made: Chart) -> list[tuple]:
    """The rows of the table, days as they are exchanged."""
    return [tuple(str(cell) if isinstance(cell, date) else cell for cell in row.cells) for row in made.rows]


def bars(made: Chart) -> dict[float, float]:
    """The sum of the bars in each row."""
    sums: dict[float, float] = {}
    for trace in made.spec["data"]:
        for place, length in zip(trace["y"], trace["x"], strict=True):
            sums[place] = sums.get(place, 0) + length
    return sums


def spans() -> tuple[ReviewSpan, ...]:
    shift, reaffirm = DecisionKind.SHIFT, DecisionKind.REAFFIRM
    return (
        ReviewSpan("A", date(2026, 3, 1), date(2026, 5, 1), None, None, COMMERCIAL),
        ReviewSpan("B", date(2026, 5, 1), date(2026, 8, 1), None, None, None),
        ReviewSpan("A", date(2025, 1, 1), date(2025, 3, 1), date(2025, 2, 10), reaffirm, HYBRID),
        ReviewSpan("B", date(2025, 2, 1), date(2025, 5, 1), date(2025, 3, 3), shift, GOVERNMENT),
        ReviewSpan("C", date(2025, 5, 1), date(2025, 7, 1), date(2025, 5, 2), None, None),
        ReviewSpan("C", date(2027, 1, 1), date(2027, 3, 1), None, None, None),
    )


def full() -> Leadership:
    """Three areas that differ in everything, one of them with nothing recorded about it."""
    return leadership(
        area("A", HYBRID, (1, 2, 0, 1), position=1),
        area("B", GOVERNMENT, (3, 1, 0, 0), position=2),
        area("C", COMMERCIAL, position=3),
        reviews=spans(),
        pasts={
            "B": past(
                decision(FIRST, HYBRID, DecisionKind.INITIAL),
                decision(date(2025, 3, 3), GOVERNMENT),
                answers=(
                    dict.fromkeys(("performer", "availability", "fit", "contribution", "risk", "risk_of_not"), "x"),
                ),
            )
        },
    )


LEADS = {
    "full": full,
    "no areas": leadership,
    "no functions": lambda: leadership(area("A")),
    "no policy": lambda: leadership(area("A", HYBRID, (1, 1, 1, 1)), policy=None),
    "no category": lambda: leadership(area("A", None, (1, 0, 0, 0))),
    "on the first day": lambda: leadership(area("A", HYBRID, (1, 0, 0, 0)), today=FIRST),
    "strange names": lambda: leadership(area(MARKUP, name=MARKUP), area(HEBREW, name=HEBREW * 25)),
    "1,300 areas": lambda: leadership(*(area(f"X{n}", HYBRID, (1, 1, 0, 0), position=n) for n in range(1300))),
}


@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.parametrize("name", LEADS)
def test_every_figure_of_every_portfolio_is_one_that_plotly_knows(slug: str, name: str) -> None:
    made = chart(slug, LEADS[name]())
    assert made.slug == slug
    assert made.summary.endswith(".") and "\n" not in made.summary
    assert all(len(row.cells) == len(made.header) for row in made.rows)
    if made.spec:
        # plotly refuses a property that it does not know.
        figure = graph_objects.Figure(made.spec)
        assert len(made.spec["data"]) == len(figure.data)
        assert json.loads(figure.to_json())["layout"]["height"] == made.spec["layout"]["height"]
        json.dumps(made.spec, allow_nan=False)


@pytest.mark.parametrize("slug", CHARTS)
def test_every_mark_leads_to_the_list_behind_it_at_the_same_moment(slug: str) -> None:
    made = chart(slug, full())
    links = {row.url for row in made.rows if row.url}
    for trace in made.spec["data"]:
        marks = [trace["link"], trace["node"]] if trace["type"] == "sankey" else [trace]
        for mark in marks:
            found = mark.get("customdata", [])
            urls = {url for url in found for url in (url if isinstance(url, list) else [url])}
            assert all(url.startswith(("/areas/", "/compare/dates/")) and "as_of=2026-06-01" in url for url in urls)
            if trace["type"] != "sankey":
                assert urls <= links


@pytest.mark.parametrize("slug", CHARTS)
def test_with_many_areas_a_figure_names_how_many_more_and_the_table_has_all(slug: str) -> None:
    made = chart(slug, LEADS["1,300 areas"]())
    if made.rows and len(made.rows) > 10:
        assert len(made.rows) == 1300
        assert made.spec["layout"]["yaxis"]["ticktext"][-1] == f"and {1300 - MOST_ROWS:,} more"
        assert re.search(rf" Shown are the .*\b{MOST_ROWS}\b.*; the table has all 1,300\.$", made.summary)


@pytest.mark.parametrize("slug", ["timeline", "evaluated", "ageing"])
def test_bars_of_every_kind_are_as_thick(slug: str) -> None:
    # Left to plotly, a kind with few bars gets bars that cover the rows beside them.
    traces = chart(slug, full()).spec["data"]
    assert len(traces) > 1
    assert {trace["width"] for trace in traces} == {BAR}


def test_a_code_written_from_right_to_left_leaves_the_sentence_in_order() -> None:
    reviews = (ReviewSpan(HEBREW, date(2026, 3, 1), date(2026, 5, 1), None, None, None),)
    made = chart("ageing", leadership(area(HEBREW), reviews=reviews))
    assert f"the oldest, \u2068{HEBREW}\u2069, has waited" in made.summary


def test_nothing_typed_is_read_as_markup() -> None:
    for build in CHARTS.values():
        drawn = json.dumps(build(LEADS["strange names"]()).spec)
        assert "<b onm" not in drawn and "<a href" not in drawn
    assert plain(HEBREW) == f"\u2068{HEBREW}\u2069"
    assert plain("x" * 200, 26) == "x" * 25 + "…"
    assert plain("ש" * 200, 26) == "\u2068" + "ש" * 25 + "…\u2069"


def test_categories_add_up_with_what_is_proposed_in_a_band_of_its_own() -> None:
    made = chart("categories", full())
    assert cells(made) == [
        ("Government Primary", 1, 0, ""),
        ("Hybrid", 1, 1, "Commercial Primary: A"),
        ("Commercial Primary", 1, 0, ""),
    ]
    assert bars(made) == {0: 1, 1: 1, 2: 1}
    assert [(s["y0"] < 1 < s["y1"], s["x0"], s["x1"], s["line"]["dash"]) for s in made.spec["layout"]["shapes"]] == [
        (True, 0, 1, "dash")
    ]
    words = "3 mission areas: 1 Government Primary, 1 Hybrid and 1 Commercial Primary; 1 shift proposed."
    assert made.summary == words
    assert made.rows[1].url == "/areas/?category=hybrid&as_of=2026-06-01"


def test_the_mix_is_sorted_by_government_share_and_sums_to_all() -> None:
    made = chart("mix", full())
    assert [row[0] for row in cells(made)] == ["B", "A", "C"]
    assert cells(made)[1] == ("A", "Area A", 1, 2, 0, 1, 4)
    assert bars(made) == {0: 100, 1: 100, 2: 0}
    assert [a["text"] for a in made.spec["layout"]["annotations"]] == ["no functions recorded"]
    assert made.summary == "8 functions in 3 areas: 4 government, 3 open and 1 unassessed."


def test_the_timeline_keeps_every_stretch() -> None:
    made = chart("timeline", full())
    assert [row[0:1] + row[2:] for row in cells(made)] == [
        ("A", "Hybrid", "2024-04-02", ""),
        ("B", "Hybrid", "2024-04-02", "2025-03-03"),
        ("B", "Government Primary", "2025-03-03", ""),
        ("C", "Commercial Primary", "2024-04-02", ""),
    ]
    assert made.summary == "1 shift in 1 area since 2 Apr 2024."
    day = 24 * 60 * 60 * 1000
    hybrid = next(trace for trace in made.spec["data"] if "Hybrid" in trace["name"])
    assert hybrid["x"] == [(TODAY - FIRST + timedelta(days=1)).days * day, (date(2025, 3, 3) - FIRST).days * day]


def test_a_round_trip_is_said() -> None:
    trip = past(decision(FIRST, HYBRID), decision(date(2025, 1, 1), COMMERCIAL), decision(date(2026, 1, 1), HYBRID))
    made = chart("timeline", leadership(area("A"), pasts={"A": trip}))
    assert made.summary == "2 shifts in 1 area since 2 Apr 2024; 1 area came back to an earlier category."


def test_shifts_count_areas_between_two_days() -> None:
    made = chart("shifts", full())
    assert cells(made) == [
        ("Hybrid", "Government Primary", 1, "B"),
        ("Hybrid", "Hybrid", 1, "A"),
        ("Commercial Primary", "Commercial Primary", 1, "C"),
    ]
    assert sum(made.spec["data"][0]["link"]["value"]) == 3
    assert made.summary == "1 area changed category (B) between 2 Apr 2024 and 1 Jun 2026."
    later = chart("shifts", leadership(*full().areas, pasts=full().past, since=date(2025, 4, 1)))
    assert later.summary == "No area changed category between 1 Apr 2025 and 1 Jun 2026."


def test_criteria_count_answers_in_favor_and_how_they_moved() -> None:
    made = chart("criteria", full())
    rows = {row[0]: row[1:] for row in cells(made)}
    assert rows["A"] == ("3 of 4", "nothing assessed earlier", 2, "", 0, "", 0, "", 0, "", 3, "", 0, "")
    assert rows["B"] == ("4 of 4", "2025-06-01", 1, 1, 0, 0, 0, 0, 0, 0, 4, 4, 0, 0)
    assert rows["C"][0] == "0 of 0"
    grid = made.spec["data"][0]
    assert grid["text"][1][0] == "1/4 ▲1" and grid["z"][1][0] == 25
    assert grid["z"][2] == [None] * 6


def test_margins_are_sorted_nearest_first() -> None:
    made = chart("margin", full())
    assert cells(made) == [
        ("B", "Area B", "Government Primary", "Government Primary", 1, "Hybrid"),
        ("A", "Area A", "Hybrid", "Hybrid", 2, "Government Primary"),
        ("C", "Area C", "Commercial Primary", "Undetermined", "", "No functions recorded"),
    ]
    assert made.summary == "1 area is 1 function from another category; none drift from the category in force."


def test_open_reviews_are_listed_oldest_first_and_those_past_due_hatched() -> None:
    made = chart("ageing", full())
    assert cells(made) == [
        ("A", "2026-03-01", "2026-05-01", 92, 31, "Commercial Primary"),
        ("B", "2026-05-01", "2026-08-01", 31, 0, ""),
    ]
    assert made.summary == "2 reviews are open, 1 past its own due date; the oldest, A, has waited 92 days."
    late = next(trace for trace in made.spec["data"] if trace["name"] == "Past due")
    assert late["x"] == [92] and late["marker"]["pattern"]["shape"]


def test_throughput_counts_outcomes_by_quarter_and_the_days_to_a_decision() -> None:
    made = chart("throughput", full())
    assert cells(made) == [("2025 Q1", 1, 1, 0, 0, 35), ("2025 Q2", 0, 0, 0, 1, "")]
    words = "3 reviews closed: 1 reaffirmed, 1 shifted and 1 closed without a decision"
    assert made.summary == f"{words}; the middle one of those decided took 35 days."
    assert [row.url for row in made.rows] == [
        "/compare/dates/?from=2024-12-31&to=2025-03-31&as_of=2026-06-01",
        "/compare/dates/?from=2025-03-31&to=2025-06-30&as_of=2026-06-01",
    ]
    shifted = next(trace for trace in made.spec["data"] if trace["name"] == "Shifted")
    assert shifted["customdata"] == [row.url for row in made.rows] and shifted["hovertext"][0] == "2025 Q1: 1 shifted"


@pytest.mark.parametrize("slug", ["ageing", "throughput"])
def test_without_reviews_a_figure_says_so(slug: str) -> None:
    made = chart(slug, leadership(area("A"), reviews=spans()[-1:]))
    assert (made.summary, made.spec, made.rows) == ("No reviews yet.", None, ())


def test_never_evaluated_is_a_value_and_overdue_is_hatched() -> None:
    made = chart("evaluated", full())
    rows = {row[0]: row[2:] for row in cells(made)}
    assert rows["A"] == ("never", "", "2026-04-09", 53)
    assert rows["B"][:2] == ("2025-03-03", (TODAY - date(2025, 3, 3)).days)
    words = "2 of 3 areas never evaluated; of the others the longest ago is B, 455 days."
    words += " 2 evaluations are overdue; of these 1 under review."
    assert made.summary == words
    late = next(trace for trace in made.spec["data"] if trace["name"] == "Overdue")
    assert late["marker"]["pattern"]["shape"] and len(late["x"]) == 2
