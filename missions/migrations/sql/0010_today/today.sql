-- Today, by the time zone of dates. After each migration the owner puts the zone of the settings in its place
-- (`storage/calendar.py`).

CREATE FUNCTION csis_today() RETURNS date LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT (csis_now() AT TIME ZONE 'UTC')::date
$$;

-- Every guard that looks at the day asks there, whichever migration made it.
DO $$
DECLARE guard oid;
BEGIN
  FOR guard IN
    SELECT oid FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'csis\_%' AND proname <> 'csis_today'
      AND position('(csis_now() AT TIME ZONE ''UTC'')::date' IN prosrc) > 0
  LOOP
    EXECUTE replace(pg_get_functiondef(guard), '(csis_now() AT TIME ZONE ''UTC'')::date', 'csis_today()');
  END LOOP;
END $$;
