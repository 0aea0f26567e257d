"""A verification that runs while others record."""

import gc
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from missions.models import Evidence
from missions.queries.people.verification import record_models, verify
from tests import factories
from tests.patience import SECONDS, until

WAITS = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_entries_recorded_while_it_starts_break_no_later_transaction(real_db, owner, app_connect) -> None:
    watching = app_connect(autocommit=True)
    first = record_models()[0]._meta.db_table
    with ThreadPoolExecutor(1) as pool:
        with owner.transaction():
            # It knows the end of the chain, and is about to open its first table.
            owner.execute(f"LOCK TABLE {first} IN ACCESS EXCLUSIVE MODE")
            found = pool.submit(verified_and_worked_on)
            until(lambda: watching.execute(WAITS).fetchone())
            factories.evidence("Meanwhile")
        assert found.result(SECONDS) == []
    connection.close()


def verified_and_worked_on() -> list[str]:
    """The findings; the rest of the reading is discarded in the middle of the next transaction."""
    gc.disable()
    try:
        found = [finding.what for finding in verify()]
        with transaction.atomic():
            Evidence.objects.count()
            gc.collect()
            Evidence.objects.count()
        return found
    finally:
        gc.enable()
        connection.close()
