"""What is new in the record."""

from missions.domain.portfolio import Moment
from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry

NEWEST = 6


def newest(moment: Moment) -> list[AuditEntry]:
    """The newest entries of the record that were known at the moment, newest first. One query."""
    known = AuditEntry.objects.filter(entry_class=EntryClass.RECORD, sequence__lte=moment.sequence)
    return list(known.defer("payload").order_by("-sequence")[:NEWEST])
