"""The one visual language on paper: colors of categories and standings, and those of the markings."""

from missions.domain.vocabulary import Category, Standing

INK = "1B1B1B"
QUIET = "565C65"
LINE = "A9AEB1"
PAPER = "FFFFFF"
DRIFT = "7A5200"
OVERDUE = "B50909"

CATEGORY = {
    Category.GOVERNMENT_PRIMARY: "1A4480",
    Category.HYBRID: "7A5195",
    Category.COMMERCIAL_PRIMARY: "00797A",
    None: QUIET,
}
STANDING = {
    Standing.GOVERNMENT: "1A4480",
    Standing.OPEN: "746A8C",
    Standing.DEMONSTRATED: "00797A",
    Standing.UNASSESSED: QUIET,
}
STANDING_FILL = {
    Standing.GOVERNMENT: "1A4480",
    Standing.OPEN: PAPER,
    Standing.DEMONSTRATED: "C3E3E3",
    Standing.UNASSESSED: PAPER,
}
# Marking: ground and text.
MARKING = {
    "UNCLASSIFIED": ("007A33", PAPER),
    "CUI": ("502B85", PAPER),
    "CONFIDENTIAL": ("0033A0", PAPER),
    "SECRET": ("B3001E", PAPER),
    "TOP SECRET": ("FF8C00", "000000"),
}
NO_CATEGORY = "No category in force"


def marking(banner: str) -> tuple[str, str]:
    """Ground and text color of a classification banner; black on white for one that is not known."""
    return MARKING.get(banner, (PAPER, "000000"))
