"""Two tabs that confirm the same import at the same time record it once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import psycopg
from django.db import connection

from missions.access import Actor
from missions.actions.errors import NotReady
from missions.actions.exchange import imports, staging
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Function, StagedImport
from tests import factories
from tests.patience import STEP_SECONDS
from tests.uploads import HEADER, function_row

TABS = 4


def confirm(barrier: threading.Barrier, by: Actor, staged: StagedImport) -> str:
    """Confirm over a connection of this thread; returns the result."""
    try:
        barrier.wait(STEP_SECONDS)
        imports.confirm(by=by, staged=staged, reason="Race.")
    except NotReady:
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
        came = [one.result(STEP_SECONDS) for one in [pool.submit(confirm, barrier, by, staged) for _ in range(TABS)]]
    assert sorted(came) == ["done already"] * (TABS - 1) + ["recorded"]
    assert Function.objects.filter(code__startswith="N-").count() == 50
    assert AuditEntry.objects.filter(action="import").count() == 1


def test_others_write_even_about_its_area_while_an_import_is_prepared(
    real_db: None, owner: psycopg.Connection, app_connect: Callable[..., psycopg.Connection]
) -> None:
    """Writers wait only for the insert: the import stops just before it until all of them have written."""
    by = factories.actor(Role.ANALYST)
    functions = [factories.function(f"{code}-{n}", area_code=code) for code in ("SATCOM", "SDA") for n in range(5)]
    content = "\n".join([HEADER, *(function_row(f"N-{n}", "New") for n in range(50))]).encode()
    staged = staging.read(staging.stage(by=by, file=BytesIO(content), name="file.csv"))
    imports.plan_next(by=by, staged=staged)
    barrier = threading.Barrier(1)
    with app_connect() as holder, ThreadPoolExecutor(1 + len(functions)) as pool:
        with owner.transaction():
            # Only the import draws keys of new functions.
            owner.execute("ALTER SEQUENCE missions_function_id_seq CACHE 1")
            importing = pool.submit(confirm, barrier, by, staged)
            _until_it_waits(holder)
            written = [pool.submit(_assess, function) for function in functions]
            assert [one.result(STEP_SECONDS) for one in written] == [function.pk for function in functions]
            assert not importing.done()
        assert importing.result(STEP_SECONDS) == "recorded"
    actions = AuditEntry.objects.order_by("-sequence").values_list("action", flat=True)
    assert list(actions[:11]) == ["import", *["assess"] * 10]


def _assess(function: Function) -> int:
    try:
        return factories.assessment(function).function_id
    finally:
        connection.close()


def _until_it_waits(asking: psycopg.Connection) -> None:
    """Wait until the import waits for the keys of its rows."""
    for _ in range(600):
        waits = asking.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]
        asking.rollback()
        if waits:
            return
        time.sleep(0.05)
    raise AssertionError("The import never came to where it waits.")
