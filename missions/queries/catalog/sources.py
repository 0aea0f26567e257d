"""Which readings of catalogs answer at a moment: of each snapshot the newest known by then."""

from missions.domain.catalog.asking import Source
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.record.portfolio import Moment
from missions.domain.vocabulary import Provenance
from missions.models import CatalogReading


def sources(moment: Moment) -> tuple[Source, ...]:
    """The newest reading of each snapshot, in the order in which pages prefer them. One query.

    Real catalogs stand before the sample, GCAT before UCS, and newer data before older.
    """
    known = CatalogReading.objects.filter(entry__lte=moment.sequence).select_related("snapshot")
    newest = known.order_by("snapshot", "-entry").distinct("snapshot").defer("counts")
    return tuple(sorted(map(source_of, newest), key=_preferred))


def source_of(reading: CatalogReading) -> Source:
    """A reading, with its snapshot, as pages name it."""
    snapshot = reading.snapshot
    return Source(
        reading=reading.pk,
        digest=reading.digest,
        snapshot=snapshot.name,
        publisher=Publisher(snapshot.publisher),
        data_date=snapshot.dated_on,
        license=snapshot.license,
        credit=snapshot.credit,
        illustrative=snapshot.provenance == Provenance.ILLUSTRATIVE,
        rules_sequence=reading.rules_sequence,
    )


def _preferred(source: Source) -> tuple[bool, int, int, int]:
    place = list(Publisher).index(source.publisher)
    return source.illustrative, place, -source.data_date.toordinal(), -source.reading
