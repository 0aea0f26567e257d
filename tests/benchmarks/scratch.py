"""Scratch databases: the tests' template, filled by plain SQL to a number of history facts."""

from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from csis.settings import database
from missions.domain.vocabulary import Role
from missions.models import User
from missions.models.people.sessions import SessionStore
from tests import factories
from tests.database import Server

FUNCTIONS_PER_AREA = 8
MOST_ENTRIES = 5000
FACTS_PER_ENTRY = 5
FIRST_DAY = "2024-04-02"
# Facts of the official load keep the ids below.
FIRST_ID = 1_000_000

# The official load is moved back to the day of the strategy, so that the following entries are in order of time.
ENTRIES = """
UPDATE missions_auditentry SET recorded_at = %(first)s::timestamptz + sequence * interval '1 second';
INSERT INTO missions_auditentry (sequence, recorded_at, entry_class, actor_name, action, target, reason, request_id,
  payload, payload_digest, previous_digest, digest)
SELECT head.sequence + n,
  %(first)s::timestamptz + interval '61 days' + (now() - interval '63 days' - %(first)s) * n / %(entries)s, 'record',
  'A. Analyst', 'assess', 'function:B-1-1', 'Looked at again.', '', '{}',
  repeat('0', 64), repeat('0', 64), repeat('0', 64)
FROM missions_chainhead head, generate_series(1, %(entries)s) n;
UPDATE missions_chainhead SET (sequence, record_sequence, recorded_at) =
  (SELECT sequence, sequence, recorded_at FROM missions_auditentry ORDER BY sequence DESC LIMIT 1);
"""

FUNCTIONS = """
INSERT INTO missions_function (code, area_id, entry_id)
SELECT format('B-%%s-%%s', area.id, n), area.id, %(before)s + 1
FROM missions_missionarea area, generate_series(1, %(per_area)s) n
WHERE NOT EXISTS (SELECT FROM missions_arearevision WHERE area_id = area.id AND emerging);
INSERT INTO missions_functionrevision (effective_on, provenance, source, reason, entry_id, function_id, name,
  description, retired)
SELECT %(first)s, 'assessment', '', 'Found.', entry_id, id, 'Function ' || code, repeat('What it does. ', 8), false
FROM missions_function;
"""

# Facts go to the subjects in turn and to the entries in order, up to two months backdated, never the same day twice in
# one entry; one in a thousand withdraws an earlier fact of its subject.
PLACED = """
CREATE TEMPORARY TABLE placed ON COMMIT DROP AS
SELECT n, %(before)s + 1 + n::bigint * (%(entries)s - 1) / %(facts)s AS entry_id,
  CASE WHEN n %% 1000 = 999 AND n >= 5 * %(functions)s THEN %(first_id)s + n - 5 * %(functions)s END AS voids_id,
  function.id AS function_id, area.id AS area_id, n / %(functions)s AS turn
FROM generate_series(0, %(facts)s - 1) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM missions_function) function
  ON function.place = n %% %(functions)s
JOIN (SELECT area_id AS id, row_number() OVER (ORDER BY area_id) - 1 AS place FROM missions_arearevision
  WHERE NOT emerging) area ON area.place = n / 1000 %% %(areas)s;
ALTER TABLE placed ADD effective_on date;
UPDATE placed SET effective_on = entry.recorded_at::date - (turn %% 60)::int
FROM missions_auditentry entry WHERE entry.sequence = placed.entry_id;
"""

FACTS = """
INSERT INTO missions_assessment (id, effective_on, provenance, source, reason, entry_id, voids_id, function_id,
  performer, availability, fit, contribution, risk, risk_of_not, rationale)
SELECT %(first_id)s + n, effective_on, 'assessment', '', 'Looked at again.', entry_id, voids_id, function_id,
  CASE WHEN function_id %% 3 = 0 THEN 'government_only' ELSE 'either' END,
  (ARRAY['none', 'emerging', 'limited', 'mature'])[1 + turn %% 4],
  (ARRAY['not_assessed', 'does_not_meet', 'partially', 'meets'])[1 + turn / 3 %% 4],
  (ARRAY['none', 'some', 'significant'])[1 + turn %% 3], (ARRAY['low', 'moderate', 'high'])[1 + turn / 2 %% 3],
  (ARRAY['low', 'moderate', 'high'])[1 + turn / 5 %% 3], 'Seen in use by two programs, number ' || n || '.'
FROM placed WHERE n %% 1000 NOT BETWEEN 500 AND 519;
INSERT INTO missions_functionrevision (effective_on, provenance, source, reason, entry_id, function_id, name,
  description, retired)
SELECT effective_on, 'assessment', '', 'Said better.', entry_id, function_id, 'Function ' || function_id,
  'What it does, said for the ' || n || '. time.', false
FROM placed WHERE n %% 1000 BETWEEN 501 AND 519;
INSERT INTO missions_categorydecision (effective_on, provenance, source, reason, entry_id, area_id, category, kind,
  section, quote)
SELECT effective_on, 'assessment', '', 'Confirmed.', entry_id, area_id, held.category, 'reaffirm', '', ''
FROM placed JOIN LATERAL (
  SELECT category FROM missions_categorydecision WHERE area_id = placed.area_id ORDER BY entry_id LIMIT 1) held ON true
WHERE n %% 1000 = 500;
"""


@dataclass(frozen=True)
class Scratch:
    """A filled database: its size, server, Django connection, and the cookie of a signed-in person."""

    facts: int
    server: Server
    connection: BaseDatabaseWrapper
    cookie: str

    def use(self) -> None:
        """Makes it the database that Django reads in this process."""
        connections["default"] = self.connection

    def drop(self) -> None:
        self.connection.close()
        self.server.drop()


def scratch(facts: int) -> Scratch:
    """A database of 13 areas, about a hundred functions and so many facts of history."""
    server = Server()
    server.create()
    own = connection.copy()
    own.settings_dict.update(database(server.app()))
    connections["default"] = own
    key = _sign_in()
    with psycopg.connect(server.owner()) as owner:
        factories.unguard(owner)
        _fill(owner, facts)
    with psycopg.connect(server.owner(), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return Scratch(facts, server, own, f"{settings.SESSION_COOKIE_NAME}={key}")


def _sign_in() -> str:
    """Returns the key of a session of someone who may read."""
    reader: User = factories.user("reader", Role.VIEWER)
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.create()
    return session.session_key


def _fill(owner: psycopg.Connection, facts: int) -> None:
    areas = owner.execute("SELECT count(*) FROM missions_arearevision WHERE NOT emerging").fetchone()[0]
    at = {
        "facts": facts,
        "entries": min(MOST_ENTRIES, max(facts // FACTS_PER_ENTRY, 1)),
        "before": owner.execute("SELECT sequence FROM missions_chainhead").fetchone()[0],
        "areas": areas,
        "functions": areas * FUNCTIONS_PER_AREA,
        "per_area": FUNCTIONS_PER_AREA,
        "first": FIRST_DAY,
        "first_id": FIRST_ID,
    }
    # Several statements in one text take no parameters apart from it.
    with psycopg.ClientCursor(owner) as cursor:
        for statements in (ENTRIES, FUNCTIONS, PLACED, FACTS):
            cursor.execute(statements, at)
