"""The figures: their numbers, sentences, tables, and links."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest
from plotly import graph_objects

from missions.charts.chart import Chart
from missions.charts.functions import COLUMNS as HEADINGS
from missions.charts.registry import CHARTS, FigurePlace
from missions.charts.theme import MOST_ROWS, plain
from missions.domain.leadership.summary import Leadership
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind, State
from tests.unit.leadership.figures import FIRST, POLICY, TODAY, area, decision, leadership, past

GOVERNMENT, HYBRID, COMMERCIAL = Category
DRAWN = [slug for slug, figure in CHARTS.items() if figure.place is FigurePlace.DRAWN]
MARKUP = '<b onmouseover="x">&amp; %{x} <a href="/">'
AWAITED = "reviewers, authority"
HEBREW = "שטח משימה"


def chart(slug: str, lead: Leadership) -> Chart:
    return CHARTS[slug].build(lead)


def test_a_narrow_heading_begins_the_words_of_its_criterion() -> None:
    headings = {name: text.replace("-<br>", "").replace("<br>", " ") for name, text in HEADINGS.items()}
    assert headings.keys() == CRITERIA.keys()
    assert all(one.in_favor.startswith(headings[name]) for name, one in CRITERIA.items())


def cells(made: Chart) -> list[tuple]:
    """The rows of the table, with days in the form of files."""
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
        ReviewSpan("A", date(2026, 3, 1), date(2026, 5, 1), None, None, COMMERCIAL, State.IN_REVIEW),
        ReviewSpan("B", date(2026, 5, 1), date(2026, 8, 1), None, None, None),
        ReviewSpan("A", date(2025, 1, 1), date(2025, 3, 1), date(2025, 2, 10), reaffirm, HYBRID),
        ReviewSpan("B", date(2025, 2, 1), date(2025, 5, 1), date(2025, 3, 3), shift, GOVERNMENT),
        ReviewSpan("C", date(2025, 5, 1), date(2025, 7, 1), date(2025, 5, 2), None, None),
        ReviewSpan("C", date(2027, 1, 1), date(2027, 3, 1), None, None, None),
    )


def full() -> Leadership:
    """Three areas that differ in everything, one of them without any records."""
    return leadership(
        area("A", HYBRID, (1, 2, 0, 1), position=1),
        area("B", GOVERNMENT, (3, 1, 0, 0), position=2),
        area("C", COMMERCIAL, position=3),
        reviews=spans(),
        pasts={
            "B": past(
                decision(FIRST, HYBRID, DecisionKind.INITIAL),
                decision(date(2025, 3, 3), GOVERNMENT),
                assessments=(SimpleNamespace(**dict.fromkeys(CRITERIA, "x")),),
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
def test_plotly_accepts_every_figure_of_every_portfolio(slug: str, name: str) -> None:
    made = chart(slug, LEADS[name]())
    assert made.slug == slug
    assert made.summary.endswith(".") and "\n" not in made.summary
    assert all(len(row.cells) == len(made.header) for row in made.rows)
    if made.spec:
        # plotly refuses unknown properties.
        figure = graph_objects.Figure(made.spec)
        assert len(made.spec["data"]) == len(figure.data)
        assert json.loads(figure.to_json())["layout"]["height"] == made.spec["layout"]["height"]
        json.dumps(made.spec, allow_nan=False)


@pytest.mark.parametrize("slug", CHARTS)
def test_only_figures_placed_as_drawn_are_drawn(slug: str) -> None:
    assert (chart(slug, full()).spec is not None) == (slug in DRAWN)
    assert all(row.url.startswith(("/areas/", "/compare/dates/")) for row in chart(slug, full()).rows)


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        ("mix", {"standing=government", "standing=open", "standing=unassessed"}),
        ("margin", {"category=hybrid", "category=government_primary"}),
        ("due", {"view=table&sort=due"}),
    ],
)
def test_every_mark_links_to_the_filtered_list_of_areas_at_the_same_moment(slug: str, queries: set[str]) -> None:
    urls = {url for trace in chart(slug, full()).spec["data"] for url in trace["customdata"]}
    assert urls == {f"/areas/?{query}&as_of=2026-06-01" for query in queries}


def test_the_cells_of_the_grid_link_to_their_area() -> None:
    made = chart("criteria", full())
    assert [set(cell) for cell in made.spec["data"][0]["customdata"]] == [{row.url} for row in made.rows]


@pytest.mark.parametrize("slug", DRAWN)
def test_with_many_areas_a_figure_says_how_many_more_the_table_has(slug: str) -> None:
    made = chart(slug, LEADS["1,300 areas"]())
    assert len(made.rows) == 1300
    assert made.spec["layout"]["yaxis"]["ticktext"][-1] == f"and {1300 - MOST_ROWS:,} more"
    assert re.search(rf" Shown are the .*\b{MOST_ROWS}\b.*; the table has all 1,300\.$", made.summary)


def test_a_right_to_left_code_does_not_reorder_the_sentence() -> None:
    made = chart("due", leadership(area(HEBREW)))
    assert made.summary.endswith("No review is open.")
    early = chart("due", leadership(area(HEBREW), today=FIRST))
    assert early.summary.endswith(f"The next due date is 9 Apr 2026, \u2068{HEBREW}\u2069.")


def test_no_input_is_read_as_markup() -> None:
    for figure in CHARTS.values():
        drawn = json.dumps(figure.build(LEADS["strange names"]()).spec)
        assert "<b onm" not in drawn and "<a href" not in drawn
    assert plain(HEBREW) == f"\u2068{HEBREW}\u2069"
    assert plain("x" * 200, 26) == "x" * 25 + "…"
    assert plain("ש" * 200, 26) == "\u2068" + "ש" * 25 + "…\u2069"


def test_categories_count_areas_and_proposals() -> None:
    made = chart("categories", full())
    assert cells(made) == [
        ("Government Primary", 1, 0, ""),
        ("Hybrid", 1, 1, "Commercial Primary: A"),
        ("Commercial Primary", 1, 0, ""),
    ]
    words = "3 mission areas: 1 Government Primary, 1 Hybrid and 1 Commercial Primary; 1 shift proposed."
    assert made.summary == words
    assert made.rows[1].url == "/areas/?category=hybrid&as_of=2026-06-01"


def test_the_mix_is_sorted_by_government_share_and_sums_to_all() -> None:
    made = chart("mix", full())
    assert [row[0] for row in cells(made)] == ["B", "A", "C"]
    assert cells(made)[1] == ("A", "Area A", 1, 2, 0, 1, 4)
    assert bars(made) == {0: 100, 1: 100, 2: 0}
    assert made.summary == "8 functions in 3 areas: 4 government, 3 open and 1 unassessed."


def test_every_segment_of_the_mix_has_a_number_and_absent_standings_no_key() -> None:
    layout, traces = (chart("mix", full()).spec[part] for part in ("layout", "data"))
    assert [trace["name"] for trace in traces] == ["Government", "Open", "Unassessed"]
    inside = {trace["name"]: trace["text"] for trace in traces if trace["textposition"] == "inside"}
    assert inside == {"Government": [3, 1, ""]}
    # On a hatch, each number has a plain background in the middle of its segment.
    said, *numbers = layout["annotations"]
    assert said["text"] == "no functions recorded" and said["y"] == 2
    assert [(one["y"], one["x"], one["text"]) for one in numbers] == [(0, 87.5, "1"), (1, 50, "2"), (1, 87.5, "1")]
    assert all(one["bgcolor"] == "#ffffff" for one in numbers)


def test_the_timeline_keeps_every_period_of_the_areas_that_moved() -> None:
    made = chart("timeline", full())
    assert [row[0:1] + row[2:] for row in cells(made)] == [
        ("B", "Hybrid", "2024-04-02", "2025-03-03"),
        ("B", "Government Primary", "2025-03-03", ""),
    ]
    assert made.summary == "1 shift in 1 area since 2 Apr 2024."


def test_a_round_trip_is_mentioned() -> None:
    trip = past(decision(FIRST, HYBRID), decision(date(2025, 1, 1), COMMERCIAL), decision(date(2026, 1, 1), HYBRID))
    made = chart("timeline", leadership(area("A"), pasts={"A": trip}))
    assert made.summary == "2 shifts in 1 area since 2 Apr 2024; 1 area came back to an earlier category."


def test_shifts_name_the_areas_that_moved_between_two_days() -> None:
    made = chart("shifts", full())
    assert cells(made) == [("Hybrid", "Government Primary", 1, "B")]
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
        ("B", "Area B", "Government Primary", "Government Primary", 1, "Hybrid", "75", "0"),
        ("A", "Area A", "Hybrid", "Hybrid", 2, "Government Primary", "25", "0"),
        ("C", "Area C", "Commercial Primary", "Undetermined", "", "No functions recorded", "", ""),
    ]
    words = "1 area is 1 function from another category; none is out of line with the evidence."
    assert made.summary == words


def test_distance_shows_both_shares_as_dots_against_the_thresholds() -> None:
    spec = chart("margin", full()).spec
    assert [(dots["name"], dots["x"], dots["y"]) for dots in spec["data"]] == [
        ("Government", [75, 25], [0, 1]),
        ("Demonstrated", [0, 0], [0, 1]),
    ]
    lines = [(one["xref"], one["x0"]) for one in spec["layout"]["shapes"] if one["type"] == "line"]
    zones = [(one["xref"], one["x0"], one["x1"]) for one in spec["layout"]["shapes"] if one["type"] == "rect"]
    left, right = [POLICY.commercial_government_at_most, POLICY.government_over], POLICY.commercial_demonstrated_over
    assert lines == [*(("x", at) for at in left), ("x2", right)]
    assert zones == [("x", 0, 25), ("x", 50, 100), ("x2", 50, 100)]
    assert spec["layout"]["xaxis"]["ticktext"] == ["25", "50"]
    assert [one["text"] for one in spec["layout"]["annotations"]] == ["1 from ◐", "2 from ●", "no functions"]


def test_drift_is_marked_and_undetermined_areas_have_an_outline() -> None:
    drifts = area("A", COMMERCIAL, (3, 1, 0, 0), position=1)
    unknown = area("B", HYBRID, (0, 1, 0, 4), position=2)
    made = chart("margin", leadership(drifts, unknown))
    assert made.summary.endswith("1 is out of line with the evidence (△).")
    dots = made.spec["data"][0]
    urls = dict(zip(dots["marker"]["symbol"], dots["customdata"], strict=True))
    assert urls["circle"] == "/areas/?drift=yes&as_of=2026-06-01"
    assert urls["circle-open"] == "/areas/?category=hybrid&as_of=2026-06-01"
    assert sum("△" in one["text"] for one in made.spec["layout"]["annotations"]) == 1


def test_the_time_line_shows_what_is_late_what_is_due_and_who_acts_next() -> None:
    made = chart("due", full())
    evaluated = ("2025-03-03", (TODAY - date(2025, 3, 3)).days)
    assert [row[0:1] + row[2:] for row in cells(made)] == [
        ("A", "2026-04-09", 53, "never", "", "2026-03-01", "2026-05-01", 31, "Commercial Primary", AWAITED),
        ("C", "2026-04-23", 39, "never", "", "", "", "", "", ""),
        ("B", "2027-04-16", 0, *evaluated, "2026-05-01", "2026-08-01", 0, "", "analysts"),
    ]
    words = "2 evaluations are overdue, 1 of them under review. 2 reviews are open, 1 past its own due date."
    assert made.summary == f"{words} The next due date is 1 Aug 2026, B."
    assert [(trace["name"], trace["x"]) for trace in made.spec["data"]] == [
        ("Evaluation overdue", ["2026-04-09", "2026-04-23"]),
        ("Evaluation due", ["2027-04-16"]),
        ("Open review past its date", ["2026-05-01"]),
        ("Open review due", ["2026-08-01"]),
    ]
    (today,) = made.spec["layout"]["shapes"]
    assert today["x0"] == today["x1"] == TODAY.isoformat()


def test_without_reviews_the_time_line_has_no_key_for_them_and_says_so() -> None:
    made = chart("due", leadership(area("A"), reviews=spans()[-1:]))
    assert made.summary == "1 evaluation is overdue. No review is open."
    assert [trace["name"] for trace in made.spec["data"]] == ["Evaluation overdue"]


def test_throughput_counts_outcomes_in_every_quarter_and_days_to_decision() -> None:
    made = chart("throughput", full())
    assert cells(made) == [
        ("2025 Q1", 1, 1, 0, 0, 35),
        ("2025 Q2", 0, 0, 0, 1, ""),
        ("2025 Q3", 0, 0, 0, 0, ""),
        ("2025 Q4", 0, 0, 0, 0, ""),
        ("2026 Q1", 0, 0, 0, 0, ""),
        ("2026 Q2", 0, 0, 0, 0, ""),
    ]
    words = "3 reviews closed: 1 reaffirmed, 1 shifted and 1 closed without a decision"
    assert made.summary == f"{words}; those decided took a median of 35 days."
    assert [row.url for row in made.rows[:2]] == [
        "/compare/dates/?from=2024-12-31&to=2025-03-31&as_of=2026-06-01",
        "/compare/dates/?from=2025-03-31&to=2025-06-30&as_of=2026-06-01",
    ]
    assert made.rows[-1].url == "/compare/dates/?from=2026-03-31&to=2026-06-01&as_of=2026-06-01"


def test_without_reviews_throughput_says_so() -> None:
    made = chart("throughput", leadership(area("A"), reviews=spans()[-1:]))
    assert (made.summary, made.spec, made.rows) == ("No reviews yet.", None, ())
