"""Evidence, and what it is attached to. Newer evidence may supersede it; it is never changed or removed."""

from django.db import models
from django.db.models import Q

from missions.domain.record.figures import CitedFigure, read_figure
from missions.domain.vocabulary import EvidenceKind, FigureKind, Provenance
from missions.models.base import Record
from missions.models.guards import REFUSALS, Guard, choices_check, pgtrigger
from missions.models.links import LINKS, Links, linked
from missions.models.record.areas import AreaRevision, Assessment, FunctionRevision
from missions.models.record.policy import PolicyRevision

WITHOUT_FILE = Q(sha256="", size__isnull=True, media_type="", file_name="")
WITH_FILE = Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0) & ~Q(media_type="") & ~Q(file_name="")


class Evidence(Record):
    """A document, link, data snapshot or exercise that a judgment rests on, with the digest of its file, if any.

    The file itself is stored under its SHA-256 (`missions.storage.files`).
    """

    kind = models.TextField(choices=EvidenceKind.choices)
    title = models.TextField()
    publisher = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True, help_text="The day of the thing itself.")
    url = models.TextField(blank=True)
    note = models.TextField(blank=True)
    provenance = models.TextField(choices=Provenance.choices)
    reason = models.TextField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    sha256 = models.TextField(blank=True)
    size = models.BigIntegerField(null=True, blank=True, help_text="In bytes.")
    media_type = models.TextField(blank=True)
    file_name = models.TextField(blank=True, help_text="As the file was called where it came from.")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evidence_title_given"),
            models.CheckConstraint(condition=~Q(reason=""), name="evidence_reason_given"),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex="^https?://"), name="evidence_url_of_the_web"),
            models.CheckConstraint(condition=~Q(kind="link") | ~Q(url=""), name="evidence_link_has_url"),
            models.CheckConstraint(condition=WITHOUT_FILE | WITH_FILE, name="evidence_file_whole_or_absent"),
            choices_check("kind", EvidenceKind, "evidence_kind_known"),
            choices_check("provenance", Provenance, "evidence_provenance_known"),
        ]
        triggers = [
            *Record.Meta.triggers,
            Guard(
                name="evidence",
                function="csis_evidence_row",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeptFigure(Record):
    """The figure that a piece of evidence cites, as a page showed it, under its hash and in the evidence's entry.

    `content` is the canonical JSON of `domain/record/figures.py: CitedFigure`.
    """

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="kept_figure")
    kind = models.TextField(choices=FigureKind.choices)
    content = models.TextField()
    content_hash = models.TextField()
    computed_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [choices_check("kind", FigureKind, "kept_figure_kind_known")]
        triggers = [
            *Record.Meta.triggers,
            Guard(name="kept", function="csis_kept_figure", when=pgtrigger.Before, operation=pgtrigger.Insert),
        ]

    @property
    def figure(self) -> CitedFigure:
        """The figure that is kept."""
        return read_figure(self.content)

    def __str__(self) -> str:
        return f"The figure of {self.evidence_id}"


class AssessmentEvidence(Record):
    """An assessment rests on a piece of evidence: recorded with the assessment, or later in an entry of its own."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="assessment_links")
    reason = models.TextField()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_evidence_reason_given"),
            models.UniqueConstraint(fields=["assessment", "evidence"], name="assessment_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} behind {self.assessment_id}"


LINKS["assessment"] = Links("assessment", Assessment, AssessmentEvidence, column="assessment")
FunctionEvidence = linked(
    "function", FunctionRevision, "FunctionEvidence", __name__, about="what a function is called, or its retirement,"
)
AreaEvidence = linked("area", AreaRevision, "AreaEvidence", __name__, about="the name and standing of an area")
PolicyEvidence = linked("policy", PolicyRevision, "PolicyEvidence", __name__, about="a revision of the policy")


class FilePiece(models.Model):
    """A piece of a file of evidence, if files are kept in the database (`missions.storage.pieces`)."""

    sha256 = models.TextField(help_text="Of the whole file.")
    number = models.IntegerField(help_text="From 0; each but the last has a mebibyte.")
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "number"], name="file_piece_once")]
        triggers = REFUSALS

    def __str__(self) -> str:
        return f"{self.sha256} {self.number}"
