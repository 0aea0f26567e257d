"""Staged imports: what a file would do to the record. They are not of record, and are discarded or expire."""

from django.db import models

from missions.domain.vocabulary import ImportState, RowStatus
from missions.models.guards import choices_check
from missions.models.people.accounts import User


class StagedImport(models.Model):
    """One uploaded file on its way to the record, and the progress of its comparison.

    `kind` is the name of the kind of record that it is about, or `functions`; empty until it is read. `how` says how it
    was read, `problem` why it could not be; if several `sheets` of a workbook fit, `sheet` is the chosen one. `against`
    is the audit entry as of which it is compared; `entry` is the one that recorded it.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    file_name = models.TextField()
    sha256 = models.TextField()
    kind = models.TextField(blank=True)
    how = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    sheets = models.JSONField(default=list)
    sheet = models.TextField(blank=True)
    state = models.TextField(choices=ImportState.choices, default=ImportState.READING)
    against = models.BigIntegerField(null=True)
    rows = models.PositiveIntegerField(default=0)
    staged_at = models.DateTimeField(auto_now_add=True, db_index=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [choices_check("state", ImportState, "staged_import_state_known")]

    def __str__(self) -> str:
        return self.file_name


class StagedPart(models.Model):
    """A part of the uploaded file, kept until it is read."""

    staged = models.ForeignKey(StagedImport, models.CASCADE, db_index=False, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staged", "number"], name="staged_part_one_per_number")]

    def __str__(self) -> str:
        return f"part {self.number}"


class StagedRow(models.Model):
    """One row of the file: its cells, and after the comparison, what it would do."""

    staged = models.ForeignKey(StagedImport, models.CASCADE, db_index=False, related_name="lines")
    line = models.PositiveIntegerField()
    code = models.TextField()
    cells = models.JSONField()
    problems = models.JSONField()
    status = models.TextField(choices=RowStatus.choices, default=RowStatus.WAITING)
    plan = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staged", "line"], name="staged_row_one_per_line"),
            choices_check("status", RowStatus, "staged_row_status_known"),
        ]
        indexes = [
            models.Index(fields=["staged", "code", "line"], name="staged_row_code"),
            models.Index(fields=["staged", "status", "line"], name="staged_row_status"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}"
