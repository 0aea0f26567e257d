"""Text as people type and paste it, without invisible characters around it."""

import re
from functools import partial

# Zero widths, marks of byte order and direction, joiners, soft hyphens, and letters that print nothing.
UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0"
# Marks that change the direction of the following text: invisible too, but needed to read it correctly.
DIRECTION = "\u202a-\u202e\u2066-\u2069"
INVISIBLE = re.compile(f"[{UNSEEN}{DIRECTION}]")
# A text in which nothing is visible, or the invisible parts around it; each character is looked at once.
AROUND = re.compile(rf"\A[\s{UNSEEN}{DIRECTION}]*+\Z|\A[\s{UNSEEN}]++|(?<![\s{UNSEEN}])[\s{UNSEEN}]++\Z")
# Beyond line ends and tabs, control characters print nothing either.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


# The text without white space and invisible characters around it; empty if nothing is visible.
trimmed = partial(AROUND.sub, "")


def bare(text: str) -> str:
    """A code, a date or an answer: without invisible characters anywhere."""
    return INVISIBLE.sub("", text).strip()


def visible(text: str) -> str:
    """The visible part of a text, equal for two texts that look alike, with line ends of one kind."""
    return CONTROL.sub("", INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()
