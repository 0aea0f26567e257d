"""Catalogs that are being imported: not of record, and discarded or expired later."""

from django.db import models

from missions.domain.catalog.vocabulary import CatalogPart, ProblemKind
from missions.domain.vocabulary import ImportState
from missions.models.catalog.snapshots import CatalogReading, CatalogSnapshot
from missions.models.guards import choices_check
from missions.models.people.accounts import User


class StagedCatalog(models.Model):
    """Files of a catalog that are being imported, or a snapshot being read again; not of record.

    `lines` of `of_lines` are read. Once it is ready, `found` is the preview, `content` has its rows in COPY format,
    compressed, and `digest` covers them and its problems.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    snapshot = models.ForeignKey(CatalogSnapshot, models.PROTECT, null=True, db_index=False, related_name="+")
    state = models.TextField(choices=ImportState.choices, default=ImportState.READING)
    problem = models.TextField(blank=True)
    lines = models.PositiveIntegerField(default=0)
    of_lines = models.PositiveIntegerField(default=0)
    rules_sequence = models.BigIntegerField(null=True)
    found = models.JSONField(default=dict)
    content = models.BinaryField(default=bytes)
    digest = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, help_text="When its reader last said how far it is.")
    staged_at = models.DateTimeField(auto_now_add=True, db_index=True)
    reading = models.ForeignKey(CatalogReading, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = [choices_check("state", ImportState, "staged_catalog_state_known")]

    def __str__(self) -> str:
        return f"catalog {self.pk}"


class StagedCatalogFile(models.Model):
    """One uploaded file; `part` once it is told."""

    staged = models.ForeignKey(StagedCatalog, models.CASCADE, related_name="files")
    file_name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.TextField()
    part = models.TextField(choices=CatalogPart.choices, blank=True)

    def __str__(self) -> str:
        return self.file_name


class StagedCatalogPiece(models.Model):
    """A piece of an uploaded file."""

    file = models.ForeignKey(StagedCatalogFile, models.CASCADE, db_index=False, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="staged_catalog_piece_one_per_number")]

    def __str__(self) -> str:
        return f"piece {self.number}"


class StagedCatalogProblem(models.Model):
    """A problem of a reading that is not recorded yet."""

    staged = models.ForeignKey(StagedCatalog, models.CASCADE, db_index=False, related_name="problems")
    position = models.PositiveIntegerField()
    part = models.TextField(choices=CatalogPart.choices)
    line = models.PositiveIntegerField()
    kind = models.TextField(choices=ProblemKind.choices)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staged", "position"], name="staged_catalog_problem_one_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.part} line {self.line}"
