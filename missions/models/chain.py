"""The audit chain: one sequence of entries without gaps, each with the digest of the one before.

The database refuses a sequence that does not follow the last, and assigns time and digests (migration 0001).
"""

from typing import NamedTuple

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from missions.domain.vocabulary import EntryClass, InstallationKind
from missions.models.guards import CHAIN_ENTRY, ENTRY_RIGHTS, REFUSALS, choices_check


class Installation(models.Model):
    """What this database was created for: one row, written by the owner."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.TextField(choices=InstallationKind.choices)
    sample = models.BooleanField(help_text="Whether it was made with the sample.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one_row"),
            choices_check("kind", InstallationKind, "installation_kind_known"),
            models.CheckConstraint(
                condition=models.Q(sample=False) | models.Q(kind=InstallationKind.DEMONSTRATION),
                name="installation_sample_in_demonstration",
            ),
        ]
        triggers = REFUSALS

    def __str__(self) -> str:
        return self.kind


class Heads(NamedTuple):
    """The end of the chain, as one request found it: reads under the same heads give the same result.

    `people` changes whenever a role changes, or an account is deactivated or reactivated.
    """

    sequence: int
    digest: str
    record_sequence: int
    process_sequence: int
    people: str


class ChainHead(models.Model):
    """The end of the chain: one row, changed only by the trigger on `AuditEntry`."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField()
    digest = models.TextField()
    recorded_at = models.DateTimeField()
    record_sequence = models.BigIntegerField(help_text="Last entry of class record: the record version.")
    process_sequence = models.BigIntegerField(help_text="Last entry of class process.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="chain_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


class ObjectOf(models.Func):
    """The name of an entry's object without its kind: for `function:SATCOM-05`, `satcom-05`."""

    function = "csis_object"
    output_field = models.TextField()


class EntryWords(models.Func):
    """The words of an entry, folded for search."""

    function = "csis_entry_words"
    output_field = SearchVectorField()


class AuditEntry(models.Model):
    """One act: who did what to which target, when and why, with the rows it wrote as canonical JSON."""

    sequence = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    entry_class = models.TextField(choices=EntryClass.choices)
    actor = models.ForeignKey("missions.User", models.PROTECT, null=True, db_index=False, related_name="+")
    actor_name = models.TextField(help_text="The actor's name as it was.")
    action = models.TextField()
    target = models.TextField()
    reason = models.TextField(blank=True)
    request_id = models.TextField(blank=True)
    payload = models.TextField()
    payload_digest = models.TextField()
    previous_digest = models.TextField()
    digest = models.TextField()

    class Meta:
        constraints = [choices_check("entry_class", EntryClass, "audit_entry_class_known")]
        # With each filter, the auditor's page reads from the newest entry down, however long the chain is.
        indexes = [
            models.Index(fields=["entry_class", "-sequence"], name="audit_entry_by_class"),
            models.Index(fields=["actor", "-sequence"], name="audit_entry_by_actor"),
            models.Index(fields=["action", "-sequence"], name="audit_entry_by_action"),
            models.Index(ObjectOf("target"), models.F("sequence").desc(), name="audit_entry_by_object"),
            GinIndex(EntryWords("action", "target", "actor_name", "reason"), name="audit_entry_by_words"),
        ]
        triggers = [*REFUSALS, CHAIN_ENTRY, ENTRY_RIGHTS]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.target}"
