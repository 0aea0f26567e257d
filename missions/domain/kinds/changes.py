"""What differs between two states of a record."""

from itertools import zip_longest

from missions.domain.difference import Difference
from missions.domain.kinds.kind import Kind, RecordState

BASIS = ("Provenance", "Certainty", "Source")


def changes(kind: Kind, earlier: RecordState | None, since: RecordState | None) -> tuple[Difference, ...]:
    """What differs between two states, field by field, then line by line."""
    found = []
    for field in kind.fields:
        before, after = (field.words(one.values[field.name]) if one else "" for one in (earlier, since))
        if before != after:
            found.append(Difference(field.label, before, after))
    for lines in kind.lines:
        pairs = zip_longest(*(one.lines[lines.name] if one else () for one in (earlier, since)))
        for number, (before, after) in enumerate(pairs, start=1):
            texts = [
                "; ".join(f"{f.label}: {f.words(line[f.name])}" for f in lines.fields if f.words(line[f.name]))
                if line
                else ""
                for line in (before, after)
            ]
            if texts[0] != texts[1]:
                found.append(Difference(f"{lines.label} {number}", *texts))
    return tuple(found)


def basis_changes(earlier: RecordState | None, since: RecordState) -> tuple[Difference, ...]:
    """The differences in retirement and basis: provenance, certainty and source."""
    found = []
    if earlier and earlier.retired != since.retired:
        found.append(Difference("Retired", *("Yes" if one.retired else "No" for one in (earlier, since))))
    for label, before, after in zip(BASIS, _basis(earlier), _basis(since), strict=True):
        if before != after:
            found.append(Difference(label, before, after))
    return tuple(found)


def _basis(state: RecordState | None) -> tuple[str, str, str]:
    """Provenance, certainty and source in words; an unstated one is empty."""
    if state is None:
        return "", "", ""
    labels = [one.label if one else "" for one in (state.said.provenance, state.certainty)]
    return labels[0], labels[1], state.said.source
