"""Full-text search over what is in force at a moment.

PostgreSQL's own, over words folded on both sides (`domain/words.py`): each part of `Uplink/downlink` is found, accents
and case aside, and by its beginning. Names and codes weigh most, then descriptions, then rationales and notes. One more
kind of text is one more arm of `ARMS`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from missions.access import Actor
from missions.domain.record.kinds import ASSESSMENT, FUNCTION
from missions.domain.record.portfolio import Moment
from missions.domain.record.search import CONTROL, LONGEST
from missions.domain.words import Spans, places, web_terms, web_words
from missions.models import AreaRevision, Assessment, FunctionRevision, PassageRevision
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.search import CUT, arm, by_own_words, searched_kinds, terms, weighed
from missions.queries.record.evidence import READABLE, readable, with_links
from missions.queries.rows import rows

# Each arm: the kind, the codes of area and function, the code a prefix may find, the weighted words, of evidence, which
# stands in no area, its key, and of a record its provenance. Records of kinds have arms of their own
# (`queries/kinds/search.py`).
AREAS = f"""
SELECT 'area', area.code, '', area.code,
  setweight(csis_words(concat_ws(' ', area.code, revision.abbreviation, revision.name)), 'A'), 0, ''
FROM missions_missionarea area
JOIN LATERAL ({as_of(AreaRevision, of="area.id")}) revision ON true
"""
FUNCTIONS = f"""
SELECT 'function', area.code, function.code, function.code,
  {weighed(FUNCTION, code="function.code")}, 0, ''
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({as_of(FunctionRevision, of="function.id")}) fact ON NOT fact.retired
WHERE function.id = ANY (ARRAY({by_own_words("function")}))
  OR %(prefix)s <> '' AND starts_with(lower(function.code), %(prefix)s)
"""
RATIONALES = f"""
SELECT 'assessment', area.code, function.code, '',
  {weighed(ASSESSMENT)}, 0, ''
FROM missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
JOIN LATERAL ({as_of(Assessment, of="function.id")}) fact ON true
"""
EVIDENCE = f"""
SELECT 'evidence', '', '', '',
  setweight(csis_words(evidence.title), 'A') || setweight(csis_words(evidence.publisher), 'B')
    || setweight(csis_words(evidence.note), 'C'), evidence.id, ''
FROM missions_evidence evidence WHERE evidence.entry_id <= %(sequence)s AND {READABLE}
"""
ARMS = (AREAS, FUNCTIONS, RATIONALES, EVIDENCE)

# A code that begins as typed comes before any words, and a whole word before one that only begins so. OFFSET 0 makes
# the words of a text once, not again for its rank.
MATCHES = """
{terms}
SELECT kind, area, function, key, provenance FROM (
  SELECT found.kind, found.area, found.function, found.key, found.provenance,
    ts_rank_cd(found.words, asked.query) + ts_rank_cd(found.words, asked.whole)
    + CASE WHEN %(prefix)s <> '' AND starts_with(lower(found.code), %(prefix)s) THEN 10 ELSE 0 END AS rank
  FROM (SELECT csis_asked(%(words)s) AS query, websearch_to_tsquery('english', %(words)s) AS whole) asked,
    ({arms} OFFSET 0) found(kind, area, function, code, words, key, provenance)
  WHERE found.words @@ asked.query OR (%(prefix)s <> '' AND starts_with(lower(found.code), %(prefix)s))
    OR found.key = {cut}
) ranked ORDER BY rank DESC, kind, area, function, key DESC
"""

PASSAGES = f"""
SELECT 'passage', '', passage.code, passage.code, csis_said(passage.code, revision.title), 0, ''
FROM missions_passage passage
JOIN LATERAL ({as_of(PassageRevision, of="passage.id")}) revision ON true
"""
# What is offered while somebody types what a record is to refer to.
SUGGESTED = 12

# Words are found as English has them or as they are written: either way of reading marks its own.
HIGHLIGHT = """
SELECT ts_headline('english', text, csis_asked(%(words)s), %(options)s) AS stems,
  ts_headline('simple', text, csis_asked(%(words)s), %(options)s) AS whole
FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place
"""
START, STOP = "\x02", "\x03"
OPTIONS = f'StartSel="{START}", StopSel="{STOP}", HighlightAll=true'


# Of each kind so many records are looked at; what a search costs goes with them.
MOST_KNOWN = 250


@dataclass(frozen=True, slots=True)
class Match:
    """Something found, best first: its kind, and the codes of its area and function, or the key of evidence.

    Of a record of a declared kind, `function` is its code, and `provenance` its own.
    """

    kind: str
    area: str
    function: str
    key: int = 0
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found, best first; `cut` names the kinds of which more records may say the words than were looked at."""

    found: tuple[Match, ...] = ()
    cut: tuple[str, ...] = ()


def matches(moment: Moment, words: str, prefix: str = "", *, reader: Actor, most: int | None) -> Matches:
    """What may be read and says these words at the moment, or has a code that begins with `prefix`. One query.

    Of each kind of record the first `most` are looked at that may say them; all without it.
    """
    at = {"on": moment.as_of, **_asked(words, prefix, most), **readable(moment, reader)}
    found = [Match(*row) for row in rows(_statement(tuple(TABLES)), at)]
    return Matches(
        tuple(one for one in found if one.key != CUT), tuple(sorted(one.kind for one in found if one.key == CUT))
    )


def _asked(words: str, prefix: str, most: int | None) -> dict[str, Any]:
    """The parameters of what is asked for. Where all words are to be left out they are one term."""
    asked = web_words(words)
    return {"words": asked, "terms": web_terms(words) or [asked], "prefix": prefix, "most": most}


def suggested(kind: str, moment: Moment, typed: str) -> list[str]:
    """The codes of what is in force of a kind and begins as typed, or says so, best first. One query."""
    typed = typed.strip()
    if not typed or len(typed) > LONGEST or CONTROL.search(typed):
        return []
    at = {"on": moment.as_of, "sequence": moment.sequence, **_asked(typed, typed.lower(), MOST_KNOWN)}
    found = [row for row in rows(_suggesting(kind), at) if row.key != CUT]
    return [row.area if kind == "area" else row.function for row in found][:SUGGESTED]


@cache
def _suggesting(kind: str) -> str:
    own = {"area": AREAS, "function": FUNCTIONS, "passage": PASSAGES}
    found = {"terms": "", "arms": own[kind]} if kind in own else {"terms": terms([kind]), "arms": arm(kind)}
    return f"{MATCHES.format(**found, cut=CUT)} LIMIT {SUGGESTED + 1}"


@cache
def _statement(_kinds: tuple[str, ...]) -> str:
    """The statement over everything that is searched, with the kinds that are declared."""
    kinds = searched_kinds()
    arms = [*ARMS, *map(arm, kinds)]
    return with_links(MATCHES.format(terms=terms(kinds), arms=" UNION ALL ".join(arms), cut=CUT))


def spans(texts: list[str], words: str) -> list[Spans]:
    """Of each text, where the words found begin and end. One query."""
    placed = [places(text) for text in texts]
    clean = [letters.translate({ord(START): " ", ord(STOP): " "}) for letters, _ in placed]
    found = rows(HIGHLIGHT, {"texts": clean, "words": web_words(words), "options": OPTIONS})
    return [
        [(at[start], at[stop]) for start, stop in sorted({*_marked(row.stems), *_marked(row.whole)})]
        for row, (_, at) in zip(found, placed, strict=True)
    ]


def _marked(highlighted: str) -> Iterator[tuple[int, int]]:
    """Where the marks of a text are, as places in the text without them."""
    length = start = 0
    for piece in re.split(f"([{START}{STOP}])", highlighted):
        if piece == START:
            start = length
        elif piece == STOP:
            yield start, length
        else:
            length += len(piece)
