"""Snapshots of satellite catalogs, their files, and each reading of them with the rules known at that time.

Snapshot, file and reading are rows of record. The rows and problems of a reading are covered by its digest, which is in
its entry: they are inserted before it in the same transaction, and never after.
"""

from django.db import models
from django.db.models import Q

from missions.domain.catalog.vocabulary import CatalogPart, OwnerBasis, ProblemKind, Publisher
from missions.domain.vocabulary import Provenance
from missions.models.base import Record
from missions.models.guards import REFUSALS, Guard, choices_check, pgtrigger

DIGEST = "^[0-9a-f]{64}$"
# The characters that an address can contain unchanged.
NAME = "^[A-Za-z0-9][A-Za-z0-9 ._-]*$"
LONGEST_NAME = 60

# Its entry is of class record, by an analyst or a steward; checked when the transaction ends.
OF_CATALOGS = Guard(
    name="of_catalogs",
    function="csis_of_catalogs",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
)


def _before(name: str, function: str) -> Guard:
    return Guard(name=name, function=function, when=pgtrigger.Before, operation=pgtrigger.Insert)


# A reading is complete when it is inserted; nothing is added later.
BEFORE_READING = Guard(
    name="before_reading",
    function="csis_before_reading",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="brought"),
)


class CatalogSnapshot(Record):
    """A catalog as published on a day: never changed, and read again whenever rules change."""

    name = models.TextField(unique=True)
    publisher = models.TextField(choices=Publisher.choices)
    dated_on = models.DateField(help_text="The day of the data itself.")
    license = models.TextField()
    credit = models.TextField(help_text="Shown wherever its numbers are.")
    provenance = models.TextField(choices=Provenance.choices)
    reason = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(name__regex=NAME), name="catalog_snapshot_name_plain"),
            models.CheckConstraint(condition=~Q(credit=""), name="catalog_snapshot_credit_given"),
            models.CheckConstraint(condition=~Q(reason=""), name="catalog_snapshot_reason_given"),
            choices_check("publisher", Publisher, "catalog_snapshot_publisher_known"),
            models.CheckConstraint(
                condition=Q(provenance__in=(Provenance.CATALOG, Provenance.ILLUSTRATIVE)),
                name="catalog_snapshot_provenance_known",
            ),
        ]
        triggers = [*Record.Meta.triggers, _before("catalog", "csis_catalog_snapshot"), OF_CATALOGS]

    def __str__(self) -> str:
        return self.name


class CatalogFile(Record):
    """One file of a snapshot; its content is in the store of evidence under its SHA-256."""

    snapshot = models.ForeignKey(CatalogSnapshot, models.PROTECT, related_name="files")
    part = models.TextField(choices=CatalogPart.choices)
    file_name = models.TextField()
    size = models.BigIntegerField(help_text="In bytes.")
    sha256 = models.TextField(db_index=True)

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "part"], name="catalog_file_one_per_part"),
            models.CheckConstraint(condition=Q(sha256__regex=DIGEST, size__gt=0), name="catalog_file_whole"),
            choices_check("part", CatalogPart, "catalog_file_part_known"),
        ]
        triggers = [*Record.Meta.triggers, _before("with_snapshot", "csis_with_snapshot"), OF_CATALOGS]

    def __str__(self) -> str:
        return self.file_name


class CatalogReading(Record):
    """One reading of a snapshot with the rules known at entry `rules_sequence`, by one version of the reader.

    `counts` are the rows by area, the problems by kind, and the rows that each rule touched. `digest` covers every row
    and problem in COPY format (`actions/catalog/lines.py`).
    """

    snapshot = models.ForeignKey(CatalogSnapshot, models.PROTECT, related_name="readings")
    rules_sequence = models.BigIntegerField()
    reader = models.TextField()
    rows = models.PositiveIntegerField()
    problems = models.PositiveIntegerField()
    counts = models.JSONField()
    digest = models.TextField()
    reason = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="catalog_reading_reason_given"),
            models.CheckConstraint(condition=Q(digest__regex=DIGEST), name="catalog_reading_digest_whole"),
        ]
        triggers = [*Record.Meta.triggers, _before("whole", "csis_catalog_reading"), OF_CATALOGS]

    def __str__(self) -> str:
        return f"{self.snapshot_id} as of entry {self.rules_sequence}"


class Covered(models.Model):
    """A row that is covered by the digest of its reading, and has no entry of its own."""

    reading = models.ForeignKey(CatalogReading, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        abstract = True
        triggers = [*REFUSALS, BEFORE_READING]

    @classmethod
    def covered(cls) -> list[str]:
        """The columns that the digest of the reading covers, in order."""
        return [column.attname for column in cls._meta.concrete_fields if column.attname not in {"id", "reading_id"}]


class CatalogRow(Covered):
    """One payload as one reading understood it: `missions.catalog.objects.CatalogObject`."""

    line = models.PositiveIntegerField()
    identifier = models.TextField()
    name = models.TextField()
    program = models.TextField(null=True)
    launch = models.TextField(null=True)
    launched_first = models.DateField()
    launched_last = models.DateField()
    ended_first = models.DateField(null=True)
    ended_last = models.DateField(null=True)
    category = models.TextField()
    area = models.TextField(null=True)
    commercial = models.BooleanField()
    owner_code = models.TextField(null=True)
    owner_basis = models.TextField(choices=OwnerBasis.choices)
    operator = models.TextField(null=True)
    state = models.TextField(null=True)
    mass = models.DecimalField(null=True, max_digits=12, decimal_places=3, help_text="In kg, at launch.")
    geo = models.BooleanField(null=True)

    class Meta(Covered.Meta):
        constraints = [
            models.UniqueConstraint(fields=["reading", "line"], name="catalog_row_one_per_line"),
            choices_check("owner_basis", OwnerBasis, "catalog_row_owner_basis_known"),
        ]

    def __str__(self) -> str:
        return self.identifier


class CatalogProblem(Covered):
    """One thing in the files that a reading could not use, or not in the usual way."""

    position = models.PositiveIntegerField()
    part = models.TextField(choices=CatalogPart.choices)
    line = models.PositiveIntegerField(help_text="0: the file as a whole.")
    kind = models.TextField(choices=ProblemKind.choices)
    text = models.TextField()

    class Meta(Covered.Meta):
        constraints = [
            models.UniqueConstraint(fields=["reading", "position"], name="catalog_problem_one_per_place"),
            choices_check("part", CatalogPart, "catalog_problem_part_known"),
            choices_check("kind", ProblemKind, "catalog_problem_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} line {self.line}"
