"""The time zone of dates in the database: what its guards use as today."""

from django.conf import settings
from django.db import connections
from psycopg import sql

# The zone is part of the function, which only the owner can replace: no setting of a session changes it.
TODAY = """
CREATE OR REPLACE FUNCTION csis_today() RETURNS date LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT (csis_now() AT TIME ZONE {})::date
$$
"""


def set_time_zone(app_config, using: str, **_kwargs) -> None:
    """Make the database use the time zone of the settings for today; the owner runs it after every migration."""
    if app_config.label != "missions":
        return
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL(TODAY).format(sql.Literal(settings.TIME_ZONE)))
        # A zone that the server does not know fails here, not in the first guard.
        cursor.execute("SELECT csis_today()")
