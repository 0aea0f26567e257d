"""The records of kinds as the search finds them: an arm of its statement for each kind.

An arm begins with the records that an index knows some of the words of, at any moment: what is found is among them.
Of those alone the words at the moment are made, which is what a search costs: of no more than the first `most`, those
that an index knows most of the words of. They are read as an array, once, whatever the planner expects. Which records
say a term by themselves is looked up once, for their own arm and for those of the kinds that refer to them.
"""

from collections.abc import Iterable
from functools import cache

from missions.domain.kinds.kind import Field, Holds, Kind
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.names import NAMES_OF
from missions.queries.kinds.states import OTHERS, table_of

# What the arms begin with: the terms, and for each kind which of its records may say one of them by its own words.
TERMS = """
WITH term AS MATERIALIZED (
  SELECT place, csis_any(csis_asked(text)) AS query FROM unnest(%(terms)s::text[]) WITH ORDINALITY one(text, place))
"""
SAYING = """, saying_{kind} AS MATERIALIZED (
  SELECT term.place, own.id FROM term CROSS JOIN LATERAL ({own}) own)
"""
SAYING_TERM = "SELECT id FROM saying_{kind} WHERE place = term.place"
# In the shape of the other arms: no area, the code of the record in place of a function's, and no key. A row with the
# key `CUT` says that there are further records that the index knows words of.
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
# Any of the words, made of a parameter, so that it is made once; and any of one term, for each of the terms.
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
# A reference is found by the code and the name of what it is to.
CALLED = """
SELECT other.id, concat_ws(' ', other.code, {names}) AS words
FROM {subjects} other JOIN LATERAL ({holding}) referred ON true
"""
WEIGHTS = ("A", "B", "C")
# What indexes know of functions, and what areas and passages, which are few, are called.
TEXTS_OF = {"function": "name, description", "area": "name", "passage": "title"}


def searched_kinds() -> list[str]:
    """All kinds that are declared, those aside that have an arm of their own."""
    return [name for name in TABLES if name not in OTHERS]


def arm(kind: str) -> str:
    """The statement of one of them, beside `terms`."""
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
    """What a statement with the arms of these kinds begins with."""
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
    """SQL of the keys of what may be found by its code or its own texts, by these words."""
    revisions = OTHERS[kind] if kind in OTHERS else TABLES[kind].revision
    texts = TEXTS_OF.get(kind) or ", ".join(one.name for one in TABLES[kind].kind.searched if one.is_text)
    found = [BY_CODE.format(subjects=table_of(kind), any=any_of)]
    if texts:
        found.append(BY_TEXTS.format(kind=kind, table=revisions._meta.db_table, texts=texts, any=any_of))
    return " UNION ".join(found)


def _weight(kind: Kind, field: Field) -> str:
    """What stands in its title weighs most."""
    return "A" if field.name in kind.title else field.weight


def text_of(field: Field) -> str:
    """SQL of the text of a field of a revision `fact`, as it is searched."""
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
    """SQL of `id` and `words`, the code and the name, of every record of a kind; `newest` as in `as_of`."""
    if kind in OTHERS:
        model, names = OTHERS[kind], [NAMES_OF[kind].replace("fact.", "referred.")]
    else:
        declared, model = TABLES[kind].kind, TABLES[kind].revision
        names = [f"referred.{one.name}" for one in map(declared.field, declared.title) if one.is_text] or ["''"]
    return CALLED.format(
        names=", ".join(names), subjects=table_of(kind), holding=as_of(model, of="other.id", newest=newest)
    )
