"""What a briefing is asked for: a format, and areas that get a slide each."""

from dataclasses import dataclass, field

from django.http import QueryDict

from missions.domain.record.portfolio import Portfolio
from missions.exports.registry import BRIEFING_FORMATS
from missions.exports.words import short

MOST_AREAS = 40
LONGEST = 60


@dataclass(frozen=True)
class AskedBriefing:
    """What is asked for. With `errors` (a message by field name) it is not to be built."""

    ending: str
    areas: tuple[str, ...]
    errors: dict[str, str] = field(default_factory=dict)


def read_briefing(query: QueryDict, portfolio: Portfolio) -> AskedBriefing:
    """Read `format=pptx` and `areas=SATCOM,SDA` (or one `areas` each): known codes, in the strategy's order."""
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
        errors["areas"] = f"Choose up to {MOST_AREAS} areas; each gets a slide."
    return AskedBriefing(ending, chosen, errors)
