"""Search in the records of kinds: one arm of the search statement for each kind.

An arm starts from an index of the words that a record has at any moment; the results are among those. Only for them,
and for no more than the first `most` that match most words, are the words at the moment computed, which is the costly
part. They are read as an array, once, whatever the planner expects. Records that contain a term themselves are looked
up once, for their own arm and for the arms of the kinds that refer to them.
"""

from collections.abc import Iterable
from functools import cache

from missions.domain.kinds.kind import Field, Holds, Kind
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.names import NAMES_OF
from missions.queries.kinds.states import OTHERS, table_of

# What all arms start from: the terms, and for each kind the records whose own words may contain a term.
TERMS = """
WITH term AS MATERIALIZED (
  SELECT place, csis_any(csis_asked(text)) AS query FROM unnest(%(terms)s::text[]) WITH ORDINALITY one(text, place))
"""
SAYING = """, saying_{kind} AS MATERIALIZED (
  SELECT term.place, own.id FROM term CROSS JOIN LATERAL ({own}) own)
"""
SAYING_TERM = "SELECT id FROM saying_{kind} WHERE place = term.place"
# In the form of the other arms: no area, the record's code in place of a function's, and no key. A row with the key
# `CUT` says that the index has further candidates.
ARM = """
(WITH known AS MATERIALIZED (
  SELECT id FROM (
    SELECT id, 0 AS place FROM {subjects} WHERE %(prefix)s <> '' AND starts_with(lower(code), %(prefix)s)
    UNION ALL SELECT of_term.id, 1 FROM term CROSS JOIN LATERAL ({known}) of_term) each
  GROUP BY id ORDER BY min(place), count(*) DESC, id LIMIT %(most)s + 1)
SELECT '{kind}', '', subject.code, subject.code, {words}, 0, fact.provenance
FROM {subjects} subject JOIN LATERAL ({holding}) fact ON NOT fact.retired
WHERE subject.id = ANY (ARRAY(SELECT id FROM known LIMIT %(most)s))
UNION ALL SELECT '{kind}', '', '', '', ''::tsvector, {cut}, '' WHERE (SELECT count(*) FROM known) > %(most)s)
"""
CUT = -1
# Any of the words, made from a parameter so that it is computed once; and any word of one term, for each term.
ANY = "csis_any(csis_asked(%(words)s))"
ANY_OF_TERM = "term.query"
BY_CODE = """
SELECT id FROM {subjects} WHERE csis_said(code) @@ {any}
UNION SELECT id FROM {subjects} WHERE {any} IS NULL
"""
BY_TEXTS = "SELECT {kind}_id FROM {table} WHERE csis_said({texts}) @@ {any}"
BY_CHOICE = """
SELECT {kind}_id FROM {table} WHERE {field} = ANY (ARRAY(
  SELECT value FROM (VALUES {labels}) one(value, label) WHERE csis_said(label) @@ {any}))
"""
BY_REFERENCE = "SELECT {kind}_id FROM {table} WHERE {field}_id = ANY (ARRAY({referred}))"
# A reference is found by the code and the name of its target.
CALLED = """
SELECT other.id, concat_ws(' ', other.code, {names}) AS words
FROM {subjects} other JOIN LATERAL ({holding}) referred ON true
"""
WEIGHTS = ("A", "B", "C")
# The index's entries for functions, and the names of areas and passages, which are few.
TEXTS_OF = {"function": "name, description", "area": "name", "passage": "title"}


def searched_kinds() -> list[str]:
    """All declared kinds, except those with an arm of their own."""
    return [name for name in TABLES if name not in OTHERS]


def arm(kind: str) -> str:
    """The statement of one of them; it needs `terms`."""
    found = TABLES[kind]
    at = {"kind": kind, "table": found.revision._meta.db_table, "any": ANY_OF_TERM}
    known = [SAYING_TERM.format(kind=kind)]
    for field in found.kind.searched:
        if field.holds is Holds.CHOICE:
            labels = ", ".join(f"({_quoted(one.value)}, {_quoted(one.label)})" for one in field.choices)
            known.append(BY_CHOICE.format(**at, field=field.name, labels=labels))
        elif field.holds is Holds.REFERENCE:
            known.append(BY_REFERENCE.format(**at, field=field.name, referred=SAYING_TERM.format(kind=field.refers)))
    return ARM.format(
        kind=kind,
        words=weighed(found.kind, code="subject.code"),
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id"),
        known=" UNION ".join(known),
        cut=CUT,
    )


def terms(kinds: Iterable[str]) -> str:
    """The start of a statement with the arms of these kinds."""
    fields = [field for kind in kinds for field in TABLES[kind].kind.searched]
    own = dict.fromkeys([*kinds, *(one.refers for one in fields if one.holds is Holds.REFERENCE)])
    return TERMS + "".join(SAYING.format(kind=kind, own=by_own_words(kind, ANY_OF_TERM)) for kind in own)


def weighed(kind: Kind, *, code: str = "") -> str:
    """SQL of the words of a revision `fact` of a kind, each with its weight; those of `code` weigh most."""
    texts = {letter: [text_of(one) for one in kind.searched if _weight(kind, one) == letter] for letter in WEIGHTS}
    texts["A"] = [*filter(None, [code]), *texts["A"]]
    return " || ".join(
        f"setweight(csis_words(concat_ws(' ', {', '.join(some)})), '{letter}')"
        for letter, some in texts.items()
        if some
    )


def by_own_words(kind: str, any_of: str = ANY) -> str:
    """SQL of the keys of the records whose code or own texts may match these words."""
    revisions = OTHERS[kind] if kind in OTHERS else TABLES[kind].revision
    texts = TEXTS_OF.get(kind) or ", ".join(one.name for one in TABLES[kind].kind.searched if one.is_text)
    found = [BY_CODE.format(subjects=table_of(kind), any=any_of)]
    if texts:
        found.append(BY_TEXTS.format(kind=kind, table=revisions._meta.db_table, texts=texts, any=any_of))
    return " UNION ".join(found)


def _weight(kind: Kind, field: Field) -> str:
    """Fields of the title weigh most."""
    return "A" if field.name in kind.title else field.weight


def text_of(field: Field) -> str:
    """SQL of the searched text of a field of a revision `fact`."""
    match field.holds:
        case Holds.REFERENCE:
            return f"(SELECT words FROM ({called(field.refers)}) named WHERE named.id = fact.{field.name}_id)"
        case Holds.CHOICE:
            return _labels(field)
    return f"fact.{field.name}"


def _labels(field: Field) -> str:
    cases = " ".join(f"WHEN {_quoted(one.value)} THEN {_quoted(one.label)}" for one in field.choices)
    return f"CASE fact.{field.name} {cases} END"


def _quoted(text: str) -> str:
    doubled = str(text).replace("'", "''").replace("%", "%%")
    return f"'{doubled}'"


@cache
def called(kind: str, newest: bool = False) -> str:
    """SQL of `id` and `words` (code and name) of every record of a kind; `newest` as in `as_of`."""
    if kind in OTHERS:
        model, names = OTHERS[kind], [NAMES_OF[kind].replace("fact.", "referred.")]
    else:
        declared, model = TABLES[kind].kind, TABLES[kind].revision
        names = [f"referred.{one.name}" for one in map(declared.field, declared.title) if one.is_text] or ["''"]
    return CALLED.format(
        names=", ".join(names), subjects=table_of(kind), holding=as_of(model, of="other.id", newest=newest)
    )
