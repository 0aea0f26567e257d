"""A streaming replica of the database: what it must have reached before somebody is answered from it."""

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
# Nobody waits for a replica that is away: it is asked again after so long.
REST_SECONDS = 5.0
# So many sessions are remembered of each connection.
SESSIONS_AT_MOST = 500
START = "0/0"
ENDED = ""
# What lets somebody read by a session: until when, by which password and roles. Nothing where it was ended.
SESSION = """
SELECT (session.expire_date, session.session_data, person.password, person.is_active,
  (SELECT max(held.entry_id) FROM missions_rolegrant held WHERE held.user_id = person.id))::text
FROM missions_session session JOIN missions_user person ON person.id = session.user_id
WHERE session.session_key = %(key)s
"""
LAST = "coalesce((SELECT sequence FROM missions_chainhead), 0)"
# A server that was made a primary still says how far it had come; it has reached no place that counts.
HAS = f"{LAST}, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END::text"
STANDS = f"SELECT {HAS}"
REACHED = f"SELECT {HAS}, ({SESSION})"
# Also what is not yet on the disk.
STANDS_AT = f"SELECT {LAST}, pg_current_wal_insert_lsn()::text"
PRIMARY_AT = "SELECT pg_current_wal_insert_lsn()::text"


@dataclass(frozen=True)
class Known:
    """What somebody knows of the record: the last entry shown to them, and the place in the log of what they wrote.

    `key` is their session's.
    """

    sequence: int
    wrote: str = START
    key: str = ""


@dataclass
class Reached:
    """What the replica was last seen to have, by one connection to it.

    It never loses any of it: a server that is replaced or goes back ends its connections.
    """

    sequence: int = 0
    place: int = 0
    sessions: dict[str, str | None] = field(default_factory=dict)

    def note(self, sequence: int, place: str | None) -> None:
        self.sequence, self.place = sequence, _place(place or START)
        if len(self.sessions) > SESSIONS_AT_MOST:
            self.sessions.clear()

    def covers(self, known: Known, least: str, session: str | None) -> bool:
        """Whether somebody may be answered who knows this; `session` is None while the primary cannot say."""
        return (
            self.sequence >= known.sequence
            and self.place >= max(_place(known.wrote), _place(least))
            and session in {None, self.sessions.get(known.key)}
        )


@dataclass
class Reading:
    """One answer made from the replica by one connection, which was asked what the replica has.

    `refused` once the replica refused or broke off anything that was asked, or another connection was asked.
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

    def stands(self) -> Known | None:
        """The last entry that the answer may hold; None if it may not be given, as the replica refused something."""
        if not self.refused:
            with suppress(DatabaseError):
                self.reached.note(*_one(STANDS))
        return None if self.refused or not self.reached.place else Known(self.reached.sequence)


class Primary:
    """Where the primary's log stood a while ago, asked every second by a thread of its own.

    A replica that has not come so far is too old for anybody. While the primary is away nothing new is asked of it.
    """

    def __init__(self) -> None:
        self._stood: deque[tuple[float, str]] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def least(self) -> str | None:
        """The place that a replica must have reached; None as long as the primary was never asked."""
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


# In a thread that is answering from the replica: the connection to the primary.
_beside = threading.local()


class Replica:
    """The replica as this process finds it."""

    def __init__(self) -> None:
        self._primary = Primary()
        self._reached: WeakKeyDictionary[psycopg.Connection, Reached] = WeakKeyDictionary()
        self._rests_until = self._primary_rests_until = 0.0
        self._turns = itertools.count(1)

    @contextmanager
    def reading(self, known: Known) -> Iterator[Reading | None]:
        """What the block asks of the database it asks of the replica; of the primary, with None, if that is not there.

        The replica must have come as far as `known`, have the session as the primary has it now, and not be older than
        DATABASE_REPLICA_SECONDS. It is asked for DATABASE_REPLICA_SHARE percent of what it could answer, so that both
        work where both have room.
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
        """Do a small write that no answer rests on, in the primary; within an answer from the replica, only if it can.

        So a page that is read from the replica stays one, also while the primary is away.
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
        """Whether this page is one of those that the primary answers, as long as it does."""
        turn, share = next(self._turns), settings.DATABASE_REPLICA_SHARE
        return turn * share // 100 == (turn - 1) * share // 100 and not self._primary.is_away()

    def _session(self, key: str) -> str | None:
        """What lets somebody read by this session, as the primary has it; None as long as that is away."""
        if self._primary.is_away() or time.monotonic() < self._primary_rests_until:
            return None
        try:
            return patiently(lambda: _one(f"SELECT ({SESSION})", key=key)[0]) or ENDED
        except DatabaseError as error:
            log.warning("primary_away", error=str(error).strip())
            self._primary_rests_until = time.monotonic() + REST_SECONDS
            connections["default"].close()
            return None

    def _begun(self, known: Known, least: str, session: str | None) -> Reading | None:
        """An answer from the replica, if that has what is needed: as it was seen to, or as it says now."""
        replica = connections[ALIAS]
        try:
            replica.ensure_connection()
            reached = self._reached.get(replica.connection)
            if not reached or not reached.covers(known, least, session):
                *stands, has = patiently(lambda: _one(REACHED, key=known.key))
                reached = Reached()
                # A pooler lends this connection to another server each time.
                if not settings.DATABASE_REPLICA_POOLER:
                    reached = self._reached.setdefault(replica.connection, reached)
                reached.note(*stands)
                reached.sessions[known.key] = has
        except DatabaseError as error:
            log.warning("replica_away", error=str(error).strip())
            self._rests_until = time.monotonic() + REST_SECONDS
            replica.close()
            return None
        return Reading(replica.connection, reached) if reached.covers(known, least, session) else None


def stands() -> int:
    """The last entry, where this request is answered from."""
    return _one(STANDS)[0]


def wrote() -> Known:
    """The last entry of the primary, and where its log stands now that all of this request is in it."""
    return Known(*_one(STANDS_AT))


def _one(statement: str, **values: object) -> tuple:
    with prepared() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _place(written: str) -> int:
    """A place in the log as a number: PostgreSQL writes its upper and its lower 32 bits, in hexadecimal."""
    upper, lower = written.split("/")
    return int(upper, 16) << 32 | int(lower, 16)


replica = Replica()
