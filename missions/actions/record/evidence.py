"""Record evidence, supersede it with newer evidence, and attach it to facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.conf import settings

from missions.access import Actor, Permission, check
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.record.facts import attach_in
from missions.domain.audit import TargetKind, target_of
from missions.domain.record.figures import CitedFigure
from missions.domain.record.media import NotAccepted, media_type_of
from missions.domain.vocabulary import EvidenceKind, Provenance
from missions.models import Assessment, Evidence, KeptFigure
from missions.models.base import Fact
from missions.models.links import links_of
from missions.storage.files import UnreadableEvidence, store

FILE_COLUMNS = ("sha256", "size", "media_type", "file_name")


class Superseded(Exception):
    """Somebody else superseded the evidence with `newer` in the meantime."""

    def __init__(self, newer: Evidence) -> None:
        super().__init__(f"It is superseded already, by “{newer.title}” (entry {newer.entry_id}).")
        self.newer = newer


@dataclass(frozen=True)
class EvidenceContent:
    """What is entered about one piece of evidence; its file is passed separately."""

    kind: EvidenceKind
    title: str
    publisher: str = ""
    dated_on: date | None = None
    url: str = ""
    note: str = ""
    provenance: Provenance = Provenance.PUBLIC_SOURCE


@dataclass(frozen=True)
class Upload:
    """An uploaded file: its bytes, its name, its size in bytes and the media type that the browser claimed."""

    file: BinaryIO
    name: str
    size: int
    claimed: str = ""


def add_evidence(
    *, by: Actor, content: EvidenceContent, reason: str, upload: Upload | None = None, behind: Iterable[Assessment] = ()
) -> Evidence:
    """Record a piece of evidence and attach it to assessments, in one entry.

    Raises `Refused` unless the actor may assess, and `Unfit` for a file that is not accepted.
    """
    check(by, Permission.ASSESS)
    kept = _keep(upload)
    with recording(by=by, action="add evidence", target="evidence", reason=reason) as entry:
        added = entry.add(Evidence(**vars(content), **kept, reason=reason))
        attach_in(entry, behind, [added], reason)
    return added


def cite(*, by: Actor, figure: CitedFigure, computed_at: datetime, reason: str) -> Evidence:
    """Record a figure as evidence, kept as it was computed. Raises `Refused` unless the actor may assess."""
    check(by, Permission.ASSESS)
    with recording(by=by, action="cite figure", target="evidence", reason=reason) as entry:
        cited = entry.add(
            Evidence(
                kind=EvidenceKind.DATA_SNAPSHOT,
                title=figure.title,
                dated_on=figure.on,
                provenance=figure.provenance,
                reason=reason,
            )
        )
        kept = {"kind": figure.kind, "content": figure.text, "content_hash": figure.hash}
        entry.add(KeptFigure(evidence=cited, computed_at=computed_at, **kept))
    return cited


def supersede_evidence(
    *,
    by: Actor,
    evidence: Evidence,
    content: EvidenceContent,
    reason: str,
    upload: Upload | None = None,
    keep_file: bool = False,
) -> Evidence:
    """Record evidence that supersedes an earlier piece; facts that rest on the earlier piece keep it.

    With `keep_file` and no new file, it keeps the earlier file. Raises `Refused` unless the actor may assess,
    `Superseded` if somebody superseded it first, and `Unfit` for a file that is not accepted.
    """
    check(by, Permission.ASSESS)
    kept = _keep(upload)
    if upload is None and keep_file:
        kept = {name: getattr(evidence, name) for name in FILE_COLUMNS}
    with recording(
        by=by, action="supersede evidence", target=TargetKind.EVIDENCE.of(evidence.pk), reason=reason
    ) as entry:
        newer = Evidence.objects.filter(supersedes=evidence).first()
        if newer:
            raise Superseded(newer)
        return entry.add(Evidence(**vars(content), **kept, supersedes=evidence, reason=reason))


def attach(*, by: Actor, fact: Fact, evidence: Iterable[Evidence], reason: str) -> list[Evidence]:
    """Attach more evidence to a fact of any kind; returns the evidence that was not attached before.

    Raises `Refused` unless the actor may, and `Unfit` if nothing is new or the fact was withdrawn.
    """
    links = links_of(fact)
    check(by, Permission[links.permission])
    target = target_of(fact.SUBJECT, getattr(fact, fact.SUBJECT).code)
    with recording(by=by, action="attach evidence", target=target, reason=reason) as entry:
        if type(fact).objects.filter(voids=fact).exists():
            raise Unfit(
                "The fact that you chose was withdrawn meanwhile. Attach the evidence to the fact in force now."
            )
        of_fact = {links.column: fact}
        standing = set(links.model.objects.filter(**of_fact).values_list("evidence_id", flat=True))
        new = [one for one in evidence if one.pk not in standing]
        if not new:
            raise Unfit("All of this evidence is already attached. Choose other evidence.", "evidence")
        entry.add_all(links.model, [links.model(**of_fact, evidence=one, reason=reason) for one in new])
    return new


def _keep(upload: Upload | None) -> dict[str, str | int]:
    """Store the file and return its columns. It is stored before the entry: a file that no row names does no harm."""
    if upload is None:
        return {}
    largest = settings.EVIDENCE_MAX_BYTES
    if upload.size > largest:
        raise Unfit(f"The file is larger than {largest:,} bytes. Attach a shorter one, or a link to it.", "file")
    try:
        media_type = media_type_of(upload.file, name=upload.name, claimed=upload.claimed).media_type
        stored = store(upload.file)
    except (NotAccepted, UnreadableEvidence) as error:
        raise Unfit(str(error), "file") from error
    except OSError as error:
        raise Unfit("The file could not be stored. Try again, or tell an administrator.", "file") from error
    return {"sha256": stored.sha256, "size": stored.size, "media_type": media_type, "file_name": upload.name}
