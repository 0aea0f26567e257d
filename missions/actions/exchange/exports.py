"""Downloading the record: each export is kept in the chain, and each briefing is built once."""

from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from missions.access import Actor, Permission, check
from missions.actions.access import record_access
from missions.actions.chain import recording
from missions.domain.vocabulary import EntryClass
from missions.exports.document import Document
from missions.exports.registry import render
from missions.models import Briefing, BriefingFile


class Missing(Exception):
    """The file of a briefing is gone or altered; the message says what to do."""


class TooMany(Exception):
    """A person had as many briefings built within a day as they may; the message says what they still can do."""


def record_export(*, by: Actor, document: Document, ending: str, needs: Permission = Permission.READ_RECORD) -> None:
    """Keep who took what away, made of which record. Raises `Refused` unless the actor may read what it `needs`."""
    check(by, needs)
    target = f"export:{document.name}.{ending}"
    filters = {"filters": document.header.filters} if document.header.filters else {}
    record_access(by=by, action="export", target=target, **_made_of(document), **filters)


def record_template(*, by: Actor, area: str, ending: str, on: date, sequence: int) -> None:
    """Keep who took an area's functions away in an import template. Raises `Refused`."""
    check(by, Permission.ASSESS)
    target = f"export:import-template.{ending}"
    record_access(by=by, action="export", target=target, as_of=on, sequence=sequence, filters=f"area: {area}")


def hand_out(*, by: Actor, briefing: Briefing, kept: bool = True) -> bytes:
    """The file of a briefing; who took it is `kept` in the chain. Raises `Refused`, or `Missing` if altered."""
    check(by, Permission.READ_RECORD)
    content = stored(briefing)
    if not kept:
        return content
    target = f"briefing:{briefing.pk}.{briefing.file_format}"
    record_access(by=by, action="export", target=target, sha256=briefing.sha256, content_hash=briefing.content_hash)
    return content


def stored(briefing: Briefing) -> bytes:
    """The file of a briefing. Raises `Missing` where it is not as it was built."""
    file = BriefingFile.objects.filter(pk=briefing.sha256).first()
    if file is None or sha256(file.content).hexdigest() != briefing.sha256:
        raise Missing(
            "The stored file differs from the one that was built. Tell the auditor. The record is not affected."
        )
    return bytes(file.content)


def build_briefing(*, by: Actor, document: Document, ending: str) -> Briefing:
    """The briefing of this record, moment, marking and areas or proposal, as its reader may know it: kept, or new.

    Two people who ask at once get the same one: what is drawn second is thrown away. Raises `Refused`, and `TooMany`
    where a new one would be one too many: each is kept for good, so that what was handed out can be verified.
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
    """Somebody else's was kept first; leaving by it writes no entry."""

    def __init__(self, briefing: Briefing) -> None:
        super().__init__()
        self.briefing = briefing


def _keep(by: Actor, document: Document, key: dict, content: bytes) -> Briefing:
    digest = sha256(content).hexdigest()
    of = f"proposal-{key['proposal_id']}-" if key["proposal_id"] else ""
    target = f"briefing:{of}{document.header.as_of.isoformat()}.{key['file_format']}"
    with recording(by=by, action="build briefing", target=target, entry_class=EntryClass.ACCESS) as entry:
        # Under the chain's lock nobody else can keep one.
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
            f"You had {settings.BRIEFINGS_A_DAY} briefings built within a day, as many as one person may: each is kept "
            "for good. Those that there are can be downloaded, yours and others'; tables can be taken away at any time."
        )


def _made_of(document: Document) -> dict[str, object]:
    header = document.header
    return {"as_of": header.as_of, "sequence": header.sequence, "content_hash": header.content_hash}
