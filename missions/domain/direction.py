"""Text in both directions: a right-to-left name does not reorder the text around it."""

import unicodedata

FROM_RIGHT = {"R", "AL", "AN"}
FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """Returns the text between the marks that isolate its direction (UAX #9) if it contains right-to-left letters."""
    if text.isascii() or FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, text)):
        return text
    return f"{FIRST_STRONG}{text}{POP}"
