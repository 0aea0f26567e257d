"""Keeps the result of reading a catalog until somebody records it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from missions.actions.catalog.lines import digest_of, packed, problem_line
from missions.catalog.objects import CatalogObject, Reading
from missions.domain.catalog.vocabulary import ProblemKind
from missions.domain.vocabulary import ImportState
from missions.models import StagedCatalog

# The version of the reader; it changes whenever the reader would make something else of the same files and rules.
READER = "1"
PROBLEMS = "COPY missions_stagedcatalogproblem (staged_id, position, part, line, kind, text) FROM STDIN"


def hold(staged: StagedCatalog, reading: Reading, rules_sequence: int) -> StagedCatalog:
    """Keep the reading until it is recorded; returns the import, ready.

    Raises StagedCatalog.DoesNotExist if it was discarded in the meantime, or read by somebody else.
    """
    content, rows = packed(reading.objects)
    problems = [
        problem_line(place, one.part, one.line, one.kind, one.text) for place, one in enumerate(reading.problems, 1)
    ]
    with transaction.atomic():
        waiting = StagedCatalog.objects.select_for_update().defer("content")
        staged = waiting.get(pk=staged.pk, state=ImportState.READING)
        with connection.cursor() as cursor, cursor.copy(PROBLEMS) as copy:
            for line in problems:
                copy.write(f"{staged.pk}\t{line}")
        for part in reading.parts:
            staged.files.filter(sha256=part.sha256).update(part=part.part)
        staged.state, staged.rules_sequence = ImportState.READY, rules_sequence
        staged.found, staged.content = found_in(reading), content
        staged.digest = digest_of(rows, problems)
        staged.lines = staged.of_lines
        staged.save(update_fields=["state", "rules_sequence", "found", "content", "digest", "lines"])
    return staged


def found_in(reading: Reading) -> dict[str, Any]:
    """The contents of the preview: publisher and day of the data, and the number of rows by area, problem and rule."""
    return {
        "reader": READER,
        "publisher": reading.publisher.value,
        "dated_on": reading.edition.isoformat(),
        "dated_by_launch": not reading.edition_stated,
        "license": reading.license,
        "credit": reading.credit,
        "invented": reading.invented,
        "rows": len(reading.objects),
        "areas": _areas(reading.objects),
        "problems": dict(Counter(one.kind.value for one in reading.problems)),
        "touched": dict(reading.touched),
        "warnings": [one.text for one in reading.problems if one.kind is ProblemKind.WARNING],
    }


def _areas(objects: Iterable[CatalogObject]) -> dict[str, dict[str, int]]:
    """By code of the area (empty for none): all rows, those not ended, and the commercial ones among these."""
    found: dict[str, Counter[str]] = {}
    for one in objects:
        counted = found.setdefault(one.area or "", Counter(rows=0, not_ended=0, commercial=0))
        counted["rows"] += 1
        if one.ended is None:
            counted["not_ended"] += 1
            counted["commercial"] += one.commercial
    return {area: dict(counted) for area, counted in sorted(found.items())}
