"""The records of kinds as the search finds them: an arm of its statement for each kind."""

from missions.domain.kinds.kind import Field, Holds, Kind
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.kinds.names import NAMES_OF
from missions.queries.kinds.states import OTHERS, table_of

# In the shape of the other arms: no area, the code of the record in place of a function's, and no key.
ARM = """
SELECT '{kind}', '', subject.code, subject.code, {words}, 0
FROM {subjects} subject JOIN LATERAL ({holding}) fact ON NOT fact.retired
"""
# A reference is found by the code and the name of what it is to.
REFERRED = """
(SELECT concat_ws(' ', other.code, {names}) FROM {subjects} other JOIN LATERAL ({holding}) referred ON true
  WHERE other.id = fact.{field}_id)
"""
WEIGHTS = ("A", "B", "C")


def arms() -> list[str]:
    """The statements of all kinds that are declared, those aside that have an arm of their own."""
    return [_arm(found.kind) for name, found in TABLES.items() if name not in OTHERS]


def _arm(kind: Kind) -> str:
    found = TABLES[kind.name]
    weighed = {letter: [_text(one) for one in kind.fields if _weight(kind, one) == letter] for letter in WEIGHTS}
    weighed["A"].insert(0, "subject.code")
    words = (
        f"setweight(csis_words(concat_ws(' ', {', '.join(texts)})), '{letter}')"
        for letter, texts in weighed.items()
        if texts
    )
    return ARM.format(
        kind=kind.name,
        words=" || ".join(words),
        subjects=found.identity._meta.db_table,
        holding=as_of(found.revision, of="subject.id"),
    )


def _weight(kind: Kind, field: Field) -> str:
    """What stands in its title weighs most."""
    return "A" if field.name in kind.title else field.weight


def _text(field: Field) -> str:
    match field.holds:
        case Holds.REFERENCE:
            return _referred(field)
        case Holds.CHOICE:
            return _labels(field)
    return f"fact.{field.name}"


def _labels(field: Field) -> str:
    cases = " ".join(f"WHEN {_quoted(one.value)} THEN {_quoted(one.label)}" for one in field.choices)
    return f"CASE fact.{field.name} {cases} END"


def _quoted(text: str) -> str:
    doubled = str(text).replace("'", "''").replace("%", "%%")
    return f"'{doubled}'"


def _referred(field: Field) -> str:
    if field.refers in OTHERS:
        model, names = OTHERS[field.refers], [NAMES_OF[field.refers].replace("fact.", "referred.")]
    else:
        kind, model = TABLES[field.refers].kind, TABLES[field.refers].revision
        titled = map(kind.field, kind.title)
        names = [f"referred.{one.name}" for one in titled if one.holds in {Holds.TEXT, Holds.PROSE}] or ["''"]
    return REFERRED.format(
        names=", ".join(names),
        subjects=table_of(field.refers),
        holding=as_of(model, of="other.id"),
        field=field.name,
    )
