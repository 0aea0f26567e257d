"""The figure of concentration: a line for each area, and a table with all the numbers behind it."""

from datetime import date
from itertools import pairwise

from missions.charts.concentration import APART, FEW, FEWEST, HEADER, TOO_FEW, IndexLine, concentration
from missions.domain.catalog.figures import AreaFigures, DatedFigures
from tests.unit.catalog.test_asked import GCAT


def figures(index: int, known: int = 20) -> AreaFigures:
    return AreaFigures(
        rows=known + 1,
        known=known,
        unknown=1,
        operators=3,
        largest="One <b>",
        share="50.0",
        effective="2.0",
        index=index,
        low=index - 10,
        high=index + 10,
        without=500,
    )


def line(area: str, *indexes: int) -> IndexLine:
    points = tuple(DatedFigures(date(2020 + place, 1, 1), GCAT, figures(index)) for place, index in enumerate(indexes))
    return IndexLine(area, points, f"/concentration/{area}/")


def test_every_point_is_drawn_and_in_the_table() -> None:
    made = concentration([line("SATCOM", 2000, 7000), line("ISR", 900)])
    assert made.summary == "On 1 Jan 2021 the index is 7,000 in SATCOM and 900 in ISR."
    assert [(trace["name"], trace["x"], trace["y"]) for trace in made.spec["data"]] == [
        ("SATCOM", ["2020-01-01", "2021-01-01"], [2000, 7000]),
        ("ISR", ["2020-01-01"], [900]),
    ]
    assert [row.cells[:2] for row in made.rows] == [
        ("SATCOM", date(2021, 1, 1)),
        ("SATCOM", date(2020, 1, 1)),
        ("ISR", date(2020, 1, 1)),
    ]
    assert dict(zip(HEADER, made.rows[0].cells, strict=True))["High"] == 7010
    assert {row.url for row in made.rows[:2]} == {"/concentration/SATCOM/"}


def test_names_at_the_ends_do_not_overlap() -> None:
    made = concentration([line("A", 1000), line("B", 1000), line("C", 1100), line("D", 9000)])
    places = sorted(one["y"] for one in made.spec["layout"]["annotations"])
    assert all(later - earlier >= APART for earlier, later in pairwise(places))
    assert places[-1] == 9000


def test_names_of_operators_are_not_read_as_markup() -> None:
    [trace] = concentration([line("A", 1000)]).spec["data"]
    assert "<b>" not in trace["hovertext"][0]


def test_areas_with_too_few_payloads_are_only_in_the_table() -> None:
    few = DatedFigures(date(2021, 1, 1), GCAT, figures(10000, known=FEWEST - 1))
    enough = DatedFigures(date(2022, 1, 1), GCAT, figures(2000, known=FEWEST))
    made = concentration([IndexLine("A", (few, enough), "/"), IndexLine("B", (enough, few), "/")])
    assert [trace["y"] for trace in made.spec["data"]] == [[2000]]
    assert len(made.rows) == 4
    assert made.summary == f"On 1 Jan 2022 the index is 2,000 in A.{FEW}"


def test_without_a_point_there_is_nothing_to_draw() -> None:
    made = concentration([IndexLine("C2", (), "/")])
    assert (made.spec, made.rows, made.summary) == (None, (), TOO_FEW)
