"""The audit chain as people read it, one page at a time."""

from collections.abc import Collection
from dataclasses import dataclass

from missions.access import Actor, Permission, can
from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry, ChainHead
from missions.queries.reviews.visibility import HIDDEN
from missions.queries.rows import rows

PAGE = 50

MAY_READ = {
    EntryClass.RECORD: Permission.READ_AUDIT_RECORD,
    EntryClass.PROCESS: Permission.READ_AUDIT_PROCESS,
    EntryClass.ACCESS: Permission.READ_AUDIT_ACCESS,
}

# Votes that are hidden from the reader, and answers to them.
HIDDEN_ENTRIES = f"""
SELECT vote.entry_id AS vote, answer.entry_id AS answer
FROM missions_proposalstate state
JOIN missions_proposalrevision revision ON revision.proposal_id = state.proposal_id
JOIN missions_vote vote ON vote.revision_id = revision.id AND vote.by_id <> %(me)s
LEFT JOIN missions_objectionanswer answer ON answer.vote_id = vote.id
WHERE {HIDDEN}
"""


@dataclass(frozen=True)
class AuditPage:
    """A page of entries, newest first; `older` is the sequence that leads to the next one, None at the end."""

    rows: list[AuditEntry]
    older: int | None
    newest: bool


def readable_classes(actor: Actor) -> list[EntryClass]:
    """The classes of entries that the actor may read."""
    return [entry_class for entry_class, permission in MAY_READ.items() if can(actor, permission)]


def hidden_entries(actor: Actor) -> set[int]:
    """The entries that tell votes which are hidden from this person until the decision. One query."""
    found = rows(HIDDEN_ENTRIES, {"me": actor.pk, "decides": can(actor, Permission.DECIDE)})
    return {sequence for row in found for sequence in row if sequence is not None}


def entries(
    classes: list[EntryClass],
    *,
    before: int | None = None,
    without: Collection[int] = frozenset(),
    size: int = PAGE,
) -> AuditPage:
    """The newest entries of the given classes, or those below `before`, but for those to be withheld. One query."""
    chain = AuditEntry.objects.filter(entry_class__in=classes).defer("payload").order_by("-sequence")
    chain = chain.exclude(sequence__in=without) if without else chain
    if before is not None:
        chain = chain.filter(sequence__lt=before)
    found = list(chain[: size + 1])
    shown = found[:size]
    return AuditPage(shown, older=shown[-1].sequence if found[size:] else None, newest=before is None)


def head() -> ChainHead:
    """The end of the chain: what an export or a backup prints as `sequence:digest`."""
    return ChainHead.objects.get()
