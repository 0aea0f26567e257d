"""A streaming replica of the database: what it must have reached before it may serve somebody."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import psycopg
import structlog
from django.conf import settings
from django.db import DatabaseError, connections

from missions.storage.connections import patiently, prepared

log = structlog.get_logger(__name__)

ALIAS = "replica"
ASK_SECONDS = 1.0
AWAY_SECONDS = 5.0
# A replica that is away is not asked again for so long, so that nobody waits for it.
REST_SECONDS = 5.0
# The most sessions that are remembered for each connection.
SESSIONS_AT_MOST = 500
START = "0/0"
ENDED = ""
# What a session depends on: its end, the person's password and newest role. No row if it was ended.
SESSION = """
SELECT (session.expire_date, session.session_data, person.password, person.is_active,
  (SELECT max(held.entry_id) FROM missions_rolegrant held WHERE held.user_id = person.id))::text
FROM missions_session session JOIN missions_user person ON person.id = session.user_id
WHERE session.session_key = %(key)s
"""
LAST = "coalesce((SELECT sequence FROM missions_chainhead), 0)"
# A promoted server still reports the position it had reached as a replica; that must not count.
HAS = f"{LAST}, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END::text"
STANDS = f"SELECT {HAS}"
REACHED = f"SELECT {HAS}, ({SESSION})"
# The insert position includes what is not yet on the disk.
STANDS_AT = f"SELECT {LAST}, pg_current_wal_insert_lsn()::text"
PRIMARY_AT = "SELECT pg_current_wal_insert_lsn()::text"


@dataclass(frozen=True)
class LastSeen:
    """What somebody knows of the record: the last entry they were shown, and the log position after their last write.

    `key` is the key of their session.
    """

    sequence: int
    wrote: str = START
    key: str = ""


@dataclass
class Reached:
    """What one connection has last seen the replica to have.

    The replica never loses it: a server that is replaced or restored ends its connections.
    """

    sequence: int = 0
    place: int = 0
    sessions: dict[str, str | None] = field(default_factory=dict)

    def note(self, sequence: int, place: str | None) -> None:
        self.sequence, self.place = sequence, _place(place or START)
        if len(self.sessions) > SESSIONS_AT_MOST:
            self.sessions.clear()

    def covers(self, known: LastSeen, least: str, session: str | None) -> bool:
        """Whether it may serve somebody who knows this; `session` is None while the primary cannot say."""
        return (
            self.sequence >= known.sequence
            and self.place >= max(_place(known.wrote), _place(least))
            and session in {None, self.sessions.get(known.key)}
        )


@dataclass
class ReplicaReading:
    """One request served by the replica over one connection, which has seen what the replica has.

    `refused` once the replica refused a statement or broke off, or another connection was used.
    """

    connection: psycopg.Connection
    reached: Reached
    refused: bool = False

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        self.refused |= context["connection"].connection is not self.connection
        try:
            return execute(sql, params, many, context)
        except Exception:
            self.refused = True
            raise

    def stands(self) -> LastSeen | None:
        """The last entry that the answer may contain; None if the answer must not be sent, as something was refused."""
        if not self.refused:
            with suppress(DatabaseError):
                self.reached.note(*_one(STANDS))
        return None if self.refused or not self.reached.place else LastSeen(self.reached.sequence)


class Primary:
    """The log position of the primary a while ago, asked for every second by a thread of its own.

    A replica that has not reached it is too old for anybody. While the primary is away, the position stays as it is.
    """

    def __init__(self) -> None:
        self._stood: deque[tuple[float, str]] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def least(self) -> str | None:
        """The position that a replica must have reached; None until the primary has answered once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._ask, name="primary", daemon=True)
                self._thread.start()
            old = time.monotonic() - settings.DATABASE_REPLICA_SECONDS
            while len(self._stood) > 1 and self._stood[1][0] <= old:
                self._stood.popleft()
            return self._stood[0][1] if self._stood else None

    def is_away(self) -> bool:
        """Whether the primary has not answered for a while."""
        with self._lock:
            return not self._stood or self._stood[-1][0] < time.monotonic() - AWAY_SECONDS

    def _ask(self) -> None:
        while True:
            try:
                with psycopg.connect(settings.DATABASE_URL, autocommit=True, connect_timeout=3) as connection:
                    connection.prepare_threshold = None
                    while True:
                        asked = time.monotonic()
                        stands = connection.execute(PRIMARY_AT).fetchone()[0]
                        with self._lock:
                            self._stood.append((asked, stands))
                        time.sleep(ASK_SECONDS)
            except psycopg.Error as error:
                log.warning("primary_away", error=str(error).strip())
            time.sleep(ASK_SECONDS)


# In a thread that is serving from the replica: the connection to the primary.
_beside = threading.local()


class Replica:
    """The replica, as this process sees it."""

    def __init__(self) -> None:
        self._primary = Primary()
        self._reached: WeakKeyDictionary[psycopg.Connection, Reached] = WeakKeyDictionary()
        self._rests_until = self._primary_rests_until = 0.0
        self._turns = itertools.count(1)

    @contextmanager
    def reading(self, known: LastSeen) -> Iterator[ReplicaReading | None]:
        """Sends the block's queries to the replica; if that cannot serve, to the primary, and yields None.

        The replica must have reached `known`, have the session as the primary has it now, and not be older than
        DATABASE_REPLICA_SECONDS. It serves DATABASE_REPLICA_SHARE percent of the requests that it could, so that the
        primary does its part.
        """
        least = self._primary.least()
        if least is None or self._is_spared() or time.monotonic() < self._rests_until:
            yield None
            return
        session = self._session(known.key)
        if session == ENDED:
            yield None
            return
        primary, connections["default"] = connections["default"], connections[ALIAS]
        _beside.primary = primary
        try:
            reading = self._begun(known, least, session)
            if not reading:
                connections["default"] = primary
                yield None
                return
            with connections[ALIAS].execute_wrapper(reading):
                yield reading
        finally:
            connections["default"], _beside.primary = primary, None

    def write_beside(self, act: Callable[[], object]) -> None:
        """Do a small write on the primary that no answer depends on; in a page of the replica, only if it is there.

        So the replica can serve a page that writes in passing, also while the primary is away.
        """
        primary = getattr(_beside, "primary", None)
        if primary is None:
            act()
            return
        if self._primary.is_away():
            return
        connections["default"] = primary
        try:
            act()
        except DatabaseError as error:
            log.warning("primary_away", error=str(error).strip())
            primary.close()
        finally:
            connections["default"] = connections[ALIAS]

    def _is_spared(self) -> bool:
        """Whether it is the primary's turn to serve, if it is there."""
        turn, share = next(self._turns), settings.DATABASE_REPLICA_SHARE
        return turn * share // 100 == (turn - 1) * share // 100 and not self._primary.is_away()

    def _session(self, key: str) -> str | None:
        """What the session depends on, as the primary has it; None while the primary is away."""
        if self._primary.is_away() or time.monotonic() < self._primary_rests_until:
            return None
        try:
            return patiently(lambda: _one(f"SELECT ({SESSION})", key=key)[0]) or ENDED
        except DatabaseError as error:
            log.warning("primary_away", error=str(error).strip())
            self._primary_rests_until = time.monotonic() + REST_SECONDS
            connections["default"].close()
            return None

    def _begun(self, known: LastSeen, least: str, session: str | None) -> ReplicaReading | None:
        """A reading from the replica, if it has everything needed: as this connection last saw, or as it says now."""
        replica = connections[ALIAS]
        try:
            replica.ensure_connection()
            reached = self._reached.get(replica.connection)
            if not reached or not reached.covers(known, least, session):
                *stands, has = patiently(lambda: _one(REACHED, key=known.key))
                reached = Reached()
                # Behind a pooler, the connection may lead to another server each time.
                if not settings.DATABASE_REPLICA_POOLER:
                    reached = self._reached.setdefault(replica.connection, reached)
                reached.note(*stands)
                reached.sessions[known.key] = has
        except DatabaseError as error:
            log.warning("replica_away", error=str(error).strip())
            self._rests_until = time.monotonic() + REST_SECONDS
            replica.close()
            return None
        return ReplicaReading(replica.connection, reached) if reached.covers(known, least, session) else None


def stands() -> int:
    """The last entry in the database that serves this request."""
    return _one(STANDS)[0]


def wrote() -> LastSeen:
    """The last entry of the primary, and its log position, which includes all of this request."""
    return LastSeen(*_one(STANDS_AT))


def _one(statement: str, **values: object) -> tuple:
    with prepared() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _place(written: str) -> int:
    """A position in the log as a number: PostgreSQL writes its upper and lower 32 bits in hexadecimal."""
    upper, lower = written.split("/")
    return int(upper, 16) << 32 | int(lower, 16)


replica = Replica()
