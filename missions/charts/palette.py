"""The colors of the program, named like the tokens of the style sheet; figures and exports use them."""

from missions.domain.vocabulary import Category, Standing

GOVERNMENT_PRIMARY = "#1a4480"
HYBRID = "#7a5195"
COMMERCIAL_PRIMARY = "#00797a"
STANDING_GOVERNMENT = "#1a4480"
STANDING_OPEN = "#746a8c"
STANDING_DEMONSTRATED = "#00797a"
STANDING_DEMONSTRATED_FILL = "#c3e3e3"
DRIFT = "#c2850c"
DRIFT_TEXT = "#7a5200"
OVERDUE = "#b50909"
INK = "#1b1b1b"
INK_QUIET = "#565c65"
LINE = "#dfe1e2"
LINE_STRONG = "#a9aeb1"
PAPER = "#ffffff"

CATEGORY = {
    Category.GOVERNMENT_PRIMARY: GOVERNMENT_PRIMARY,
    Category.HYBRID: HYBRID,
    Category.COMMERCIAL_PRIMARY: COMMERCIAL_PRIMARY,
    None: INK_QUIET,
}
STANDING = {
    Standing.GOVERNMENT: STANDING_GOVERNMENT,
    Standing.OPEN: STANDING_OPEN,
    Standing.DEMONSTRATED: STANDING_DEMONSTRATED,
    Standing.UNASSESSED: INK_QUIET,
}
STANDING_FILL = {
    Standing.GOVERNMENT: STANDING_GOVERNMENT,
    Standing.OPEN: PAPER,
    Standing.DEMONSTRATED: STANDING_DEMONSTRATED_FILL,
    Standing.UNASSESSED: PAPER,
}
# Marking: background and text.
MARKING = {
    "UNCLASSIFIED": ("#007a33", PAPER),
    "CUI": ("#502b85", PAPER),
    "CONFIDENTIAL": ("#0033a0", PAPER),
    "SECRET": ("#b3001e", PAPER),
    "TOP SECRET": ("#ff8c00", "#000000"),
}


def washed(color: str, opacity: str) -> str:
    """The color as it appears over the background; `opacity` is a share such as ".18"."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"rgba({red},{green},{blue},{opacity})"
