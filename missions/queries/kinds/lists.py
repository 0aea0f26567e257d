"""The list of a kind: narrowed and ordered in the database, so that a page reads the rows that it shows."""

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
# What is referred to is read once, not for each record that refers to it.
CALLED = ", called_{field} AS MATERIALIZED ({called})"
TO_CALLED = "LEFT JOIN called_{field} ON called_{field}.id = fact.{field}_id"
# As `domain/words.py: folded` has it, but for signs; a word may stand anywhere in it, in the middle of another too.
TEXTS = "CROSS JOIN LATERAL (SELECT lower(csis_folded(concat_ws(' ', fact.code, {texts}))) AS text) said"
ALL_WORDS = " AND said.text LIKE ALL (%(words)s)"
# Turning signs into blanks takes longer than all else, and only words with a blank in them depend on it: it is done to
# the texts that have any character there.
ACROSS_SIGNS = " AND translate(said.text, %(signs)s, %(blanks)s) LIKE ALL (%(exactly)s)"
SIGNS = {"signs": string.punctuation, "blanks": " " * len(string.punctuation)}


@dataclass(frozen=True)
class Sought:
    """What narrows a list: words, fields with their values, references by code; with the retired ones or without."""

    words: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()
    retired: bool = False


def listed(moment: Moment, kind: str, sought: Sought) -> tuple[str, ...]:
    """The codes of the records that match, in order. One query."""
    # Signs are folded to blanks, so that none of the characters that LIKE has a meaning for is left.
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
        # No other column is kept of each record than what narrows the list.
        columns="".join(f", {stored('fact', one)}" for one in dict.fromkeys([*fields, *searched])),
        references=" ".join([joins(fields), *(TO_CALLED.format(field=one.name) for one in to)]),
        texts=TEXTS.format(texts=", ".join(texts)) if words else "",
        narrowed="".join([*narrowed, ALL_WORDS if words else "", ACROSS_SIGNS if across else ""]),
    )
