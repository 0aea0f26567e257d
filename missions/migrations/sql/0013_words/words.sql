-- Words as they are searched for: without accents, and each part of what signs hold together a word of its own.
-- The twin of missions/domain/words.py. Names are qualified, as indexes are made of these functions.

CREATE FUNCTION csis_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(said) = length(said) THEN said
    ELSE translate(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]+', '', 'g'),
      'øØłŁđĐı' || U&'\2010\2011\2012\2013\2014\2018\2019\201C\201D\2026\2044\2192\00A0\00B7\00AB\00BB',
      'oOlLdDi                ')
    END
$$;

-- A word stands in it as English has it, whatever its ending, and as it is written, for those that are not whole; so far
-- apart that no words stand together across the two.
CREATE FUNCTION csis_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.english', spaced) || ''' '':9'::tsvector || to_tsvector('pg_catalog.simple', spaced)
  FROM (SELECT translate(public.csis_folded(said), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32))) one(spaced)
$$;

-- What is asked for, as `web_words` of the twin writes it: a word of three letters or more also finds longer ones,
-- but not one to be left out, nor one of words that are to stand together. English drops its commonest words, such as
-- "down"; where nothing else is asked for, they are looked for as they are written.
CREATE FUNCTION csis_asked(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    CASE WHEN numnode(english) > 0 THEN english ELSE websearch_to_tsquery('pg_catalog.simple', words) END::text,
    '(?<!!)(?<!> )(''[^'' ]{3,}'')(?! <)', '\1:*', 'g')::tsquery
  FROM websearch_to_tsquery('pg_catalog.english', words) one(english)
$$;

CREATE FUNCTION csis_entry_words(action text, target text, actor_name text, reason text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.csis_words(action || ' ' || target || ' ' || actor_name || ' ' || reason)
$$;

-- The name of what an entry is about, without its kind; no longer than an index holds.
CREATE FUNCTION csis_object(target text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(left(substr(target, strpos(target, ':') + 1), 200))
$$;
