"""Text as files can contain it: without what XML, a slide or a spreadsheet cell would reject or misread."""

import re
from collections.abc import Iterable

from missions.domain.difference import Difference
from missions.sheets.table import GUARDED

# Control characters that XML forbids, halves of surrogate pairs, and the two noncharacters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that change the direction of the surrounding text. Those that isolate a name in a sentence are our own.
TURNING = re.compile("[\u202a-\u202e\u2066\u2067]")
ISOLATING = re.compile("[\u2068\u2069]")
# What a spreadsheet takes for the beginning of a formula, in ASCII and full width; also after an apostrophe, so that an
# import removes exactly the apostrophe that was added.
FORMULA = re.compile("[' ]*[=+@\\t\\r\\n＝＋－＠-]")
CELL = 32_000


def clean(text: str) -> str:
    """The text without what a file format forbids or what would change the direction of the surrounding text."""
    return TURNING.sub("", FORBIDDEN.sub("", text))


def short(text: str, most: int) -> str:
    """The text, cleaned and on one line, cut after `most` characters with an ellipsis."""
    line = " ".join(ISOLATING.sub("", clean(text)).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def neutral(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula: an apostrophe precedes what could be one."""
    return f"'{text}" if FORMULA.match(text) else text


def written(text: str) -> str:
    """The text as a workbook's cell: an import removes one apostrophe before a formula, so it must have ours."""
    return f"'{text}" if GUARDED.match(text) else text


def cell(text: str) -> str:
    """The text as a workbook's cell can contain it."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= CELL else f"{cleaned[:CELL]}…"


def differences(changes: Iterable[Difference]) -> str:
    """The differences in one line: each with its label, before and after."""
    return "; ".join(f"{one.label}: {one.before or 'none'} → {one.after or 'none'}" for one in changes)
