"""Evidence as pages, charts and exports take it: frozen values, built by `missions.queries.record.evidence`."""

from dataclasses import dataclass
from datetime import date, datetime

from missions.domain.record.figures import Kept
from missions.domain.vocabulary import Category, EvidenceKind, ProposalKind, Provenance


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file of a piece of evidence: its digest, its size in bytes, its type and the name it came with."""

    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """A piece of evidence as known at a moment. `superseded_by` and `supersedes` are keys of others.

    `kept` is the figure that it cites, None where it cites none.
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
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """An assessment that a piece of evidence stands behind; `in_force` says whether it holds at the moment shown."""

    area: str
    function: str
    name: str
    effective_on: date | None
    in_force: bool
    reason: str
    sequence: int
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A proposal that a piece of evidence stands behind."""

    proposal: int
    area: str
    kind: ProposalKind
    target: Category


@dataclass(frozen=True, slots=True)
class Behind:
    """A piece of evidence behind assessments in force, with the codes of their functions."""

    evidence: EvidenceState
    functions: tuple[str, ...]
