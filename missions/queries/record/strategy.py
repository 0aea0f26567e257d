"""The strategy's passages at a moment."""

from dataclasses import dataclass

from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import PassageKind
from missions.models import PassageRevision
from missions.models.querysets import as_of
from missions.queries.rows import rows

PASSAGE = f"""
SELECT passage.code, held.kind, held.title, held.text, held.section, held.source
FROM missions_passage passage CROSS JOIN LATERAL ({as_of(PassageRevision, of="passage.id")}) held
WHERE passage.code = %(code)s
"""


@dataclass(frozen=True)
class PassageState:
    """A passage word for word, with the passages under it."""

    code: str
    kind: PassageKind
    title: str
    text: str
    section: str
    source: str
    children: tuple["PassageState", ...]


def passages(moment: Moment) -> dict[PassageKind, list[PassageState]]:
    """All passages by kind, in the order of the text, kinds without any included. One query."""
    held = list(
        PassageRevision.objects.as_of(moment.as_of, moment.sequence)
        .select_related("passage", "parent")
        .order_by("position")
    )
    children: dict[int | None, list[PassageRevision]] = {}
    for revision in held:
        children.setdefault(revision.parent_id, []).append(revision)

    def state(revision: PassageRevision) -> PassageState:
        return PassageState(
            code=revision.passage.code,
            kind=PassageKind(revision.kind),
            title=revision.title,
            text=revision.text,
            section=revision.section,
            source=revision.source,
            children=tuple(state(child) for child in children.get(revision.passage_id, ())),
        )

    return {
        kind: [state(revision) for revision in children.get(None, ()) if revision.kind == kind] for kind in PassageKind
    }


def passage(moment: Moment, code: str) -> PassageState | None:
    """One passage at the moment, without those under it, or None. One query."""
    found = rows(PASSAGE, {"code": code, "on": moment.as_of, "sequence": moment.sequence})
    if not found:
        return None
    held = found[0]
    return PassageState(held.code, PassageKind(held.kind), held.title, held.text, held.section, held.source, ())
