"""Verifications, by an auditor or each night. Not of record: the result is in the audit entry that ends each."""

from django.db import models
from django.db.models.functions import Now

from missions.models.people.accounts import User


class VerificationRun(models.Model):
    """One pass over the record by the worker: requested by a person, or by nobody, each night.

    `since` is the last entry that was verified before and is skipped; 0 for the whole record. `entries`, `rows` and
    `files` count what is verified so far, of the `upto` entries there were; `told_at` is when these counts were last
    updated. `findings` are the first findings, and `found` says how many there are.
    """

    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    since = models.BigIntegerField(default=0)
    upto = models.BigIntegerField()
    began_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.BigIntegerField(default=0)
    found = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)
    sequence = models.BigIntegerField(default=0)
    digest = models.TextField(blank=True)

    class Meta:
        constraints = [
            # A second verification would read the same record at the same time.
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="verification_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"verification {self.pk}"
