"""Two tabs that confirm the same import at the same instant: it is recorded once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from django.db import connection

from missions.access import Actor
from missions.actions.exchange import imports, staging
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Function, StagedImport
from tests import factories
from tests.uploads import HEADER, function_row

TABS = 4


def confirm(barrier: threading.Barrier, by: Actor, staged: StagedImport) -> str:
    """Confirm over a connection of this thread's own; returns what came of it."""
    try:
        barrier.wait()
        imports.confirm(by=by, staged=staged, reason="Race.")
    except imports.Done:
        return "done already"
    finally:
        connection.close()
    return "recorded"


def test_an_import_confirmed_in_several_tabs_at_once_is_recorded_once(real_db: None) -> None:
    by = factories.actor(Role.ANALYST)
    content = "\n".join([HEADER, *(function_row(f"N-{n}", "New") for n in range(50))]).encode()
    staged = staging.read(staging.stage(by=by, file=BytesIO(content), name="file.csv"))
    imports.plan_next(by=by, staged=staged)
    barrier = threading.Barrier(TABS)
    with ThreadPoolExecutor(TABS) as pool:
        came = [one.result(timeout=60) for one in [pool.submit(confirm, barrier, by, staged) for _ in range(TABS)]]
    assert sorted(came) == ["done already"] * (TABS - 1) + ["recorded"]
    assert Function.objects.filter(code__startswith="N-").count() == 50
    assert AuditEntry.objects.filter(action="import").count() == 1
