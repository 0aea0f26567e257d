"""Download the record: each export is noted in the chain, and each briefing is built once and kept."""

from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.access import record_access
from missions.actions.chain import recording
from missions.domain.audit import TargetKind
from missions.domain.vocabulary import EntryClass
from missions.exports.document import Document
from missions.exports.registry import render
from missions.models import Briefing, BriefingFile


class Missing(Exception):
    """The file of a briefing is missing or altered; the message says what to do."""


class TooMany(Exception):
    """A person built as many briefings within a day as they may; the message says what they can still do."""


def record_export(*, by: Actor, document: Document, ending: str, needs: Permission = Permission.READ_RECORD) -> None:
    """Note in the chain who downloaded what, and from which record. Raises `Refused` unless the actor may."""
    check(by, needs)
    target = TargetKind.EXPORT.of(f"{document.name}.{ending}")
    filters = {"filters": document.header.filters} if document.header.filters else {}
    record_access(by=by, action="export", target=target, **_made_of(document), **filters)


def record_template(*, by: Actor, area: str, ending: str, on: date, sequence: int) -> None:
    """Note in the chain who downloaded an area's functions in an import template. Raises `Refused`."""
    check(by, Permission.ASSESS)
    target = TargetKind.EXPORT.of(f"import-template.{ending}")
    record_access(by=by, action="export", target=target, as_of=on, sequence=sequence, filters=f"area: {area}")


def hand_out(*, by: Actor, briefing: Briefing, kept: bool = True) -> bytes:
    """The file of a briefing; the chain notes who downloaded it. Raises `Refused`, or `Missing` if altered."""
    check(by, Permission.READ_RECORD)
    content = stored(briefing)
    if not kept:
        return content
    target = TargetKind.BRIEFING.of(f"{briefing.pk}.{briefing.file_format}")
    record_access(by=by, action="export", target=target, sha256=briefing.sha256, content_hash=briefing.content_hash)
    return content


def stored(briefing: Briefing) -> bytes:
    """The file of a briefing. Raises `Missing` if it is not as it was built."""
    file = BriefingFile.objects.filter(pk=briefing.sha256).first()
    if file is None or sha256(file.content).hexdigest() != briefing.sha256:
        raise Missing(
            "The stored file differs from the one that was built. Tell the auditor. The record is not affected."
        )
    return bytes(file.content)


def build_briefing(*, by: Actor, document: Document, ending: str) -> Briefing:
    """The briefing of this record, moment, marking and areas or proposal, as its reader may know it: kept, or new.

    If two people ask at once, both get the same one: the second drawing is discarded. Raises `Refused`, and `TooMany`
    if a new one would exceed the allowance; each briefing is kept permanently so that it can be verified later.
    """
    check(by, Permission.READ_RECORD)
    key = {
        "sequence": document.header.sequence,
        "as_of": document.header.as_of,
        "marking": document.header.banner,
        "areas": ",".join(document.areas),
        "file_format": ending,
        "proposal_id": document.about and document.about.proposal,
        "quoted": list(document.quoted),
    }
    built = Briefing.objects.filter(**key).first()
    if built:
        return built
    _demand_few(by)
    content = b"".join(render(document, ending))
    try:
        return _keep(by, document, key, content)
    except _BuiltMeanwhile as error:
        return error.briefing


class _BuiltMeanwhile(Exception):
    """Somebody else's briefing was kept first; raising this leaves without an entry."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__()
        self.briefing = briefing


def _keep(by: Actor, document: Document, key: dict, content: bytes) -> Briefing:
    digest = sha256(content).hexdigest()
    of = f"proposal-{key['proposal_id']}-" if key["proposal_id"] else ""
    target = TargetKind.BRIEFING.of(f"{of}{document.header.as_of.isoformat()}.{key['file_format']}")
    with recording(by=by, action="build briefing", target=target, entry_class=EntryClass.ACCESS) as entry:
        # While we hold the chain's lock, nobody else can keep one.
        built = Briefing.objects.filter(**key).first()
        if built:
            raise _BuiltMeanwhile(built)
        _demand_few(by)
        BriefingFile.objects.get_or_create(pk=digest, defaults={"content": content})
        return entry.add(Briefing(**key, content_hash=document.header.content_hash, sha256=digest, size=len(content)))


def _demand_few(by: Actor) -> None:
    lately = Briefing.objects.filter(entry__actor_id=by.pk, entry__recorded_at__gt=timezone.now() - timedelta(days=1))
    if lately.count() >= settings.BRIEFINGS_A_DAY:
        raise TooMany(
            f"You built {settings.BRIEFINGS_A_DAY} briefings within a day, the most that one person may, because "
            "each is kept permanently. You can still download tables and all existing briefings, yours and others'."
        )


def _made_of(document: Document) -> dict[str, object]:
    header = document.header
    return {"as_of": header.as_of, "sequence": header.sequence, "content_hash": header.content_hash}
