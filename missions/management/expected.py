"""The option --expect: an entry that the chain must contain."""

import re

from django.core.management import CommandError

from missions.queries.people.verification import ChainClaim

EXPECTED = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


def expected(text: str) -> ChainClaim:
    """The claim in `--expect SEQUENCE:DIGEST`. Raises CommandError."""
    match = EXPECTED.fullmatch(text)
    if match is None:
        raise CommandError(f"--expect takes SEQUENCE:DIGEST, as this command prints it, not {text!r}.")
    return ChainClaim(int(match[1]), match[2])
