"""Colors are declared once in Python, and the style sheet has the same values."""

import re
from pathlib import Path

import pytest

from missions.charts import palette

ROOT = Path(__file__).resolve().parents[2]
SHEET = (ROOT / "static" / "css" / "components.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"^  --([a-z-]+): (#[0-9a-f]+);$", SHEET, re.MULTILINE))
NAMED = {
    name.lower().replace("_", "-"): value
    for name, value in vars(palette).items()
    if name.isupper() and isinstance(value, str)
}


def whole(color: str) -> str:
    """The color with six digits, from one with three or six."""
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])


def test_every_color_is_the_token_of_its_name() -> None:
    assert {name: whole(TOKENS[name]) for name in NAMED} == NAMED
    assert len(NAMED) > 12


@pytest.mark.parametrize("banner", palette.MARKING)
def test_the_markings_have_the_colors_of_the_banner(banner: str) -> None:
    plain = re.search(r"\.classification \{ background: (#\w+); color: (#\w+);", SHEET).groups()
    own = re.search(rf"\.classification--{banner.lower().replace(' ', '-')} \{{ (.*) \}}", SHEET)
    said = dict(re.findall(r"(background|color): (#\w+);", own[1])) if own else {}
    told = (said.get("background", plain[0]), said.get("color", plain[1]))
    assert tuple(map(whole, told)) == palette.MARKING[banner]


def test_no_other_file_contains_a_color_of_the_palette() -> None:
    palette_file = Path(palette.__file__)
    files = [path for ending in ("py", "typ") for path in (ROOT / "missions").rglob(f"*.{ending}")]
    colors = {color.removeprefix("#") for color in NAMED.values()}
    spelled = re.compile(rf"\b({'|'.join(colors)})\b", re.IGNORECASE)
    found = {path.name: spelled.findall(path.read_text(encoding="utf-8")) for path in files if path != palette_file}
    assert {name: hits for name, hits in found.items() if hits} == {}
