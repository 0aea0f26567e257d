"""The purpose of a database, and the clock of databases that may set one."""

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
    """Declare the purpose of a new database. Returns its purpose and origin, which never change.

    `sample` says whether it is made with the sample; None leaves that to the kind, or to what the database says. Raises
    `WrongInstallation` if it was created for another purpose, or with another answer than `sample`.
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
    """Returns the purpose of the database; raises `WrongInstallation` unless it is one of `kinds`."""
    installed = Installation.objects.first()
    if installed is None or installed.kind not in kinds:
        raise WrongInstallation(f"This needs a database created for {' or '.join(kinds)}.")
    return installed


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """Let a demonstration or test database record what follows as of `moment`; it has no effect on others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('csis.clock', %s, false)", [canonical.instant(moment)])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('csis.clock', '', false)")
