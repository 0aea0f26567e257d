"""The speaker's notes, and whether a slide shows sample data."""

from collections.abc import Iterable

from missions.domain.record.portfolio import AreaState
from missions.domain.vocabulary import Provenance
from missions.exports.document import Document

VERIFY = "An administrator of csis can check this file: manage.py verify_briefing FILE."


def sources(document: Document) -> tuple[str, ...]:
    """The sources of each slide and how to verify the file: the last of its notes."""
    header = document.header
    policy = "without a policy in force" if header.policy is None else f"policy revision {header.policy}"
    return (
        f"Source: {header.source}",
        f"Record as of {header.as_of.isoformat()}, as known by {header.known}; {policy}. {header.provenance}",
        f"Content hash (SHA-256): {header.content_hash}. {VERIFY}",
    )


def shows_sample(areas: Iterable[AreaState]) -> bool:
    """Whether anything shown of these areas is sample data."""
    return any(Provenance.ILLUSTRATIVE in _provenances(area) for area in areas)


def _provenances(area: AreaState) -> set[Provenance]:
    facts = [area.said, *([area.decided.said] if area.decided else [])]
    for function in area.functions:
        facts += [function.said, *([function.assessed.said] if function.assessed else [])]
    return {said.provenance for said in facts}
