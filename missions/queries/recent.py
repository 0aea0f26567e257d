"""What is new in the record."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Subquery
from django.db.models.functions import Coalesce, Least

from missions.domain.portfolio import Moment
from missions.domain.vocabulary import EntryClass
from missions.models import AuditEntry

NEWEST = 6


def newest(moment: Moment) -> list[AuditEntry]:
    """The newest entries of the record by the end of the day shown, of those known, newest first. One query."""
    day_after = datetime.combine(moment.as_of + timedelta(days=1), time.min, tzinfo=UTC)
    # Times rise with sequences: the last entry by then bounds the walk down the index.
    last = AuditEntry.objects.filter(recorded_at__lt=day_after).order_by("-recorded_at", "-sequence").values("sequence")
    known = AuditEntry.objects.filter(
        entry_class=EntryClass.RECORD, sequence__lte=Least(Coalesce(Subquery(last[:1]), 0), moment.sequence)
    )
    return list(known.defer("payload").order_by("-sequence")[:NEWEST])
