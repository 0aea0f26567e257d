"""The time zone of dates in the database: what its guards take for today."""

from django.conf import settings
from django.db import connections
from psycopg import sql

# The name stands in the function, which only the owner can replace: a session's setting moves no guard.
TODAY = """
CREATE OR REPLACE FUNCTION csis_today() RETURNS date LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT (csis_now() AT TIME ZONE {})::date
$$
"""


def set_time_zone(app_config, using: str, **_kwargs) -> None:
    """Let the database's today be that of the settings, after every migration by the owner."""
    if app_config.label != "missions":
        return
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL(TODAY).format(sql.Literal(settings.TIME_ZONE)))
        # A zone that the server does not know is told now, not with the first guard.
        cursor.execute("SELECT csis_today()")
