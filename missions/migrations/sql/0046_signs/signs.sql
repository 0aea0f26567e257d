-- Each sign becomes a blank, as before, but in one pass: `translate` compares each letter with all 32 signs, which took
-- half of the time that the words of a text take.
CREATE OR REPLACE FUNCTION csis_words(said text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE spaced text := regexp_replace(public.csis_folded(said), '[][!"#$%&''()*+,./:;<=>?@\\^_`{|}~-]', ' ', 'g');
BEGIN
  RETURN to_tsvector('pg_catalog.english', spaced) || ''' '':9'::tsvector || to_tsvector('pg_catalog.simple', spaced);
END $$;
