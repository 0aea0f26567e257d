"""Staged imports: what a file would do to the record. Not of record: they are discarded, or go when they are old."""

from django.db import models

from missions.domain.vocabulary import ImportState, RowStatus
from missions.models.guards import choices_check
from missions.models.people.accounts import User


class StagedImport(models.Model):
    """One uploaded file on its way to the record, and how far its comparison has come.

    `against` is the audit entry it is compared with the record as of; `entry` the one that recorded it.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    file_name = models.TextField()
    sha256 = models.TextField()
    how = models.TextField()
    state = models.TextField(choices=ImportState.choices, default=ImportState.PLANNING)
    against = models.BigIntegerField()
    rows = models.PositiveIntegerField(default=0)
    staged_at = models.DateTimeField(auto_now_add=True, db_index=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [choices_check("state", ImportState, "staged_import_state_known")]

    def __str__(self) -> str:
        return self.file_name


class StagedRow(models.Model):
    """One row of the file: its cells, and once it is compared, what it would do."""

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
