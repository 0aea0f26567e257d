-- The audit chain: its clock, its lock, and what makes each entry follow the one before.
-- Each function reads with a search path of its own: a session could otherwise shadow a table with a temporary one.

CREATE FUNCTION csis_now() RETURNS timestamptz LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE chosen text := current_setting('csis.clock', true);
BEGIN
  -- Only a database created for demonstration or test may have a past that never was.
  IF chosen <> '' AND EXISTS (SELECT FROM missions_installation WHERE kind IN ('demonstration', 'test')) THEN
    RETURN chosen::timestamptz;
  END IF;
  RETURN clock_timestamp();
END $$;

CREATE FUNCTION csis_lock_chain() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT sequence FROM missions_chainhead FOR NO KEY UPDATE
$$;

-- A digest covers every field with its length before it, so that no two different entries read alike.
CREATE FUNCTION csis_entry_digest(VARIADIC fields text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(string_agg(octet_length(field) || ':' || field, ',' ORDER BY place), 'UTF8')), 'hex')
  FROM unnest(fields) WITH ORDINALITY AS given(field, place)
$$;

CREATE FUNCTION csis_chain_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE head missions_chainhead%ROWTYPE;
BEGIN
  SELECT * INTO STRICT head FROM missions_chainhead FOR NO KEY UPDATE;
  IF NEW.sequence IS DISTINCT FROM head.sequence + 1 THEN
    RAISE EXCEPTION 'Audit entry % does not follow %.', NEW.sequence, head.sequence
      USING ERRCODE = 'serialization_failure';
  END IF;
  NEW.recorded_at := greatest(csis_now(), head.recorded_at);
  NEW.payload_digest := encode(sha256(convert_to(NEW.payload, 'UTF8')), 'hex');
  NEW.previous_digest := head.digest;
  NEW.digest := csis_entry_digest(
    NEW.sequence::text, to_char(NEW.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    NEW.entry_class, coalesce(NEW.actor_id::text, ''), NEW.actor_name, NEW.action, NEW.target, NEW.reason,
    NEW.request_id, NEW.payload_digest, NEW.previous_digest);
  UPDATE missions_chainhead SET
    sequence = NEW.sequence, digest = NEW.digest, recorded_at = NEW.recorded_at,
    record_sequence = CASE WHEN NEW.entry_class = 'record' THEN NEW.sequence ELSE record_sequence END,
    process_sequence = CASE WHEN NEW.entry_class = 'process' THEN NEW.sequence ELSE process_sequence END;
  RETURN NEW;
END $$;

-- Whoever may call it may hang it on a table of their own, and move the chain's head with no entry.
REVOKE EXECUTE ON FUNCTION csis_chain_entry() FROM PUBLIC;

-- The chain begins with nothing recorded: sequence 0 and a digest of zeros.
INSERT INTO missions_chainhead (id, sequence, digest, recorded_at, record_sequence, process_sequence)
VALUES (1, 0, repeat('0', 64), '1970-01-01T00:00:00Z', 0, 0);
