"""Sends the head of the chain to places that no role of the program can change."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from missions.domain import canonical
from missions.domain.operation import statements
from missions.domain.vocabulary import Witness
from missions.models import ChainHead, Witnessing
from missions.queries.operation.witnesses import named
from missions.queries.people.audit import head
from missions.storage import witnesses
from missions.storage.witnesses import Untold

BODY = """{banner}

{line}

Keep this mail. It proves later that nothing of the record before that entry was rewritten:
manage.py verify_audit --mails FILE

{banner}
"""
BROKEN_OFF = "The worker ended before it was sent."


class SomeUntold(Exception):
    """Some witnesses did not receive the head; the message says which, and why."""


def tell() -> list[Witnessing]:
    """Send the head of the chain to each configured witness, even if another one fails.

    Returns what was sent, nothing without witnesses. Raises `SomeUntold` after all were tried.
    """
    end = head()
    told = [_told(witness, TELLS[witness], end) for witness in named()]
    failed = [f"{one.get_witness_display()}: {one.error}" for one in told if one.error]
    if failed:
        raise SomeUntold(" ".join(failed))
    return told


def _mail(line: str, chain: str) -> None:
    EmailMessage(
        subject=f"csis: head of the audit chain, entry {chain.partition(':')[0]}",
        body=BODY.format(banner=settings.CLASSIFICATION, line=line),
        to=settings.WITNESS_MAIL,
    ).send()


# How to send a line with the head of the chain to each witness.
TELLS: dict[Witness, Callable[[str, str], bytes | None]] = {
    Witness.MAIL: _mail,
    Witness.FILE: lambda line, _: witnesses.append(Path(settings.WITNESS_FILE), line),
    Witness.GIT: lambda line, _: witnesses.push(settings.WITNESS_GIT, line),
    Witness.TIMESTAMP: lambda _, chain: witnesses.stamp(settings.WITNESS_TSA, chain),
}


def _told(witness: Witness, to: Callable[[str, str], bytes | None], end: ChainHead) -> Witnessing:
    # It stays like this if the worker is killed before the outcome is known.
    one = Witnessing(witness=witness, sequence=end.sequence, digest=end.digest, error=BROKEN_OFF)
    one.save()
    try:
        line = statements.line(canonical.instant(end.recorded_at), end.sequence, end.digest)
        one.receipt, one.error = to(line, str(end)), ""
    except (Untold, OSError) as error:
        # The answer of a mail server is one of the latter.
        one.error = str(error) or type(error).__name__
    one.save()
    return one
