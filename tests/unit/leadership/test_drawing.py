"""Figures drawn by the server: every mark is at its table's number, named, linked, and safe to show."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from missions.charts.chart import Chart
from missions.charts.concentration import HIGHEST, concentration
from missions.charts.registry import CHARTS
from missions.charts.svg.elements import lines
from missions.charts.theme import MOST_ROWS
from missions.domain.leadership.summary import Leadership
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.vocabulary import Category, Standing
from tests.unit.catalog.test_chart import line
from tests.unit.leadership.figures import POLICY, area, leadership
from tests.unit.leadership.test_charts import DRAWN, HEBREW, LEADS, MARKUP, chart, full

TAGS = {"svg", "defs", "pattern", "g", "a", "title", "rect", "circle", "line", "path", "text", "tspan"}
PERCENT = re.compile(r"(-?[\d.]+)%")


def plot(made: Chart) -> Element:
    return fromstring(made.drawing.plot)


def marks(made: Chart) -> list[Element]:
    return plot(made).findall("a")


def named(mark: Element) -> str:
    return mark.findtext("title")


def percent(text: str) -> float:
    return float(PERCENT.fullmatch(text)[1])


def middle(mark: Element) -> tuple[float, float]:
    """The middle of a dot: from the left in percent of the plot, and from the top in pixels."""
    circle = mark.find("circle")
    return percent(circle.get("cx")), float(circle.get("cy"))


def height(made: Chart) -> float:
    return float(plot(made).get("height"))


def indexes() -> Chart:
    return concentration([line("SATCOM", 2000, 7000, 6500), line(HEBREW, 900, 950, 1000)])


def drawings() -> dict[str, Callable[[], Chart]]:
    def of(slug: str, lead: Callable[[], Leadership]) -> Callable[[], Chart]:
        return lambda: chart(slug, lead())

    made = {f"{slug}: {name}": of(slug, lead) for slug in DRAWN for name, lead in LEADS.items()}
    return made | {"concentration": indexes}


@pytest.mark.parametrize("make", drawings().values(), ids=drawings())
def test_everything_declared_is_drawn_with_a_link_and_a_name_for_each_mark(make: Callable[[], Chart]) -> None:
    made = make()
    assert (made.drawing is None) == (made.spec is None)
    if not made.spec:
        return
    found = marks(made)
    assert found
    assert Counter(mark.get("tabindex") for mark in found) == {"0": 1} | ({"-1": len(found) - 1} if found[1:] else {})
    told = {(str(curve), point): value for curve, point, value in declared(made.spec["data"])}
    assert {(mark.get("data-curve"), mark.get("data-point")) for mark in found} == told.keys()
    for mark in found:
        url, words = told[mark.get("data-curve"), mark.get("data-point")]
        assert mark.get("href") == url
        assert named(mark) == ", ".join(lines(words))


def declared(traces: list[dict]) -> list[tuple[int, str, tuple[str, str]]]:
    """Each mark that plotly would draw: its trace, its index there, and its link with its text."""
    found = []
    for curve, trace in enumerate(traces):
        if trace["type"] == "heatmap":
            cells = [(row, column) for row, shares in enumerate(trace["z"]) for column in range(len(shares))]
            shown = [cell for cell in cells if trace["z"][cell[0]][cell[1]] is not None]
            found += [
                (curve, f"{row},{column}", (trace["customdata"][row][column], trace["hovertext"][row][column]))
                for row, column in shown
            ]
        else:
            lengths = trace["x"] if trace["type"] == "bar" else [True] * len(trace["x"])
            found += [
                (curve, str(point), (trace["customdata"][point], trace["hovertext"][point]))
                for point, length in enumerate(lengths)
                if length
            ]
    return found


@pytest.mark.parametrize("make", drawings().values(), ids=drawings())
def test_nothing_is_drawn_outside_the_plot(make: Callable[[], Chart]) -> None:
    made = make()
    if not made.spec:
        return
    tall, drawn = height(made), plot(made)
    drawn.remove(drawn.find("defs"))
    for one in drawn.iter():
        across = [value for value in one.attrib.values() if PERCENT.fullmatch(value)]
        assert all(-0.01 <= percent(value) <= 100.01 for value in across)
        if one.tag == "rect":
            assert float(one.get("y")) >= -0.01 and float(one.get("y")) + float(one.get("height")) <= tall + 0.01
        if one.tag == "circle":
            assert 0 <= float(one.get("cy")) <= tall


def test_bars_have_the_length_and_position_of_the_table() -> None:
    made = chart("mix", full())
    bars = {(int(mark.get("data-row")), named(mark).split(": ")[1]): mark.find("rect") for mark in marks(made)}
    expected, starts = {}, {}
    for row, (_, _, *counts, total) in enumerate(one.cells for one in made.rows):
        before = 0
        for standing, number in zip(Standing, counts, strict=True):
            if number:
                expected[row, standing.label] = round(100 * number / total, 1)
                starts[row, standing.label] = round(100 * before / total, 1)
            before += number
    assert {key: round(percent(bar.get("width")), 1) for key, bar in bars.items()} == expected
    assert {key: round(percent(bar.get("x")), 1) for key, bar in bars.items()} == starts
    tall = height(made) / len(made.rows)
    assert all(row * tall < float(bar.get("y")) < (row + 1) * tall for (row, _), bar in bars.items())
    assert made.drawing.names == ("B", "A", "C")


def test_every_number_of_the_mix_is_in_or_above_its_bar() -> None:
    made = chart("mix", full())
    words = sorted(text.text for text in plot(made).iter("text"))
    assert words == sorted(["3", "1", "1", "2", "1", "no functions recorded"])


def test_dots_are_at_the_shares_of_the_table() -> None:
    made = chart("margin", full())
    for mark in marks(made):
        right, down = middle(mark)
        cells = made.rows[int(mark.get("data-row"))].cells
        side = int(mark.get("data-curve"))
        start, share = (0, 54)[side], float(cells[6 + side])
        assert right == pytest.approx(start + 46 * (share + 4) / 108, abs=0.01)
        assert down == pytest.approx(height(made) * (int(mark.get("data-row")) + 0.5) / len(made.rows), abs=0.01)
    assert len(marks(made)) == 4


def test_thresholds_are_at_those_of_the_policy() -> None:
    ground = plot(chart("margin", full())).find("g")
    dashed = sorted(percent(one.get("x1")) for one in ground.findall("line") if one.get("stroke-dasharray"))
    left = [POLICY.commercial_government_at_most, POLICY.government_over]
    expected = [46 * (at + 4) / 108 for at in left] + [54 + 46 * (POLICY.commercial_demonstrated_over + 4) / 108]
    assert dashed == pytest.approx(expected, abs=0.01)


def test_marks_of_time_are_at_the_days_of_the_table() -> None:
    made = chart("due", full())
    first, last = (date.fromisoformat(on) for on in made.spec["layout"]["xaxis"]["range"])
    placed = sorted((int(mark.get("data-row")), middle(mark)[0]) for mark in marks(made))
    days = sorted((row, on) for row, one in enumerate(made.rows) for on in (one.cells[2], one.cells[7]) if on)
    assert [row for row, _ in placed] == [row for row, _ in days]
    parts = [100 * (on - first).days / (last - first).days for _, on in days]
    assert [right for _, right in placed] == pytest.approx(parts, abs=0.01)


def test_cells_show_the_table_and_get_darker_with_the_share() -> None:
    made = chart("criteria", full())
    assert len(marks(made)) == 2 * len(CRITERIA)
    for mark in marks(made):
        row, column = map(int, mark.get("data-point").split(","))
        cells = made.rows[row].cells
        number, moved = cells[3 + 2 * column], cells[4 + 2 * column]
        of = cells[1].split(" of ")[0]
        arrow = f"{'▲' if moved > 0 else '▼'}{abs(moved)}" if moved else ""
        said = "".join(text.text for text in mark.findall("text")).replace(" ", "")
        assert said == f"{number}/{of}{arrow}"
        red = int(mark.find("rect").get("fill")[1:3], 16)
        assert red == pytest.approx(255 - (255 - 0x67) * number / int(of), abs=1)


def test_lines_pass_through_the_index_of_each_day() -> None:
    made = indexes()
    tall = height(made)
    first, last = date(2020, 1, 1), date(2022, 1, 1)
    cells = {(one.cells[0], one.cells[1]): one.cells[9] for one in made.rows}
    expected = [
        pytest.approx(
            (100 * (on - first).days / (last - first).days, tall * (HIGHEST + 200 - index) / 10_400), abs=0.01
        )
        for (_, on), index in sorted(cells.items(), key=lambda one: (one[0][0] == HEBREW, one[0][1]))
    ]
    assert list(map(middle, marks(made))) == expected
    paths = [path.get("d") for path in plot(made).find("g").iter("path")]
    assert [tuple(map(float, place.split())) for path in paths for place in path[1:].split("L")] == expected
    assert [one.get("stroke-dasharray") for one in plot(made).find("g").iter("path")] == [None, "9 9"]


def test_lines_are_named_at_their_ends_and_a_numeric_axis_is_on_the_left() -> None:
    made = indexes()
    words = [text.text for text in plot(made).iter("text")]
    assert words == ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "Index", f"\u2068{HEBREW}\u2069", "SATCOM"]
    assert made.drawing.names == () and made.drawing.left > 0


def test_input_is_shown_as_typed_and_not_read_as_markup() -> None:
    strange = leadership(
        area(MARKUP, Category.HYBRID, (1, 2, 0, 1), name=MARKUP),
        area(HEBREW, Category.HYBRID, (2, 1, 0, 0), name=HEBREW * 25),
    )
    for slug in DRAWN:
        made = chart(slug, strange)
        assert {one.tag for one in plot(made).iter()} <= TAGS
        assert not any(name.startswith("on") for one in plot(made).iter() for name in one.attrib)
        assert sorted(made.drawing.names) == sorted([MARKUP[:25].rstrip() + "…", HEBREW])
        assert MARKUP in " ".join(map(named, marks(made)))


def test_every_hatch_exists_and_a_key_names_each_trace() -> None:
    made = chart("mix", leadership(area("A", Category.HYBRID, (1, 2, 3, 4))))
    used = set(re.findall(r"url\(#([\w-]+)\)", made.drawing.plot + "".join(one.symbol for one in made.drawing.key)))
    assert used == {pattern.get("id") for pattern in plot(made).iter("pattern")}
    assert len(used) == 2
    assert [one.name for one in made.drawing.key] == [standing.label for standing in Standing]


def test_the_keyboard_goes_row_by_row_from_left_to_right() -> None:
    for slug in DRAWN:
        order = [
            (
                int(mark.get("data-row")),
                percent((mark.find("rect") if slug in {"mix", "criteria"} else mark[1]).get(at)),
            )
            for mark in marks(chart(slug, full()))
            for at in ["x" if slug in {"mix", "criteria"} else "cx"]
        ]
        assert order == sorted(order)


def test_as_many_areas_are_drawn_as_there_is_room_for() -> None:
    made = chart("mix", LEADS["1,300 areas"]())
    assert len(marks(made)) == 2 * MOST_ROWS
    assert made.drawing.names[-1] == f"and {1300 - MOST_ROWS:,} more"


def test_a_long_code_keeps_its_beginning_and_its_direction() -> None:
    [name] = chart("mix", leadership(area("ש" * 200, Category.HYBRID, (1, 0, 0, 0)))).drawing.names
    assert name == "ש" * 25 + "…"


def test_labels_below_and_above_the_plot_are_those_of_the_ticks() -> None:
    assert [one.text for one in fromstring(chart("mix", full()).drawing.below)] == [
        *("0%", "25%", "50%", "75%", "100%"),
        "Share of the area's functions",
    ]
    over = fromstring(chart("criteria", full()).drawing.above)
    assert len(over) == len(CRITERIA) and not chart("criteria", full()).drawing.below
    assert [over[-1].text, *(line.text for line in over[-1])] == ["High risk", "of not"]


@pytest.mark.parametrize("slug", [slug for slug in CHARTS if slug not in DRAWN])
def test_a_trend_is_a_sentence_and_a_table(slug: str) -> None:
    assert chart(slug, full()).drawing is None
