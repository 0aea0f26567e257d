"""The palette in the form of office files, six capital digits, and the colors of the markings."""

from collections.abc import Mapping
from typing import TypeVar

from missions.charts import palette

T = TypeVar("T")


def digits(color: str) -> str:
    """The color as six capital digits, without its sign."""
    return color.removeprefix("#").upper()


def _all(colors: Mapping[T, str]) -> dict[T, str]:
    return {key: digits(color) for key, color in colors.items()}


INK, QUIET, PAPER = digits(palette.INK), digits(palette.INK_QUIET), digits(palette.PAPER)
# So light that text over it is readable.
WATERMARK = "F0F0F1"
LINE, LIGHT_LINE = digits(palette.LINE_STRONG), digits(palette.LINE)
DRIFT, OVERDUE = digits(palette.DRIFT_TEXT), digits(palette.OVERDUE)
CATEGORY, STANDING, STANDING_FILL = _all(palette.CATEGORY), _all(palette.STANDING), _all(palette.STANDING_FILL)


def marking(banner: str) -> tuple[str, str]:
    """Background and text color of a classification banner; black on white for an unknown one."""
    ground, ink = palette.MARKING.get(banner, (palette.PAPER, "#000000"))
    return digits(ground), digits(ink)
