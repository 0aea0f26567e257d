"""What a database was created for, and the clock of those that may have one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from missions.domain import canonical
from missions.domain.vocabulary import InstallationKind
from missions.models import Installation
from missions.queries.moment import today_of_database


class WrongInstallation(Exception):
    """The database was created for something else; the message says for what."""


def install(kind: InstallationKind) -> None:
    """Flag a new database; raises `WrongInstallation` if it was created for something else."""
    installed = Installation.objects.first()
    if installed is None:
        Installation.objects.create(kind=kind)
    elif installed.kind != kind:
        raise WrongInstallation(f"This database was created for {installed.kind}, not for {kind}.")


def demand(*kinds: InstallationKind) -> None:
    """Raise `WrongInstallation` unless the database was created for one of `kinds`."""
    installed = Installation.objects.first()
    if installed is None or installed.kind not in kinds:
        raise WrongInstallation(f"This needs a database created for {' or '.join(kinds)}.")


# The day of what is recorded now.
today = today_of_database


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """Let a demonstration or test database record what follows as at `moment`; others take no notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('csis.clock', %s, false)", [canonical.instant(moment)])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('csis.clock', '', false)")
