"""Patterns that people write for names: plain text with anchors and alternatives, so that matching is never slow."""

import re

REPEATING = re.compile(r"(?<!\\)(?:\\\\)*[*+{}()]")
LONGEST = 200
MOST_OPTIONAL = 8


def check_pattern(pattern: str) -> None:
    """Raise ValueError, with a message for the screen, if a pattern is not plain text with `^ $ | . ? [ ] \\`."""
    if len(pattern) > LONGEST:
        raise ValueError(f"A pattern has at most {LONGEST} characters.")
    if REPEATING.search(pattern) or pattern.count("?") > MOST_OPTIONAL:
        raise ValueError(
            "A pattern is plain text with ^, $, |, ., [ ] and at most eight ?; put \\ before ( ) * + { } to mean them."
        )
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"The pattern cannot be read: {error}.") from error
