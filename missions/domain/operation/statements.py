"""The line with the head of the chain that witnesses receive, and how to find it in what they keep."""

import re
from collections.abc import Iterator

CHAIN = re.compile(r"(?<![0-9a-f])([0-9]{1,18}):([0-9a-f]{64})(?![0-9a-f])")
# Mail may break a line anywhere, with "=" at its end.
BROKEN = re.compile(r"=\r?\n")


def line(at: str, sequence: int, digest: str) -> str:
    """The line for a file or a mail: the time in ISO 8601, and the head of the chain."""
    return f"{at} {sequence}:{digest}"


def found(text: str) -> Iterator[tuple[int, str]]:
    """Every head of a chain that a text names, in order."""
    for match in CHAIN.finditer(BROKEN.sub("", text)):
        yield int(match[1]), match[2]
