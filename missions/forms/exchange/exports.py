"""What a briefing is requested for: a format, and areas that get a sheet each, or one proposal."""

import re
from dataclasses import dataclass, field

from django.http import QueryDict

from missions.domain.record.portfolio import Portfolio
from missions.exports.registry import BRIEFING_FORMATS
from missions.exports.words import short

MOST_AREAS = 40
LONGEST = 60
NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class AskedBriefing:
    """A request for a briefing. With `errors` (a message by field name), it must not be built."""

    ending: str
    areas: tuple[str, ...]
    proposal: int | None = None
    errors: dict[str, str] = field(default_factory=dict)


def read_briefing(query: QueryDict, portfolio: Portfolio) -> AskedBriefing:
    """Read `format=pptx`, and `proposal=12` or `areas=SATCOM,SDA` (or one `areas` each): known codes in order."""
    errors: dict[str, str] = {}
    ending = query.get("format", BRIEFING_FORMATS[0])
    if ending not in BRIEFING_FORMATS:
        errors["format"] = f"Choose {' or '.join(one.upper() for one in BRIEFING_FORMATS)}."
    asked = {code.strip() for text in query.getlist("areas") for code in text.split(",")} - {""}
    chosen = tuple(area.code for area in portfolio.everything if area.code in asked)
    unknown = sorted(asked - set(chosen))
    if unknown:
        errors["areas"] = f"There is no mission area {short(unknown[0], LONGEST)} at this date."
    elif len(chosen) > MOST_AREAS:
        errors["areas"] = f"Choose up to {MOST_AREAS} areas; each gets a sheet."
    return AskedBriefing(ending, chosen, _proposal(query, errors), errors)


def _proposal(query: QueryDict, errors: dict[str, str]) -> int | None:
    """The key of the proposal asked for, None if there is none."""
    text = query.get("proposal", "").strip()
    if not text:
        return None
    if NUMBER.fullmatch(text):
        return int(text)
    errors["proposal"] = "Name the proposal by its number."
    return None
