"""Django's connection as the owner of a database of the test's own choice."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from csis.settings import database
from tests.database import WORKER, Server


@contextmanager
def owning(server: Server, name: str) -> Iterator[None]:
    """In the block, Django's connection is that of the owner of that database, without a pooler."""
    settings = connection.settings_dict
    own = database(make_conninfo(server.owner_url, dbname=name))
    kept = {key: settings[key] for key in own}
    connection.close()
    settings.update(own)
    try:
        yield
    finally:
        connection.close()
        settings.update(kept)


@contextmanager
def new_database(server: Server) -> Iterator[str]:
    """The name of an empty database, dropped at the end of the block."""
    name = f"{WORKER}{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.owner_url, autocommit=True) as keeper:
        # This lock tells other runs that the database is in use.
        keeper.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        keeper.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield name
        finally:
            keeper.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
