"""Rules for passwords: none that programs guess quickly, and none known from breaches of other sites.

Django loads this when somebody chooses the first password, because the library's lists of words take memory.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Words that guessers would try first, apart from the names of the account's owner.
CONTEXT = (
    "csis dashboard commercial space integration strategy spaceforce ussf spacecom pentagon guardian guardians "
    "sempersupra mission missions area areas satcom satellite launch viewer analyst reviewer authority steward auditor "
    "administrator"
)
# One of the library's five scores: 3 takes more than 10^8 guesses, too many with the waits of sign-in.
LEAST = 3
# The library examines this many characters; more make no password weaker.
LOOKED_AT = 72
# The least length of a password without the words that are tried first.
LEFT = 8
DIGEST = 40


class GuessableValidator:
    """Refuses common passwords, names, words of this program, sequences, repetitions, and combinations of these."""

    def validate(self, password: str, user: Any = None) -> None:
        first = [*CONTEXT.split(), *_names(user)]
        if len(_without(first, password)) < LEFT:
            said = "Without your names and the words of this program, too little of this password is left."
            raise ValidationError(said, code="guessable")
        found = zxcvbn(password[:LOOKED_AT], user_inputs=first)
        if found["score"] < LEAST:
            said = found["feedback"]["warning"].rstrip(".")
            why = f" {said}." if said else ""
            raise ValidationError(f"This password is too easy to guess.{why}", code="guessable")

    def get_help_text(self) -> str:
        return "Your password can’t be easy to guess: several unrelated words are best."


class BreachedValidator:
    """Refuses passwords in the deployment's list of breached ones."""

    def validate(self, password: str, user: Any = None) -> None:
        if _is_in(Path(settings.BREACHED_PASSWORDS), password):
            raise ValidationError("This password was stolen from another site. Choose another.", code="breached")

    def get_help_text(self) -> str:
        return "Your password can’t be one that was stolen from another site."


def _names(user: Any) -> list[str]:
    """The words of a person's names, and of whom they are of."""
    if user is None:
        return []
    organization = user.organization.name if user.organization_id else ""
    said = f"{user.username} {user.name} {user.email} {organization}"
    return said.casefold().replace("@", " ").replace(".", " ").split()


def _without(words: list[str], password: str) -> str:
    """The rest of a password without these words, the longest first; short words occur in anything."""
    left = password.casefold()
    for word in sorted({one for one in words if len(one) > 3}, key=len, reverse=True):
        left = left.replace(word, "")
    return left


def _is_in(file: Path, password: str) -> bool:
    """Whether the password's SHA-1 begins a line of a file of hexadecimal digests in ascending order.

    So Have I Been Pwned publishes them: `digest:count`. A few dozen reads find a line among a thousand million.
    """
    sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)
        # The line sought, if any, begins at `low` or later, and before `high`.
        while low < high:
            middle = (low + high) // 2
            if middle:
                lines.seek(middle - 1)
                lines.readline()
            else:
                lines.seek(0)
            if lines.tell() >= high:
                high = middle
                continue
            here = lines.readline()
            if here[:DIGEST].upper() == sought:
                return True
            low, high = (lines.tell(), high) if here[:DIGEST].upper() < sought else (low, middle)
    return False
