"""The basis of the visits: a fault is reported at the width where it shows, whatever was seen before."""

import pytest

from tests.browser.watch import BETWEEN, WIDTHS, Watch

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>body {{ background: #fff; color: #000 }}
@media (min-width: 600px) {{ {wide} }} @media (max-width: 599px) {{ {narrow} }}</style></head>
<body><main><h1>A page</h1><div><p>Some words</p></div></main></body></html>"""
PALE, DARK, HIDDEN = "p { color: #ccc }", "main { background: #111 }", "div { display: none }"
NARROW, WIDE = WIDTHS


@pytest.mark.parametrize(
    ("narrow", "wide", "told"),
    [
        ("", "", []),
        (PALE, "", [NARROW]),
        ("", PALE, [WIDE]),
        ("", DARK, [WIDE]),
        (HIDDEN + PALE, PALE, [WIDE]),
        ("", "h1 { display: none }", [WIDE]),
        ("p { overflow-wrap: anywhere; width: 3em }", "p { width: 3em }", []),
        ("", "p { overflow-wrap: anywhere; width: 2em }", [WIDE]),
    ],
    ids=[
        "nothing",
        "pale on a phone",
        "pale where wide",
        "a dark ground",
        "not seen before",
        "no heading",
        "words that fit",
        "a broken word",
    ],
)
def test_a_fault_is_reported_at_the_width_where_it_shows(watch: Watch, narrow: str, wide: str, told: list[int]) -> None:
    watch.looks.clear()
    watch.open("about:blank")
    watch.page.set_content(PAGE.format(narrow=narrow, wide=wide))
    assert sorted({int(line.partition(":")[0]) for line in watch.look()}) == told


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("<td>Words that fit</td>", []),
        ("<td style='overflow-wrap: anywhere'>Reconnaissance</td>", ["broken words: Reconnaissance"]),
        ("<td><p style='width: 300px'>Wider than its section</p></td>", ["a table sticks out: What there is"]),
    ],
    ids=["words that fit", "a broken word", "a table over what is beside it"],
)
def test_tables_are_also_looked_at_between_a_phone_and_a_desktop(watch: Watch, table: str, told: list[str]) -> None:
    watch.open("about:blank")
    style = f"@media ({BETWEEN}px <= width < 1000px) {{ section {{ width: 90px }} }} td p {{ white-space: normal }}"
    heads = "<caption>What there is</caption><thead><tr><th>Head</th></tr></thead>"
    page = PAGE.format(narrow="td p { max-width: 100% }", wide="table { width: 100% }")
    rows = f"<style>{style}</style><section><table>{heads}<tr>{table}</tr></table></section>"
    watch.page.set_content(page.replace("<p>Some words</p>", rows))
    assert watch.look() == [f"{BETWEEN}: {line}" for line in told]
