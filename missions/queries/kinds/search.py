"""Search in the records of kinds: one arm of the search statement for each kind.

An arm starts from an index of the words that a record has at any moment; the results are among those. Only for them,
and for no more than the first `most` that match most words, are the words at the moment computed, which is the costly
part. They are read as an array, once, whatever the planner expects.
"""

from functools import cache

from missions.domain.kinds.kind import Field, Holds, Kind
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.names import NAMES_OF
from missions.queries.kinds.states import OTHERS, table_of

# In the form of the other arms: no area, the record's code in place of a function's, and no key. A row with the key
# `CUT` says that the index has further candidates.
ARM = """
(WITH known AS MATERIALIZED (
  SELECT id FROM (
    SELECT id, 0 AS place FROM {subjects} WHERE %(prefix)s <> '' AND starts_with(lower(code), %(prefix)s)
    UNION ALL SELECT of_term.id, 1
    FROM (SELECT csis_any(csis_asked(text)) AS query FROM unnest(%(terms)s::text[]) text) term
    CROSS JOIN LATERAL ({known}) of_term) each
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


def arms() -> list[str]:
    """The statements of all declared kinds, except those with an arm of their own."""
    return [_arm(found.kind) for name, found in TABLES.items() if name not in OTHERS]


def named_arm(kind: str) -> str:
    """The statement of one of them."""
    return _arm(TABLES[kind].kind)


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


def _arm(kind: Kind) -> str:
    found = TABLES[kind.name]
    at = {"kind": kind.name, "table": found.revision._meta.db_table, "any": ANY_OF_TERM}
    known = [by_own_words(kind.name, ANY_OF_TERM)]
    for field in kind.searched:
        if field.holds is Holds.CHOICE:
            labels = ", ".join(f"({_quoted(one.value)}, {_quoted(one.label)})" for one in field.choices)
            known.append(BY_CHOICE.format(**at, field=field.name, labels=labels))
        elif field.holds is Holds.REFERENCE:
            known.append(BY_REFERENCE.format(**at, field=field.name, referred=by_own_words(field.refers, ANY_OF_TERM)))
    return ARM.format(
        kind=kind.name,
        words=weighed(kind, code="subject.code"),
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id"),
        known=" UNION ".join(known),
        cut=CUT,
    )


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
