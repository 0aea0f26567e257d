"""Parts of sentences: a number with its noun, a list, and the text for nothing."""

from collections.abc import Iterable

NO_AREAS = "The record has no mission areas on this date."


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, such as "1 area" or "3 areas"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Such as "a, b and c"; empty for an empty list."""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {word} {last}" if most else last
