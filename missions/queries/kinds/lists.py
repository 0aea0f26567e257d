"""The list of a kind, filtered, ordered and paged in the database, so that a page reads only the rows that it shows."""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from missions.domain.kinds.kind import Holds
from missions.domain.record.portfolio import Moment
from missions.domain.words import folded
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.search import called, text_of
from missions.queries.kinds.states import joined_value, joins, stored
from missions.queries.rows import rows

LISTED = """
WITH held AS MATERIALIZED (
  SELECT subject.code{columns} FROM {subjects} subject JOIN LATERAL ({holding}) fact ON {shown}){called}
SELECT fact.code, (count(*) OVER ())::int AS total FROM held fact {references} {texts}
WHERE true {narrowed} ORDER BY fact.code OFFSET %(first)s LIMIT %(size)s
"""
# Referenced records are read once, not for each record that refers to them.
CALLED = ", called_{field} AS MATERIALIZED ({called})"
TO_CALLED = "LEFT JOIN called_{field} ON called_{field}.id = fact.{field}_id"
# Folded like `domain/words.py: folded`; a word may match anywhere, even inside another.
TEXTS = """
CROSS JOIN LATERAL (
  SELECT lower(translate(csis_folded(concat_ws(' ', fact.code, {texts})), %(signs)s, %(blanks)s)) AS text) said
"""
ALL_WORDS = " AND NOT EXISTS (SELECT FROM unnest(%(words)s::text[]) word WHERE strpos(said.text, word) = 0)"
SIGNS = {"signs": string.punctuation, "blanks": " " * len(string.punctuation)}


@dataclass(frozen=True)
class Sought:
    """The filters of a list: words, values by field, references by code; with or without retired records."""

    words: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    retired: bool = False


@dataclass(frozen=True)
class Listed:
    """The codes of a page of the list, and the number of records on all pages; 0 also beyond the last page."""

    codes: tuple[str, ...]
    total: int


def listed(kind: str, moment: Moment, sought: Sought, *, first: int = 0, size: int | None = None) -> Listed:
    """The matching records, by code, from position `first` on, at most `size` of them. One query."""
    names = tuple(sorted(sought.values))
    at = {
        "on": moment.as_of,
        "sequence": moment.sequence,
        "first": first,
        "size": size,
        "words": [word for one in sought.words if (word := folded(one).strip().lower())],
        **{f"f_{name}": sought.values[name] for name in names},
        **SIGNS,
    }
    found = rows(_statement(kind, moment.known is None, names, bool(sought.words), sought.retired), at)
    return Listed(tuple(row.code for row in found), found[0].total if found else 0)


@cache
def _statement(kind: str, newest: bool, names: Iterable[str], words: bool, retired: bool) -> str:
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
        narrowed="".join([*narrowed, ALL_WORDS if words else ""]),
    )
