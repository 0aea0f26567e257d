"""What the operation of the program leaves: backups, what witnesses were told, jobs. None of it is of record."""

from django.db import models
from django.db.models.functions import Now

from missions.domain.vocabulary import Witness
from missions.models.guards import choices_check


class Backup(models.Model):
    """A backup that was made whole, with the head of the chain it holds; the owner alone writes it."""

    made_at = models.DateTimeField(db_default=Now())
    name = models.TextField(help_text="Of the file, without its folder.")
    size = models.BigIntegerField(help_text="In bytes.")
    sha256 = models.TextField()
    files = models.IntegerField(help_text="Files of evidence in it.")
    encrypted = models.BooleanField()
    sequence = models.BigIntegerField()
    digest = models.TextField()

    def __str__(self) -> str:
        return self.name


class Witnessing(models.Model):
    """One attempt to send the head of the chain to one witness; `error` says why it failed."""

    witness = models.TextField(choices=Witness.choices)
    at = models.DateTimeField(db_default=Now())
    sequence = models.BigIntegerField()
    digest = models.TextField()
    error = models.TextField(blank=True)
    receipt = models.BinaryField(null=True, help_text="A time-stamp authority's signed answer.")

    class Meta:
        constraints = [choices_check("witness", Witness, "witness_known")]
        indexes = [models.Index(fields=["witness", "-id"], name="witnessing_newest")]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


class JobRun(models.Model):
    """How one of the worker's jobs fared, the newest time it ran: one row for each job, written again each time.

    `error` says why it failed last, at `failed_at`; both stay when it succeeds again.
    """

    name = models.TextField(primary_key=True)
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    runs = models.BigIntegerField(default=0)
    failures = models.BigIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
