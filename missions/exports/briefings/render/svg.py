"""The gauge and the symbols as SVG, for the PDF: a few lines and texts, always the same for the same numbers."""

from xml.sax.saxutils import escape

from missions.domain.reviews.brief.gauge import Gauge
from missions.domain.vocabulary import Category
from missions.exports.briefings.render.gauges import HIGHEST, LOWEST, PLOT, RIGHTMOST, TICK, PointMark, dots, tracks
from missions.exports.colors import CATEGORY, INK, LIGHT_LINE, LINE, QUIET
from missions.exports.words import clean

SIZE = 9
# Points between the names in the legend, for each letter of the name.
LETTER = 4.9
MARKS = {
    PointMark.BEFORE: '<circle cx="{x}" cy="{y}" r="5" fill="#{line}"/>',
    PointMark.PROPOSED: '<path d="M{x} {y}m0 -6l6 6l-6 6l-6 -6z" fill="#{quiet}"/>',
    PointMark.NOW: '<circle cx="{x}" cy="{y}" r="3.5" fill="#{ink}"/>',
}


def gauge(held: Gauge, width: float, height: float) -> str:
    """The shares as dots against the thresholds as lines."""
    left, top, wide, high = PLOT[0] * width, PLOT[1] * height, PLOT[2] * width, PLOT[3] * height

    def across(share: float) -> float:
        return round(left + share / 100 * wide, 2)

    def down(at: float) -> float:
        return round(top + (HIGHEST - at) / (HIGHEST - LOWEST) * high, 2)

    parts = []
    for share in (0, 25, 50, 75, 100):
        parts.append(_line(across(share), top, across(share), top + high, LIGHT_LINE, 1))
        parts.append(_words(across(share), top + high + 8, f"{share}%", "middle", QUIET))
    points = dots(held)
    for place, track in enumerate(tracks(held)):
        at = down(track.height)
        parts.append(_words(left - 8, at, track.label, "end", bold=True))
        parts.append(_line(left, at, left + wide, at, LIGHT_LINE, 1))
        for one in track.thresholds:
            x = across(one.percent)
            parts.append(_line(x, down(track.height - TICK), x, down(track.height + TICK), QUIET, 2))
            parts.append(_words(x, down(track.height + TICK) - 5, one.words, "middle", QUIET))
        for dot in points:
            x = across(dot.shares[place])
            parts.append(_mark(dot.mark, x, at))
            beside, anchor = (-9, "end") if dot.shares[place] > RIGHTMOST else (9, "start")
            parts.append(_words(x + beside, at, dot.words[place], anchor, bold=dot.mark is PointMark.NOW))
    return _svg(round(width, 2), height, f"{_legend([(dot.mark, dot.name) for dot in points], left)}{''.join(parts)}")


def symbol(category: Category | None) -> str:
    """The category's circle: filled, half filled, open, or dashed for none."""
    color = f"#{CATEGORY[category]}"
    fill = color if category is Category.GOVERNMENT_PRIMARY else "none"
    dash = ' stroke-dasharray="2 2.7"' if category is None else ""
    circle = f'<circle cx="8" cy="8" r="6" fill="{fill}" stroke="{color}" stroke-width="2"{dash}/>'
    half = f'<path d="M8 2a6 6 0 0 0 0 12z" fill="{color}"/>' if category is Category.HYBRID else ""
    return _svg(16, 16, circle + half)


def _legend(names: list[tuple[PointMark, str]], left: float) -> str:
    parts, at = [], 8.0
    for mark, name in names:
        parts.append(_mark(mark, at, 6))
        parts.append(_words(at + 9, 6, name, "start"))
        at += 26 + len(name) * LETTER
    return "".join(parts)


def _mark(mark: PointMark, x: float, y: float) -> str:
    return MARKS[mark].format(x=x, y=y, ink=INK, line=LINE, quiet=QUIET)


def _line(x1: float, y1: float, x2: float, y2: float, color: str, wide: float) -> str:
    return f'<path d="M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}" stroke="#{color}" stroke-width="{wide}"/>'


def _words(left: float, middle: float, text: str, anchor: str, color: str = INK, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{left:.2f}" y="{middle + 3:.2f}" font-family="Public Sans" font-size="{SIZE}"{weight} '
        f'fill="#{color}" text-anchor="{anchor}">{escape(clean(text))}</text>'
    )


def _svg(width: float, height: float, content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{content}</svg>'
