"""Briefings that were built: each once, so that the same request years later gets the same file."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from missions.models.base import Record


class BriefingFile(models.Model):
    """The bytes of a file under their own SHA-256, so that altered bytes would not match their name."""

    sha256 = models.TextField(primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Briefing(Record):
    """One briefing: the record it shows (`as_of`, `sequence`), its areas, its format, and its file's digest.

    `sequence` is the last entry that changed the record; `entry` is the one that kept the briefing. `areas` are the
    codes of the chosen areas in the strategy's order, joined by commas. `proposal` is the one that it is about, None
    for the portfolio's; `quoted` are the proposals whose wording it contains, None in briefings older than the field.
    """

    sequence = models.BigIntegerField()
    as_of = models.DateField()
    marking = models.TextField()
    areas = models.TextField(blank=True)
    file_format = models.TextField()
    proposal = models.ForeignKey("missions.Proposal", models.PROTECT, null=True, related_name="+")
    quoted = ArrayField(models.BigIntegerField(), null=True)
    content_hash = models.TextField(help_text="SHA-256 of the canonical JSON of the portfolio.")
    sha256 = models.TextField(help_text="SHA-256 of the file.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["sequence", "as_of", "marking", "areas", "file_format", "proposal", "quoted"],
                name="briefing_built_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(file_format__in=["pptx", "pdf"]), name="briefing_format_known"),
        ]
        indexes = [models.Index(fields=["sha256"], name="briefing_by_file")]

    def __str__(self) -> str:
        return f"briefing of {self.as_of} by entry {self.sequence}, {self.file_format}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the chosen areas."""
        return tuple(self.areas.split(",")) if self.areas else ()
