"""Many writers at once: no gap, no deadlock, no late entry, and nothing left of a failure."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from missions.access import KEEPERS
from missions.actions.chain import recording
from missions.actions.errors import Conflict
from missions.actions.reviews import amendments
from missions.domain.vocabulary import EntryClass, Role
from missions.models import Amendment, AuditEntry, ChainHead, Function, PolicyRevision, User
from missions.queries.people.verification import verify
from tests import factories
from tests.patience import STEP_SECONDS

WRITERS = 6
WRITES = 6
AREAS = ["SATCOM", "SDA", "ISR", "PNT", "CYB", "SCO"]


@contextmanager
def session() -> Iterator[None]:
    """This thread's own connection, closed at the end; it gives up waiting after the time a test may take."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{STEP_SECONDS}s'")
        yield
    finally:
        connection.close()


@pytest.fixture
def start(real_db) -> Iterator[Callable[..., Future]]:
    """Starts a call in a thread."""
    with ThreadPoolExecutor(WRITERS + 2) as pool:

        def run(call: Callable[..., Any], *arguments: object) -> Future:
            def inside() -> Any:
                with session():
                    return call(*arguments)

            return pool.submit(inside)

        yield run


def sequences() -> list[int]:
    return list(AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True))


def write(together: threading.Barrier, writer: int) -> None:
    """Write facts about one area, with an occasional action that fails after its write."""
    area = AREAS[writer % len(AREAS)]
    together.wait(STEP_SECONDS)
    for number in range(WRITES):
        function = factories.function(f"T-{writer}-{number}", area_code=area)
        factories.assessment(function)
        with pytest.raises(ZeroDivisionError):
            fail(f"X-{writer}-{number}")


def fail(code: str) -> None:
    with recording(by=factories.SETUP, action="fail", target=code, reason="It fails.") as entry:
        entry.add(Function(code=code, area=factories.area()))
        raise ZeroDivisionError


def test_parallel_writers_leave_no_gap_and_never_deadlock(start):
    before = ChainHead.objects.get().sequence
    together = threading.Barrier(WRITERS)
    for writer in [start(write, together, number) for number in range(WRITERS)]:
        writer.result(STEP_SECONDS)
    written = 2 * WRITERS * WRITES
    assert sequences() == list(range(1, before + written + 1))
    assert ChainHead.objects.get().sequence == before + written
    assert Function.objects.filter(code__startswith="T-").count() == WRITERS * WRITES
    assert not Function.objects.filter(code__startswith="X-").exists()
    assert [finding.what for finding in verify()] == []


def poll(reader: psycopg.Connection, done: threading.Event) -> list[list[int]]:
    """What was read from the chain each time, until once after the writers ended."""
    looks, last = [], False
    while not last:
        last = done.is_set()
        rows = reader.execute("SELECT sequence FROM missions_auditentry ORDER BY sequence").fetchall()
        looks.append([sequence for (sequence,) in rows])
    return looks


def test_no_entry_appears_below_one_already_read(start, app_connect):
    together, done = threading.Barrier(WRITERS), threading.Event()
    reader = app_connect(autocommit=True)
    looking = start(poll, reader, done)
    try:
        for writer in [start(write, together, number) for number in range(WRITERS)]:
            writer.result(STEP_SECONDS)
    finally:
        done.set()
    looks = looking.result(STEP_SECONDS)
    assert len({len(look) for look in looks}) > 2, "The reader must have looked while the writers wrote."
    for look in looks:
        assert look == list(range(1, len(look) + 1))
    assert looks[-1] == sequences()


def hold(entered: threading.Event, leave: threading.Event) -> int:
    with recording(by=factories.SETUP, action="hold", target="x", reason="It takes its time.") as entry:
        entered.set()
        assert leave.wait(STEP_SECONDS)
        return entry.sequence


def quick() -> int:
    with recording(by=factories.SETUP, action="quick", target="x", reason="It is quick.") as entry:
        return entry.sequence


def wait_for_a_waiter(watcher: psycopg.Connection) -> None:
    """Return once a session waits for a lock in this database."""
    for _ in range(STEP_SECONDS * 50):
        waiting = watcher.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()[0]
        if waiting:
            return
        time.sleep(0.02)
    raise AssertionError("Nobody waits.")


def test_a_quick_writer_waits_for_a_slow_one_that_came_first(start, owner):
    before = sequences()
    entered, leave = threading.Event(), threading.Event()
    slow = start(hold, entered, leave)
    try:
        assert entered.wait(STEP_SECONDS)
        second = start(quick)
        wait_for_a_waiter(owner)
        assert sequences() == before
        assert not second.done()
    finally:
        leave.set()
    assert [slow.result(STEP_SECONDS), second.result(STEP_SECONDS)] == [before[-1] + 1, before[-1] + 2]
    assert sequences() == [*before, before[-1] + 1, before[-1] + 2]


def test_a_draft_that_waits_for_an_approval_is_compared_with_what_was_approved(start, owner):
    steward, authority = factories.actor(Role.STEWARD), factories.actor(Role.AUTHORITY)
    entered, leave = threading.Event(), threading.Event()

    def draft(**numbers: int) -> Amendment:
        changed = {"by": steward, "effective_on": timezone.now().date(), "reason": "Clearer.", "against": 1}
        return amendments.draft_policy(numbers=amendments.PolicyNumbers(**policy | numbers), **changed)

    newest = PolicyRevision.objects.get()
    policy = {name: getattr(newest, name) for name in amendments.PolicyNumbers.__annotations__}
    drafted = draft(shift_supports=3)

    def approve() -> None:
        with transaction.atomic():
            amendments.approve(by=authority, amendment=drafted, reason="Agreed.")
            entered.set()
            assert leave.wait(STEP_SECONDS)

    slow = start(approve)
    try:
        assert entered.wait(STEP_SECONDS)
        second = start(lambda: draft(government_over=60))
        wait_for_a_waiter(owner)
    finally:
        leave.set()
    slow.result(STEP_SECONDS)
    with pytest.raises(Conflict) as moved:
        second.result(STEP_SECONDS)
    assert moved.value.newest.number == 2


def test_a_writer_whose_session_ends_leaves_nothing_and_blocks_nobody(start, owner):
    before = sequences()

    def die() -> None:
        with recording(by=factories.SETUP, action="die", target="x", reason="It dies.") as entry:
            entry.add(Function(code="X", area=factories.area()))
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                owner.execute("SELECT pg_terminate_backend(%s, 5000)", [cursor.fetchone()[0]])

    with pytest.raises(OperationalError):
        start(die).result(STEP_SECONDS)
    assert not Function.objects.filter(code="X").exists()
    assert start(quick).result(STEP_SECONDS) == before[-1] + 1
    assert sequences() == [*before, before[-1] + 1]


def raise_inside() -> None:
    fail("X")


def fail_to_enter() -> None:
    """Write a valid row in an entry of an invalid class."""
    with recording(by=factories.SETUP, action="x", target="x", reason="x", entry_class="no such class") as entry:
        entry.add(Function(code="X", area=factories.area()))


def fail_to_write_the_payload() -> None:
    with recording(by=factories.SETUP, action="x", target="x", reason="x") as entry:
        entry.add(Function(code="X", area=factories.area()))
        entry.note(what=object())


def nest() -> None:
    """Nest two acts, which is refused: the inner one takes the number that the outer one's row names."""
    with recording(by=factories.SETUP, action="x", target="x", reason="x") as entry:
        entry.add(Function(code="X", area=factories.area()))
        quick()


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (raise_inside, ZeroDivisionError),
        (fail_to_enter, IntegrityError),
        (fail_to_write_the_payload, TypeError),
        (nest, OperationalError),
    ],
)
def test_an_action_that_fails_leaves_nothing(real_db, act, error):
    before = ChainHead.objects.values().get()
    with session():
        with pytest.raises(error):
            act()
        assert ChainHead.objects.values().get() == before
        assert sequences()[-1] == before["sequence"]
        assert not Function.objects.filter(code="X").exists()
        assert quick() == before["sequence"] + 1
        assert ChainHead.objects.get().record_sequence == before["sequence"] + 1
        assert AuditEntry.objects.latest("sequence").entry_class == EntryClass.RECORD
        assert [finding.what for finding in verify()] == []


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_one_of_two_keepers_deactivated_at_once_stays(real_db, app_connect, role):
    first, second = factories.user("first", role), factories.user("second", role)
    statement = "UPDATE missions_user SET is_active = false WHERE id = %s"
    with app_connect() as one, app_connect() as other, ThreadPoolExecutor(1) as pool:
        one.execute(statement, [first.pk])
        waiting = pool.submit(other.execute, statement, [second.pk])
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        one.commit()
        with pytest.raises(psycopg.errors.IntegrityError, match="keeps the account until another"):
            waiting.result(60)
        other.rollback()
    assert set(User.objects.filter(is_active=True, pk__in=[first.pk, second.pk])) == {second}
