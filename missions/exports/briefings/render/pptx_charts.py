"""The gauge as a native chart that the presentation program opens with its numbers and can edit."""

from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.chart.series import XySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide as Page
from pptx.util import Emu, Pt

from missions.exports.briefings.render.gauges import (
    HIGHEST,
    LOWEST,
    PLOT,
    RIGHTMOST,
    TICK,
    Dot,
    PointMark,
    Track,
    dots,
    tracks,
)
from missions.exports.briefings.slide import Gauged
from missions.exports.colors import INK, LIGHT_LINE, LINE, QUIET
from missions.exports.words import cell

SIZE = Pt(9)
MARKERS = {
    PointMark.BEFORE: (XL_MARKER_STYLE.CIRCLE, 10, LINE),
    PointMark.PROPOSED: (XL_MARKER_STYLE.DIAMOND, 11, QUIET),
    PointMark.NOW: (XL_MARKER_STYLE.CIRCLE, 7, INK),
}


def draw_gauge(page: Page, block: Gauged, place: tuple[Emu, Emu, Emu, Emu]) -> None:
    """The shares as dots against the thresholds as lines, with its summary as text alternative."""
    lines, points = tracks(block.gauge), dots(block.gauge)
    frame = page.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, _data(lines, points))
    frame.name = "Chart"
    frame._element.xpath(".//p:cNvPr")[0].set("descr", cell(block.summary))
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = SIZE, RGBColor.from_string(INK)
    chart.has_title = False
    _axes(chart)
    _lay_out(chart)
    series = list(chart.plots[0].series)
    for one, dot in zip(series, points, strict=False):
        _paint_dot(one, dot)
    place_of = iter(series[len(points) :])
    for track in lines:
        for threshold in track.thresholds:
            _paint_threshold(next(place_of), threshold.words)
    _name_tracks(next(place_of), lines)
    _legend(chart, shown=len(points), series=len(series))


def _data(lines: tuple[Track, ...], points: tuple[Dot, ...]) -> XyChartData:
    """A series for each point in time, then for each threshold, then for the labels of the lines."""
    data = XyChartData(number_format="0")
    for dot in points:
        series = data.add_series(dot.name)
        for track, share in zip(lines, dot.shares, strict=True):
            series.add_data_point(share, track.height)
    for track in lines:
        for threshold in track.thresholds:
            series = data.add_series(f"{track.label}, {threshold.words}")
            series.add_data_point(threshold.percent, track.height - TICK)
            series.add_data_point(threshold.percent, track.height + TICK)
    names = data.add_series("Lines")
    for track in lines:
        names.add_data_point(0, track.height)
    return data


def _axes(chart: Chart) -> None:
    shares, heights = chart.category_axis, chart.value_axis
    shares.minimum_scale, shares.maximum_scale, shares.major_unit = 0, 100, 25
    shares.tick_labels.number_format, shares.tick_labels.number_format_is_linked = '0"%"', False
    shares.tick_labels.font.size = SIZE
    shares.tick_labels.font.color.rgb = RGBColor.from_string(QUIET)
    shares.has_major_gridlines = True
    shares.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT_LINE)
    shares.major_tick_mark = XL_TICK_MARK.NONE
    shares.format.line.color.rgb = RGBColor.from_string(QUIET)
    heights.minimum_scale, heights.maximum_scale = LOWEST, HIGHEST
    heights.has_major_gridlines = False
    heights.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    heights.visible = False


def _lay_out(chart: Chart) -> None:
    """Place the plot within its frame, so that labels and legend have room."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    numbers = "".join(f'<c:{name} val="{one}"/>' for name, one in zip("xywh", PLOT, strict=True))
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{numbers}</c:manualLayout></c:layout>"
    area.insert(0, parse_xml(layout))


def _paint_dot(series: XySeries, dot: Dot) -> None:
    style, size, fill = MARKERS[dot.mark]
    series.format.line.fill.background()
    series.marker.style, series.marker.size = style, size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(fill)
    series.marker.format.line.color.rgb = RGBColor.from_string(INK)
    series.marker.format.line.width = Pt(1.5)
    for place, words in enumerate(dot.words):
        if words:
            where = XL_LABEL_POSITION.LEFT if dot.shares[place] > RIGHTMOST else XL_LABEL_POSITION.RIGHT
            _label(series, place, words, where, bold=dot.mark is PointMark.NOW)


def _paint_threshold(series: XySeries, words: str) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = RGBColor.from_string(QUIET)
    series.format.line.width = Pt(2)
    series.smooth = False
    _label(series, 1, words, XL_LABEL_POSITION.ABOVE, color=QUIET)


def _name_tracks(series: XySeries, lines: tuple[Track, ...]) -> None:
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    for place, track in enumerate(lines):
        _label(series, place, track.label, XL_LABEL_POSITION.LEFT, bold=True)


def _label(
    series: XySeries, place: int, words: str, where: XL_LABEL_POSITION, *, bold: bool = False, color: str = INK
) -> None:
    label = series.points[place].data_label
    label.text_frame.word_wrap = False
    run = label.text_frame.paragraphs[0].add_run()
    run.text = words
    run.font.size, run.font.bold = SIZE, bold
    run.font.color.rgb = RGBColor.from_string(color)
    label.position = where


def _legend(chart: Chart, *, shown: int, series: int) -> None:
    """Name the points in time; thresholds and lines are labeled beside them."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(8)
    after = chart.legend._element.find(qn("c:legendPos"))
    for place in reversed(range(shown, series)):
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
        after.addnext(parse_xml(entry))
