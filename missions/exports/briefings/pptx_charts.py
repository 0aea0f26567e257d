"""Native charts for slides: they open with their numbers in the presentation program and can be edited there."""

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.slide import Slide as Page
from pptx.util import Emu, Pt

from missions.domain.vocabulary import Category, Standing
from missions.exports.briefings.slide import Bars
from missions.exports.look import CATEGORY, INK, PAPER, QUIET, STANDING, STANDING_FILL

# A zero takes no place in a stack, so its label would stand in its neighbor's.
NO_ZERO = "0;;;"


def draw_bars(page: Page, bars: Bars, place: tuple[Emu, Emu, Emu, Emu]) -> None:
    """A stacked bar chart, the first label at the top, with its summary as text alternative."""
    data = CategoryChartData(number_format="0")
    data.categories = bars.labels
    for _, name, values in bars.series:
        data.add_series(name, values)
    frame = page.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
    frame.name = "Chart"
    frame._element.xpath(".//p:cNvPr")[0].set("descr", bars.summary)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    _axes(chart)
    by_standing = any(isinstance(key, Standing) for key, _, _ in bars.series)
    chart.has_legend = by_standing
    if by_standing:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(12)
    chart.font.size, chart.font.color.rgb = Pt(12), RGBColor.from_string(INK)
    for series, (key, _, _) in zip(plot.series, bars.series, strict=True):
        _paint(series, key)


def _axes(chart: Chart) -> None:
    names, numbers = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.color.rgb = RGBColor.from_string(QUIET)
    names.has_major_gridlines = False
    numbers.has_major_gridlines = False
    numbers.minimum_scale = 0
    numbers.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    numbers.visible = False


def _paint(series: BarSeries, key: Category | Standing | None) -> None:
    """The fill that stands for a category or a standing, its outline, and a number that can be read on it."""
    fill, line = series.format.fill, series.format.line
    line.width = Pt(1)
    ink = PAPER
    if isinstance(key, Standing):
        line.color.rgb = RGBColor.from_string(STANDING[key])
        ink = PAPER if key is Standing.GOVERNMENT else INK
        if key is Standing.OPEN:
            fill.patterned()
            fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
            fill.fore_color.rgb = RGBColor.from_string(STANDING[key])
            fill.back_color.rgb = RGBColor.from_string(PAPER)
        else:
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(STANDING_FILL[key])
        if key is Standing.UNASSESSED:
            line.dash_style = MSO_LINE.DASH
    else:
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(CATEGORY[key])
        line.color.rgb = RGBColor.from_string(CATEGORY[key])
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, NO_ZERO, False
    labels.position = XL_LABEL_POSITION.CENTER
    labels.font.size, labels.font.bold = Pt(12), True
    labels.font.color.rgb = RGBColor.from_string(ink)
