"""The strategy's passages, as they stand at a moment."""

from dataclasses import dataclass

from missions.domain.portfolio import Moment
from missions.domain.vocabulary import PassageKind
from missions.models import PassageRevision


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
    """All passages by kind, in the order of the text, every kind present. One query."""
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


def passage(moment: Moment, code: str) -> PassageRevision | None:
    """One passage as it stands at the moment, or None. One query."""
    return PassageRevision.objects.as_of(moment.as_of, moment.sequence).filter(passage__code=code).first()
