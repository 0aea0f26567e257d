"""Charts and symbols as SVG, for the PDF: a few rectangles and words, the same for the same numbers."""

from xml.sax.saxutils import escape

from missions.domain.vocabulary import Category, Standing
from missions.exports.briefings.slide import Bars
from missions.exports.look import CATEGORY, INK, PAPER, STANDING, STANDING_FILL
from missions.exports.words import clean

LABEL, LEGEND, STEP_MOST = 150, 34, 110
HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0h6v6H0z" fill="#fff"/><path d="M1.5 0v6" stroke="#'
    f'{STANDING[Standing.OPEN]}" stroke-width="2"/></pattern>'
)
Key = Category | Standing | None


def bars(content: Bars, width: int, height: int) -> str:
    """A stacked bar chart that fills `width` by `height` units, the first label at the top."""
    by_standing = any(isinstance(key, Standing) for key, _, _ in content.series)
    head = LEGEND if by_standing else 0
    step = min((height - head) / max(len(content.labels), 1), STEP_MOST)
    thick = step * 0.66
    most = max((sum(stack) for stack in zip(*(values for _, _, values in content.series), strict=True)), default=0)
    unit = (width - LABEL - 4) / max(most, 1)
    parts = [_legend(content)] if by_standing else []
    for row, label in enumerate(content.labels):
        top = head + row * step
        parts.append(_words(LABEL - 10, top + thick / 2, label, "end"))
        left = float(LABEL)
        for key, _, values in content.series:
            if values[row]:
                parts.append(_bar(key, left, top, values[row] * unit, thick, values[row]))
                left += values[row] * unit
    return _svg(width, round(head + step * len(content.labels)), f"<defs>{HATCH}</defs>{''.join(parts)}")


def symbol(category: Category | None) -> str:
    """The category's circle: filled, half filled, open, or dashed for none."""
    color = f"#{CATEGORY[category]}"
    fill = color if category is Category.GOVERNMENT_PRIMARY else "none"
    dash = ' stroke-dasharray="2 2.7"' if category is None else ""
    circle = f'<circle cx="8" cy="8" r="6" fill="{fill}" stroke="{color}" stroke-width="2"{dash}/>'
    half = f'<path d="M8 2a6 6 0 0 0 0 12z" fill="{color}"/>' if category is Category.HYBRID else ""
    return _svg(16, 16, circle + half)


def _bar(key: Key, left: float, top: float, width: float, height: float, number: int) -> str:
    fill, line, ink = _paint(key)
    dash = ' stroke-dasharray="4 3"' if key is Standing.UNASSESSED else ""
    area = f'x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}"'
    box = f'<rect {area} fill="{fill}" stroke="{line}"{dash}/>'
    middle = left + width / 2
    ground = ""
    if key is Standing.OPEN:
        ground = f'<rect x="{middle - 9:.2f}" y="{top + height / 2 - 8:.2f}" width="18" height="16" fill="#fff"/>'
    return box + ground + _words(middle, top + height / 2, str(number), "middle", ink, bold=True)


def _paint(key: Key) -> tuple[str, str, str]:
    """Fill, outline and color of the number."""
    if not isinstance(key, Standing):
        return f"#{CATEGORY[key]}", f"#{CATEGORY[key]}", f"#{PAPER}"
    fill = "url(#hatch)" if key is Standing.OPEN else f"#{STANDING_FILL[key]}"
    return fill, f"#{STANDING[key]}", f"#{PAPER if key is Standing.GOVERNMENT else INK}"


def _legend(content: Bars) -> str:
    parts = []
    for place, (key, name, _) in enumerate(content.series):
        left = LABEL + place * 150
        fill, line, _ = _paint(key)
        dash = ' stroke-dasharray="3 2"' if key is Standing.UNASSESSED else ""
        parts.append(f'<rect x="{left}" y="3" width="14" height="14" fill="{fill}" stroke="{line}"{dash}/>')
        parts.append(_words(left + 21, 10, name, "start"))
    return "".join(parts)


def _words(left: float, middle: float, text: str, anchor: str, color: str = f"#{INK}", *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{left:.2f}" y="{middle + 5:.2f}" font-family="Public Sans" font-size="14"{weight} fill="{color}" '
        f'text-anchor="{anchor}">{escape(clean(text))}</text>'
    )


def _svg(width: float, height: float, content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{content}</svg>'
