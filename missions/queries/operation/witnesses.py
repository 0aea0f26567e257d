"""The head of the chain by each witness, and when each last received it."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings

from missions.domain.operation import statements
from missions.domain.vocabulary import Witness
from missions.models import Witnessing
from missions.queries.people.verification import ChainClaim
from missions.storage import witnesses


def named() -> list[Witness]:
    """The configured witnesses."""
    where = {
        Witness.MAIL: settings.WITNESS_MAIL,
        Witness.FILE: settings.WITNESS_FILE,
        Witness.GIT: settings.WITNESS_GIT,
        Witness.TIMESTAMP: settings.WITNESS_TSA,
    }
    return [witness for witness in Witness if where[witness]]


def claims() -> Iterator[ChainClaim]:
    """The statements of every configured witness about the chain, except those that keep mails.

    Raises `Untold` for one that cannot be reached, has nothing, or whose receipt is not signed.
    """
    if settings.WITNESS_FILE:
        yield from _claims([witnesses.read(Path(settings.WITNESS_FILE))], "the file")
    if settings.WITNESS_GIT:
        yield from _claims([witnesses.fetch(settings.WITNESS_GIT)], "the Git remote")
    if settings.WITNESS_TSA:
        yield from _claims(_stamped(), "the time-stamp authority")


def claims_of_mails(path: Path) -> Iterator[ChainClaim]:
    """The statements of mails about the chain, from one file or every file in a folder. Raises `Untold`."""
    paths = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    yield from _claims(map(witnesses.read, paths), "a mail")


def last_told() -> dict[Witness, Witnessing]:
    """The last time that each witness was sent the head, without receipts. One query."""
    newest = Witnessing.objects.order_by("witness", "-pk").distinct("witness").defer("receipt")
    return {Witness(one.witness): one for one in newest}


def _claims(texts: Iterable[str], by: str) -> list[ChainClaim]:
    found = [ChainClaim(*one, by) for one in chain.from_iterable(map(statements.found, texts))]
    if not found:
        raise witnesses.Untold(f"Nothing about the chain is kept by {by}.")
    return found


def _stamped() -> Iterator[str]:
    authority = Path(settings.WITNESS_TSA_CA)
    if not authority.is_file():
        raise witnesses.Untold("CSIS_WITNESS_TSA_CA must name the file of the time-stamp authority's certificates.")
    for one in Witnessing.objects.filter(witness=Witness.TIMESTAMP, error="").exclude(receipt=None).iterator():
        said = f"{one.sequence}:{one.digest}"
        if not witnesses.is_stamped(bytes(one.receipt), said, authority):
            raise witnesses.Untold(f"The time stamp of {said} is not signed by the authority.")
        yield said
