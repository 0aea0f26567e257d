"""Readings of catalogs made of payloads as they are needed, without files."""

from dataclasses import replace
from datetime import date

from django.db import connection, transaction

from missions.actions.catalog.lines import digest_of, row_line
from missions.actions.chain import recording
from missions.catalog.objects import CatalogObject, OwnerBasis, Span
from missions.domain.catalog.vocabulary import Publisher
from missions.domain.vocabulary import Provenance
from missions.models import AuditEntry, CatalogReading, CatalogRow, CatalogSnapshot
from tests.factories import SETUP

REASON = "A test needs it."
KEY = "SELECT nextval(pg_get_serial_sequence('missions_catalogreading', 'id'))"
DATED = date(2025, 7, 30)


def payload(line: int, operator: str | None = "SpaceX", /, **said: object) -> CatalogObject:
    """A commercial payload of SATCOM, of the United States, launched in 2020 and not ended."""
    given = {"code": operator and operator[:4].upper(), "area": "SATCOM", "state": "US", "launched": date(2020, 1, 5)}
    given |= said
    launched = given["launched"]
    ended = given.get("ended")
    return CatalogObject(
        line=line,
        identifier=f"S{line:05}",
        name=f"Payload {line}",
        program=None,
        launch=given.get("launch", f"2020-{line:03}"),
        launched=Span(launched, launched),
        ended=Span(ended, ended) if ended else None,
        category="COM",
        area=given["area"],
        commercial=given.get("commercial", True),
        owner_code=given["code"],
        owner_basis=given.get("basis", OwnerBasis.JOINED if operator else OwnerBasis.UNKNOWN),
        operator=operator,
        state=given["state"],
        mass=given.get("mass"),
        geo=given.get("geo"),
    )


def many(**numbers: int) -> list[CatalogObject]:
    """So many payloads of each operator, `Unknown` of none, each on a launch of its own."""
    names = [None if name == "Unknown" else name for name, number in numbers.items() for _ in range(number)]
    return [payload(line, name) for line, name in enumerate(names, start=1)]


def read(
    objects: list[CatalogObject],
    *,
    name: str = "gcat-2025",
    publisher: Publisher = Publisher.GCAT,
    dated_on: date = DATED,
    provenance: Provenance = Provenance.CATALOG,
) -> CatalogReading:
    """A reading of these payloads, of the snapshot of that name, which is recorded where there is none yet."""
    rows = [row_line(one) for one in objects]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(KEY)
        key = cursor.fetchone()[0]
        CatalogRow.objects.bulk_create(_row(key, one) for one in objects)
        rules = AuditEntry.objects.order_by("-sequence").first().sequence
        with recording(by=SETUP, action="import catalog", target=f"catalog:{name}", reason=REASON) as entry:
            snapshot = CatalogSnapshot.objects.filter(name=name).first() or entry.add(
                CatalogSnapshot(
                    name=name,
                    publisher=publisher,
                    dated_on=dated_on,
                    license=publisher.license,
                    credit=publisher.credit,
                    provenance=provenance,
                    reason=REASON,
                )
            )
            return entry.add(
                CatalogReading(
                    pk=key,
                    snapshot=snapshot,
                    rules_sequence=rules,
                    reader="1",
                    rows=len(objects),
                    problems=0,
                    counts={"areas": {}, "problems": {}, "touched": {}},
                    digest=digest_of("".join(rows).encode(), ()),
                    reason=REASON,
                )
            )


def _row(reading: int, one: CatalogObject) -> CatalogRow:
    columns = {name: getattr(one, name) for name in one.__slots__ if name not in {"launched", "ended"}}
    spans = {"launched_first": one.launched.first, "launched_last": one.launched.last}
    spans |= {"ended_first": one.ended and one.ended.first, "ended_last": one.ended and one.ended.last}
    return CatalogRow(reading_id=reading, **columns, **spans)


def renamed(objects: list[CatalogObject], **operators: str) -> list[CatalogObject]:
    """The same payloads as other rules read them: operators by their new names."""
    return [replace(one, operator=operators.get(one.operator, one.operator)) for one in objects]
