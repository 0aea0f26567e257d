-- The words of records, so that an index holds them: the twin of what `queries/kinds/search.py` makes of each hit.

-- As before, but in a language that keeps its plan: it costs half.
CREATE OR REPLACE FUNCTION csis_words(said text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE spaced text := translate(public.csis_folded(said), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32));
BEGIN
  RETURN to_tsvector('pg_catalog.english', spaced) || ''' '':9'::tsvector || to_tsvector('pg_catalog.simple', spaced);
END $$;

CREATE FUNCTION csis_said(VARIADIC texts text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN public.csis_words(array_to_string(texts, ' '));
END $$;

-- Any of the words that are asked for, of `csis_asked`; NULL where it asks only for what is to be left out.
CREATE FUNCTION csis_any(asked tsquery) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN tree = 'T' THEN NULL ELSE regexp_replace(tree, ' (&|<->|<[0-9]+>) ', ' | ', 'g')::tsquery END
  FROM querytree(asked) one(tree)
$$;
