"""Few styles: three sheets are served, one of them has the rules for print, and every rule is used somewhere."""

import re
from enum import Enum
from pathlib import Path

import pytest

from csis.settings import CLASSIFICATIONS
from missions.charts.registry import CHARTS
from missions.domain import vocabulary
from missions.domain.commercial.posture import columns

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
SERVED = {"components.css", "pages.css", "print.css"}
LONGEST_FILE = 480
# HTMX marks the parts that it swaps with classes of its own.
SWAPPING = {"htmx-request"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([^{};]+)\{")
NAME = re.compile(r"(?<=[.#])[a-zA-Z][\w-]*")
WORD = re.compile(r"[a-zA-Z][\w-]*")
ATTRIBUTE = re.compile(
    r"""\b(?:class_?|id)=\\?["']((?:\{[{%].*?[%}]\}|[^"'])*)|"(?:class_?|id)": "([^"]*)""", re.DOTALL
)
FILLED = re.compile(r"[\w-]*-\{[{%].*?[%}]\}|\{[{%].*?[%}]\}", re.DOTALL)
MAIN = re.compile(r"block main_class %\}([^{]*)")
OPEN_END = re.compile(r"([a-zA-Z][\w-]*-)\{\{")
DECLARED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
USED = re.compile(r"var\((--[\w-]+)")
STRING = re.compile(r""""[^"\n]*"|`[^`]*`""")


def named_in(sheet: str) -> set[str]:
    """The classes and identifiers in the selectors of a sheet."""
    selectors = SELECTOR.findall(COMMENT.sub("", sheet))
    return {name for one in selectors if not one.strip().startswith("@") for name in NAME.findall(one)}


def tokens_of(sheet: str) -> tuple[set[str], set[str]]:
    """The custom properties that a sheet declares, and those that it uses."""
    rules = COMMENT.sub("", sheet)
    return set(DECLARED.findall(rules)), set(USED.findall(rules))


def filled(markup: str, values: set[str]) -> set[str]:
    """The classes and identifiers in markup, and those that it may have with one of the values filled in."""
    given = " ".join("".join(pair) for pair in ATTRIBUTE.findall(markup))
    given += " " + " ".join(MAIN.findall(markup))
    starts = OPEN_END.findall(given)
    return set(WORD.findall(FILLED.sub(" ", given))) | {start + value for start in starts for value in values}


def text_of(folder: str, ending: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob(f"*.{ending}")))


def given_anywhere() -> set[str]:
    """Every class and identifier in templates, Python, our scripts or plotly."""
    words = (vocabulary, columns)
    kinds = [one for held in words for one in vars(held).values() if isinstance(one, type) and issubclass(one, Enum)]
    values = {str(member.value) for kind in kinds for member in kind}
    values |= {marking.lower().replace(" ", "-") for marking in CLASSIFICATIONS}
    templates = text_of("templates", "html") + text_of("templates", "jinja")
    markup = filled(templates + text_of("missions", "py"), values)
    scripts = " ".join(STRING.findall(text_of("static/js", "js")))
    drawing = (ROOT / "static" / "vendor" / "plotly" / "plotly.min.js").read_text(encoding="utf-8")
    return markup | set(WORD.findall(scripts)) | set(WORD.findall(drawing)) | set(CHARTS) | SWAPPING


def test_three_sheets_are_served_in_the_order_of_their_layers() -> None:
    assert {path.name for path in CSS.iterdir()} == SERVED
    assets = (ROOT / "templates" / "components" / "frame" / "assets.html").read_text(encoding="utf-8")
    assert re.findall(r"static 'css/(\w+\.css)' %\}\"( media=\"print\")?", assets) == [
        ("components.css", ""),
        ("pages.css", ""),
        ("print.css", ' media="print"'),
    ]


@pytest.mark.parametrize("name", sorted(SERVED))
def test_every_rule_of_a_sheet_applies_to_something(name: str) -> None:
    sheet = (CSS / name).read_text(encoding="utf-8")
    assert sorted(named_in(sheet) - given_anywhere()) == []
    assert len(sheet.splitlines()) <= LONGEST_FILE
    assert "@media print" not in sheet


def test_every_token_is_declared_and_used() -> None:
    sheets = [tokens_of(path.read_text(encoding="utf-8")) for path in CSS.iterdir()]
    declared, used = (set().union(*one) for one in zip(*sheets, strict=True))
    assert sorted(declared ^ used) == []


def test_the_check_finds_violations() -> None:
    rule = ".lane--hybrid > .gone:not(.label), #mix { color: #fff; margin: .5em }"
    sheet = f"/* .told {{}} */ @media (max-width: 9em) {{ {rule} }}"
    assert named_in(sheet) == {"lane--hybrid", "gone", "label", "mix"}
    assert tokens_of(":root { --size-9: 9px; } p { margin: var(--gap) }") == ({"--size-9"}, {"--gap"})
    markup = '<p class="lane lane--{{ kind }}{% if new %} label{% endif %}" id="mix">gone</p>'
    assert filled(markup, {"hybrid"}) == {"lane", "lane--hybrid", "label", "mix"}
