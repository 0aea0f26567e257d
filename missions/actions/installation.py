"""What a database was created for, and the clock of those that may have one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from missions.domain import canonical
from missions.domain.vocabulary import InstallationKind
from missions.models import Installation


class WrongInstallation(Exception):
    """The database was created for something else; the message says for what."""


def install(kind: InstallationKind, *, sample: bool | None = None) -> Installation:
    """Flag a new database. Returns what it was created for and from, which stays as it was.

    `sample` says whether it is made with the sample; None leaves that to the kind, or to what the database says.
    Raises `WrongInstallation` if it was created for something else, or otherwise than `sample` asks.
    """
    installed = Installation.objects.first()
    if installed is None:
        chosen = kind == InstallationKind.DEMONSTRATION if sample is None else sample
        return Installation.objects.create(kind=kind, sample=chosen)
    if installed.kind != kind:
        raise WrongInstallation(f"This database was created for {installed.kind}, not for {kind}.")
    if sample is not None and installed.sample != sample:
        raise WrongInstallation(f"This database was created {_made(installed.sample)}, not {_made(sample)}: reset it.")
    return installed


def _made(sample: bool) -> str:
    return "with the sample" if sample else "without the sample"


def demand(*kinds: InstallationKind) -> Installation:
    """Returns what the database was created for; raises `WrongInstallation` unless that is one of `kinds`."""
    installed = Installation.objects.first()
    if installed is None or installed.kind not in kinds:
        raise WrongInstallation(f"This needs a database created for {' or '.join(kinds)}.")
    return installed


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """Let a demonstration or test database record what follows as at `moment`; others take no notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('csis.clock', %s, false)", [canonical.instant(moment)])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('csis.clock', '', false)")
