"""Full-text search over what is in force at a moment.

PostgreSQL's own: `websearch_to_tsquery` takes whatever people type, quotes and minus included. Names and codes weigh
most, then descriptions, then rationales and notes. One more kind of text is one more arm of `ARMS`.
"""

from dataclasses import dataclass

from missions.access import Actor
from missions.domain.record.portfolio import Moment
from missions.domain.record.search import START, STOP
from missions.models import AreaRevision, Assessment, FunctionRevision
from missions.models.querysets import as_of
from missions.queries.record.evidence import READABLE, readable
from missions.queries.rows import rows

# Each arm: the kind, the codes of area and function, the code a prefix may find, the weighted words, and of evidence,
# which stands in no area, its key.
AREAS = f"""
SELECT 'area' AS kind, area.code AS area, '' AS function, area.code AS code,
  setweight(to_tsvector('english', concat_ws(' ', area.code, revision.abbreviation, revision.name)), 'A') AS words,
  0 AS key
FROM missions_missionarea area
JOIN LATERAL ({as_of(AreaRevision, of="area.id")}) revision ON true
"""
FUNCTIONS = f"""
SELECT 'function', area.code, function.code, function.code,
  setweight(to_tsvector('english', function.code || ' ' || revision.name), 'A')
    || setweight(to_tsvector('english', revision.description), 'B'), 0
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({as_of(FunctionRevision, of="function.id")}) revision ON NOT revision.retired
"""
RATIONALES = f"""
SELECT 'assessment', area.code, function.code, '',
  setweight(to_tsvector('english', assessment.rationale), 'C'), 0
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({as_of(Assessment, of="function.id")}) assessment ON true
"""
EVIDENCE = f"""
SELECT 'evidence', '', '', '',
  setweight(to_tsvector('english', evidence.title), 'A') || setweight(to_tsvector('english', evidence.publisher), 'B')
    || setweight(to_tsvector('english', evidence.note), 'C'), evidence.id
FROM missions_evidence evidence WHERE evidence.entry_id <= %(sequence)s AND {READABLE}
"""
ARMS = (AREAS, FUNCTIONS, RATIONALES, EVIDENCE)

# A code that begins as typed comes before any words. OFFSET 0 makes the words of a text once, not again for its rank.
MATCHES = f"""
SELECT kind, area, function, key FROM (
  SELECT found.kind, found.area, found.function, found.key, ts_rank_cd(found.words, asked.query)
    + CASE WHEN %(prefix)s <> '' AND starts_with(lower(found.code), %(prefix)s) THEN 10 ELSE 0 END AS rank
  FROM (SELECT websearch_to_tsquery('english', %(words)s) AS query) asked, ({" UNION ALL ".join(ARMS)} OFFSET 0) found
  WHERE found.words @@ asked.query OR (%(prefix)s <> '' AND starts_with(lower(found.code), %(prefix)s))
) ranked ORDER BY rank DESC, kind, area, function, key DESC
"""

HIGHLIGHT = """
SELECT ts_headline('english', text, websearch_to_tsquery('english', %(words)s), %(options)s) AS highlighted
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place
"""
SENTINELS = f'StartSel="{START}", StopSel="{STOP}"'
# ts_headline leaves out whatever looks like a tag, so no text may have one while it is marked.
LESS = "\x04"
HIDE = str.maketrans({START: None, STOP: None, LESS: None, "<": LESS})
WHOLE = f"{SENTINELS}, HighlightAll=true"
EXCERPT = f'{SENTINELS}, MaxFragments=2, MinWords=12, MaxWords=36, FragmentDelimiter=" … "'


@dataclass(frozen=True, slots=True)
class Match:
    """Something found, best first: its kind, and the codes of its area and function, or the key of evidence."""

    kind: str
    area: str
    function: str
    key: int = 0


def matches(moment: Moment, words: str, prefix: str = "", *, reader: Actor) -> list[Match]:
    """What may be read and says these words at the moment, or has a code that begins with `prefix`. One query."""
    at = {"on": moment.as_of, "words": words, "prefix": prefix, **readable(moment, reader)}
    return [Match(row.kind, row.area, row.function, row.key) for row in rows(MATCHES, at)]


def highlighted(texts: list[str], words: str, *, excerpt: bool) -> list[str]:
    """The texts, or excerpts of them, with `START` and `STOP` around the words found. One query."""
    clean = [text.translate(HIDE) for text in texts]
    options = EXCERPT if excerpt else WHOLE
    found = rows(HIGHLIGHT, {"texts": clean, "words": words, "options": options})
    return [row.highlighted.replace(LESS, "<") for row in found]
