-- What an entry says beside its rows; null where its payload cannot be read, which is told where the chain is recomputed.
CREATE FUNCTION csis_detail(payload text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT
SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE WHEN jsonb_typeof(payload::jsonb) = 'object' THEN payload::jsonb -> 'detail' END;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;
