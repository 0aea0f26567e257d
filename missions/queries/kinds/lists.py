"""The list of a kind, filtered and ordered in the database, so that a page reads only the rows that it shows."""

import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from missions.domain.kinds.kind import Holds
from missions.domain.record.portfolio import Moment
from missions.domain.words import folded
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.search import called, text_of
from missions.queries.kinds.states import OTHERS, joined_value, joins, stored
from missions.queries.rows import rows

LISTED = """
WITH held AS MATERIALIZED (
  SELECT subject.code{columns} FROM {subjects} subject JOIN LATERAL ({holding}) fact ON {shown}){called}
SELECT coalesce(array_agg(fact.code ORDER BY fact.code), '{{}}') AS codes FROM held fact {references} {texts}
WHERE true {narrowed}
"""
# Referenced records are read once, not for each record that refers to them.
CALLED = ", called_{field} AS MATERIALIZED ({called})"
TO_CALLED = "LEFT JOIN called_{field} ON called_{field}.id = fact.{field}_id"
# Folded like `domain/words.py: folded`, except signs; a word may match anywhere, even inside another.
TEXTS = "CROSS JOIN LATERAL (SELECT lower(csis_folded(concat_ws(' ', fact.code, {texts}))) AS text) said"
ALL_WORDS = " AND said.text LIKE ALL (%(words)s)"
# Replacing signs by blanks is the slowest step, and only words that contain a blank depend on it. It is applied only to
# texts that match with any character in place of the blank.
ACROSS_SIGNS = " AND translate(said.text, %(signs)s, %(blanks)s) LIKE ALL (%(exactly)s)"
SIGNS = {"signs": string.punctuation, "blanks": " " * len(string.punctuation)}


@dataclass(frozen=True)
class RecordQuery:
    """The filters of a list: words, values by field, references by code; with or without retired records."""

    words: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()
    retired: bool = False


def listed(moment: Moment, kind: str, sought: RecordQuery) -> tuple[str, ...]:
    """The codes of the records that match, in order. One query."""
    # Folding replaces signs by blanks, so no character that is special to LIKE is left.
    words = [word for one in sought.words if (word := folded(one).strip().lower())]
    across = any(" " in word for word in words)
    at = {
        "on": moment.as_of,
        "sequence": moment.sequence,
        "words": [f"%{word.replace(' ', '_')}%" for word in words],
        **({"exactly": [f"%{word}%" for word in words], **SIGNS} if across else {}),
        **{f"f_{name}": value for name, value in sought.values},
    }
    names = tuple(name for name, _ in sought.values)
    statement = _statement(kind, moment.known is None, names, bool(words), across, sought.retired)
    return tuple(rows(statement, at)[0].codes)


@cache
def names_areas(kind: str) -> bool:
    """Whether a list of this kind shows or finds the name of an area or a function, which facts about areas change."""
    if kind in OTHERS:
        return kind != "passage"
    return any(names_areas(one.refers) for one in TABLES[kind].kind.fields if one.refers and one.refers != kind)


@cache
def _statement(kind: str, newest: bool, names: Iterable[str], words: bool, across: bool, retired: bool) -> str:
    found = TABLES[kind]
    fields = [found.kind.field(name) for name in names]
    narrowed = [f" AND {joined_value(one)} = %(f_{one.name})s" for one in fields]
    searched = found.kind.searched if words else ()
    to = [one for one in searched if one.holds is Holds.REFERENCE]
    texts = [f"called_{one.name}.words" if one in to else text_of(one) for one in searched]
    return LISTED.format(
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id", newest=newest),
        shown="true" if retired else "NOT fact.retired",
        called="".join(CALLED.format(field=one.name, called=called(one.refers, newest)) for one in to),
        # Only the columns that the filters need are read for each record.
        columns="".join(f", {stored('fact', one)}" for one in dict.fromkeys([*fields, *searched])),
        references=" ".join([joins(fields), *(TO_CALLED.format(field=one.name) for one in to)]),
        texts=TEXTS.format(texts=", ".join(texts)) if words else "",
        narrowed="".join([*narrowed, ALL_WORDS if words else "", ACROSS_SIGNS if across else ""]),
    )
