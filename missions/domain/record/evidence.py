"""Evidence for pages, charts and exports: frozen values, built by `missions.queries.record.evidence`."""

from dataclasses import dataclass
from datetime import date, datetime

from missions.domain.record.figures import KeptCitation
from missions.domain.vocabulary import Category, EvidenceKind, ProposalKind, Provenance


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file of a piece of evidence: its SHA-256, its size in bytes, its media type and its original name."""

    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """A piece of evidence as known at a moment. `superseded_by` and `supersedes` are keys of other pieces.

    `kept` is the figure that it cites, None if it cites none.
    """

    pk: int
    kind: EvidenceKind
    title: str
    publisher: str
    dated_on: date | None
    url: str
    note: str
    provenance: Provenance
    reason: str
    sequence: int
    recorded_at: datetime
    by: str
    file: EvidenceFile | None
    supersedes: int | None
    superseded_by: int | None
    kept: KeptCitation | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """Evidence that a form offers; `near` says how it relates to the form's subject, empty if it does not."""

    evidence: EvidenceState
    near: str


@dataclass(frozen=True, slots=True)
class Stands:
    """What evidence is attached to: a kind of fact, its subject's code, and the code of the area, if there is one."""

    kind: str
    area: str
    code: str

    @property
    def about(self) -> str:
        """What kind of subject the fact is about."""
        return "function" if self.kind == "assessment" else self.kind

    @property
    def place(self) -> tuple[str, str]:
        """The codes of its area and its function; empty if it has none."""
        return self.area, self.code if self.about == "function" else ""

    @property
    def named(self) -> str:
        """Its subject by codes, as files name it."""
        return f"{self.area} {self.code}" if self.about == "function" else self.code


@dataclass(frozen=True, slots=True)
class Attachment:
    """A piece of evidence attached to a fact; `in_force` says whether the fact holds at the moment shown."""

    stands: Stands
    effective_on: date | None
    in_force: bool
    reason: str
    sequence: int
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A proposal that rests on a piece of evidence."""

    proposal: int
    area: str
    kind: ProposalKind
    target: Category


@dataclass(frozen=True, slots=True)
class Behind:
    """A piece of evidence attached to facts in force about functions, with the functions' codes."""

    evidence: EvidenceState
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaSupport:
    """What an area rests on: the evidence for its name and standing, its functions, and their assessments in force."""

    area: tuple[EvidenceState, ...]
    names: tuple[Behind, ...]
    assessments: tuple[Behind, ...]
