"""Reads from a real streaming replica: nobody sees less than before, however far behind it is."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db.models.functions import Now

from csis import data, embedded
from missions.actions.people import accounts
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Session, User
from missions.storage.replica import STANDS
from tests import factories
from tests.database import Server
from tests.patience import until
from tests.running.browsers.cookies import Browser
from tests.running.servers import clusters
from tests.running.servers.sockets import listens
from tests.running.serving import Site, served

REACHED = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
# The last statement that a page made from the replica sends to it.
LAST_READ = "SELECT max(query_start) FROM pg_stat_activity WHERE datname = %s AND query = %s"
PAGE = "/evidence/"
# What may be revoked while somebody reads.
TAKEN = ("session", "account", "password", "role")
# Not before the server has noticed that the replica is gone.
LET_GO = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s AND NOT active"


@contextmanager
def copied(name: str) -> Iterator[clusters.Cluster]:
    """A replica of the tests' server, until the block ends."""
    if "CSIS_EMBEDDED" not in os.environ:
        pytest.skip("Only of the embedded server is it known how to copy it.")
    sockets = data.path("postgres") / "cluster"
    address = embedded.address("postgres", "postgres", sockets)
    # Other tests write a lot in the meantime.
    slot = f"{name}_{os.getpid()}"
    with clusters.place() as folder:
        copy = clusters.standby(address, folder / "replica", slot=slot)
        copy.start()
        try:
            yield copy
        finally:
            copy.stop("immediate")
            with psycopg.connect(address, autocommit=True) as session:
                until(lambda: session.execute(LET_GO, [slot]).rowcount)


def caught_up(standby: clusters.Cluster, server: Server) -> None:
    """Return once the replica has everything written so far."""
    with psycopg.connect(server.owner(), autocommit=True) as session:
        stands = session.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()[0]
    with standby.connect() as session:
        until(lambda: session.execute(REACHED, [stands]).fetchone()[0])


@pytest.fixture(scope="module")
def standby(database_server: Server) -> Iterator[clusters.Cluster]:
    with copied("replica") as copy:
        yield copy


@pytest.fixture(scope="module")
def follows(standby: clusters.Cluster, database_server: Server) -> Callable[[], None]:
    """Returns once the replica has everything written so far."""
    return lambda: caught_up(standby, database_server)


@pytest.fixture
def paused(standby: clusters.Cluster) -> Iterator[Callable[[], None]]:
    """Pauses the replica until the test ends."""
    with standby.connect() as session:
        yield lambda: session.execute("SELECT pg_wal_replay_pause()")
        session.execute("SELECT pg_wal_replay_resume()")


@pytest.fixture(scope="module")
def people(committing: Callable[[], AbstractContextManager[None]]) -> Iterator[dict[str, User]]:
    """Two people, and one who loses something, in a record that the tests of this file share."""
    with committing():
        yield {name: factories.user(name, Role.ANALYST) for name in ("analyst", "reader", *TAKEN)}


@pytest.fixture(scope="module")
def beside(people, database_server: Server, static_files: str) -> Callable[..., AbstractContextManager[Site]]:
    """Starts the program, with one process, beside its database and a replica with that limit in seconds."""
    own = {
        "DATABASE_URL": database_server.app(),
        "DATABASE_OWNER_URL": "",
        "CSIS_STATIC_ROOT": static_files,
        "WEB_WORKERS": "1",
    }

    def start(standby: clusters.Cluster, seconds: int) -> AbstractContextManager[Site]:
        caught_up(standby, database_server)
        replica = standby.url("csis_app", database_server.name)
        more = {"DATABASE_REPLICA_URL": replica, "DATABASE_REPLICA_SECONDS": str(seconds)}
        return served("csis.serve", "/readyz", own | more)

    return start


@pytest.fixture(scope="module")
def replicated(beside, standby: clusters.Cluster) -> Callable[[int], AbstractContextManager[Site]]:
    """Starts the program beside the replica that the tests of this file share."""
    return lambda seconds: beside(standby, seconds)


@pytest.fixture(scope="module")
def site(replicated) -> Iterator[Site]:
    """The program, for which the replica is never too far behind."""
    with replicated(3600) as site:
        yield site


def told(browser: Browser, title: str) -> bool:
    answer = browser.get(PAGE)
    assert answer.status == 200
    return title in answer.text


def added(browser: Browser, title: str) -> None:
    """Add evidence with the form."""
    sent = {"kind": "document", "title": title, "provenance": "public_source", "reason": "Found."}
    answer = browser.post("/evidence/add/", **sent)
    assert answer.status == 302, answer.text


@contextmanager
def watched(standby: clusters.Cluster, server: Server) -> Iterator[Callable[[Browser], bool]]:
    """Says whether a page was made from the replica."""
    with standby.connect() as session:

        def asked(browser: Browser) -> bool:
            before = session.execute("SELECT clock_timestamp()").fetchone()[0]
            assert browser.get(PAGE).status == 200
            last = session.execute(LAST_READ, [server.name, STANDS]).fetchone()[0]
            return last is not None and last > before

        yield asked


@pytest.fixture
def read_by_replica(standby: clusters.Cluster, database_server: Server) -> Iterator[Callable[[Browser], bool]]:
    with watched(standby, database_server) as asked:
        yield asked


def warm(browser: Browser) -> None:
    """Visit once, so that the cookies are set, and let the program learn the position of its primary."""
    assert browser.get(PAGE).status == 200
    until(lambda: browser.get(PAGE).status == 200 and "csis_seen" in browser.cookies)


def test_the_replica_answers_reads_and_the_primary_writes(site, people, follows, read_by_replica) -> None:
    analyst = Browser(people["analyst"], site.port)
    follows()
    warm(analyst)
    until(lambda: read_by_replica(analyst))
    added(analyst, "Seen by the primary")
    assert told(analyst, "Seen by the primary")
    follows()
    assert read_by_replica(analyst)
    assert told(analyst, "Seen by the primary")


def test_people_never_see_less_than_they_wrote_or_saw(site, people, follows, paused, read_by_replica) -> None:
    analyst, reader, other = (Browser(people[who], site.port) for who in ("analyst", "reader", "reader"))
    follows()
    for browser in (analyst, reader):
        warm(browser)
    until(lambda: read_by_replica(reader))
    paused()
    added(analyst, "Written while it stands")
    for _ in range(5):
        assert told(analyst, "Written while it stands")
    # Others see the record as the replica has it; a new visitor who sees the entry sees it from then on.
    assert not told(reader, "Written while it stands")
    for _ in range(5):
        assert told(other, "Written while it stands")


def test_a_replica_that_is_too_far_behind_answers_nobody(replicated, people, follows, paused, read_by_replica) -> None:
    with replicated(1) as site:
        analyst, reader = (Browser(people[who], site.port) for who in ("analyst", "reader"))
        follows()
        for browser in (analyst, reader):
            warm(browser)
        until(lambda: read_by_replica(reader))
        paused()
        added(analyst, "Written an hour ago")
        until(lambda: told(reader, "Written an hour ago"))
        assert not read_by_replica(reader)


def test_a_write_of_a_read_page_goes_to_the_primary_once(site, people, follows, read_by_replica) -> None:
    reader = Browser(people["reader"], site.port)
    follows()
    warm(reader)
    until(lambda: read_by_replica(reader))
    entries = AuditEntry.objects.filter(action="refused").count()
    assert reader.get("/people/").status == 403
    assert AuditEntry.objects.filter(action="refused").count() == entries + 1


def test_invented_cookies_lead_to_the_primary(site, people, follows) -> None:
    reader = Browser(people["reader"], site.port)
    follows()
    warm(reader)
    for value in ("", "x", "5", "-1:x", "9" * 40, "0/0:forged"):
        for name in ("csis_seen", "csis_wrote"):
            kept = dict(reader.cookies)
            reader.cookies[name] = value
            assert reader.get(PAGE).status == 200, (name, value)
            reader.cookies = kept


@pytest.mark.parametrize("took", TAKEN)
def test_what_was_revoked_is_revoked_on_a_lagging_replica_too(
    site, people, follows, paused, read_by_replica, took: str
) -> None:
    user = people[took]
    reader = Browser(user, site.port)
    follows()
    warm(reader)
    until(lambda: read_by_replica(reader))
    paused()
    match took:
        case "session":
            Session.objects.filter(user=user).delete()
        case "account":
            User.objects.filter(pk=user.pk).update(is_active=False)
        case "password":
            user.set_password("another one of theirs")
            user.save(update_fields=["password"])
        case "role":
            accounts.end_role(by=factories.SETUP, user=user, role=Role.ANALYST, reason="Moved on.")
    assert reader.get("/evidence/add/").status == (403 if took == "role" else 302)


def test_reading_extends_a_session_with_a_write_to_the_primary(site, people, follows, read_by_replica) -> None:
    reader = Browser(people["reader"], site.port)
    Session.objects.update(seen_at=Now() - timedelta(minutes=2))
    follows()
    warm(reader)
    until(lambda: read_by_replica(reader))
    Session.objects.update(seen_at=Now() - timedelta(minutes=2))
    follows()
    assert read_by_replica(reader)
    assert Session.objects.filter(seen_at__gt=Now() - timedelta(minutes=1)).exists()


def test_pages_are_answered_while_the_replica_is_away(site, people, follows, standby, read_by_replica) -> None:
    reader = Browser(people["reader"], site.port)
    follows()
    warm(reader)
    until(lambda: read_by_replica(reader))
    standby.kill()
    for _ in range(5):
        assert reader.get(PAGE).status == 200
    standby.revive()
    follows()
    until(lambda: reader.get(PAGE).status == 200)


def test_a_promoted_or_restored_replica_answers_nobody(beside, people, database_server: Server) -> None:
    """What a connection has seen is believed while the connection lasts and its server is a replica."""
    with copied("earlier") as standby, clusters.place() as kept:
        standby.stop()
        subprocess.run(["cp", "-a", standby.folder, kept / "earlier"], check=True)
        standby.start()
        with beside(standby, 3600) as site:
            analyst, reader = (Browser(people[who], site.port) for who in ("analyst", "reader"))
            warm(analyst)
            added(analyst, "Seen before it was set back")
            caught_up(standby, database_server)
            warm(reader)
            with watched(standby, database_server) as read_by_replica:
                until(lambda: read_by_replica(reader))
                assert told(reader, "Seen before it was set back")
                standby.promote()
                added(analyst, "Written to the primary that counts")
                assert told(reader, "Written to the primary that counts")
            standby.kill()
            until(lambda: not listens(standby.port))
            shutil.rmtree(standby.folder)
            subprocess.run(["cp", "-a", kept / "earlier", standby.folder], check=True)
            # It stays at that position.
            (standby.folder / "postgresql.auto.conf").write_text("")
            standby.revive()
            with watched(standby, database_server) as read_by_replica:
                for _ in range(5):
                    assert told(reader, "Seen before it was set back")
                assert not read_by_replica(reader)
