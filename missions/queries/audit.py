"""The audit chain as people read it, one page at a time."""

from dataclasses import dataclass

from missions.access import Actor, Permission, can
from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry, ChainHead

PAGE = 50

MAY_READ = {
    EntryClass.RECORD: Permission.READ_AUDIT_RECORD,
    EntryClass.PROCESS: Permission.READ_AUDIT_PROCESS,
    EntryClass.ACCESS: Permission.READ_AUDIT_ACCESS,
}


@dataclass(frozen=True)
class AuditPage:
    """A page of entries, newest first; `older` is the sequence that leads to the next one, None at the end."""

    rows: list[AuditEntry]
    older: int | None
    newest: bool


def readable_classes(actor: Actor) -> list[EntryClass]:
    """The classes of entries that the actor may read."""
    return [entry_class for entry_class, permission in MAY_READ.items() if can(actor, permission)]


def entries(classes: list[EntryClass], *, before: int | None = None) -> AuditPage:
    """The newest entries of the given classes, or those below `before`. One query."""
    chain = AuditEntry.objects.filter(entry_class__in=classes).defer("payload").order_by("-sequence")
    if before is not None:
        chain = chain.filter(sequence__lt=before)
    found = list(chain[: PAGE + 1])
    rows = found[:PAGE]
    return AuditPage(rows, older=rows[-1].sequence if found[PAGE:] else None, newest=before is None)


def head() -> ChainHead:
    """The end of the chain: what an export or a backup prints as `sequence:digest`."""
    return ChainHead.objects.get()
