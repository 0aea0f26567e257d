"""Verifications of the record, on an auditor's request or every night: run by the worker, recorded in the chain."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import chain

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from missions.access import SYSTEM, Actor, Permission, check
from missions.actions.access import record_access
from missions.actions.progress import TOLD_EVERY_SECONDS, silent
from missions.domain.audit import AuditAction, TargetKind
from missions.models import VerificationRun
from missions.queries.people.accounts import actor_of
from missions.queries.people.audit import head
from missions.queries.people.verification import ChainClaim, Verification, verify
from missions.queries.people.verification.evidence_files import FileVerification, verify_files

# As many findings as the statement lists.
LISTED = 200
# How long a verified record is trusted before all of it is verified again.
WHOLE_AFTER = timedelta(days=7)


class Altered(Exception):
    """A nightly verification has found something; the message says which."""


def ask(*, by: Actor) -> VerificationRun:
    """The current run, or a new one for the worker. Raises `Refused`."""
    check(by, Permission.VERIFY)
    try:
        with transaction.atomic():
            return VerificationRun.objects.create(by_id=by.pk, upto=head().sequence)
    except IntegrityError:
        return VerificationRun.objects.get(ended_at=None)


def verify_nightly() -> bool:
    """Verify the entries since the last run that found nothing, and the whole record once a week.

    Returns whether there was something to do: a current run is left alone, and one whose worker went
    silent is done. Raises `Altered`.
    """
    good = VerificationRun.objects.filter(found=0, ended_at__isnull=False).order_by("-sequence", "-pk")
    proven = good.filter(since=0, ended_at__gt=timezone.now() - WHOLE_AFTER).exists()
    last = good.first() if proven else None
    with suppress(IntegrityError), transaction.atomic():
        VerificationRun.objects.create(since=last.sequence if last else 0, upto=head().sequence)
    return verify_waiting()


def verify_waiting() -> bool:
    """Do the waiting run, or one whose worker went silent; returns whether there was one.

    Raises `Altered` if a nightly run has found something.
    """
    now = timezone.now()
    if not VerificationRun.objects.filter(silent(now), ended_at=None).update(told_at=now, began_at=now):
        return False
    run = VerificationRun.objects.select_related("by__organization").get(ended_at=None)
    verification, files = verify(_proven(run), since=run.since), verify_files(run.since)
    found, listed = 0, []
    with _reporting(run, verification, files):
        for finding in chain(verification, files):
            found += 1
            if found <= LISTED:
                listed.append({"entry": finding.sequence, "what": finding.what})
    _end(run, verification, files, found, listed)
    if found and run.by is None:
        raise Altered(f"The record has been altered: see verification {run.pk}, {found} findings.")
    return True


def _proven(run: VerificationRun) -> list[ChainClaim]:
    """The earlier result for the entry at which this run begins."""
    if not run.since:
        return []
    last = VerificationRun.objects.filter(found=0, sequence=run.since, pk__lt=run.pk).exclude(ended_at=None)
    return [ChainClaim(run.since, last.latest("pk").digest, "an earlier verification")]


def _end(
    run: VerificationRun, verification: Verification, files: FileVerification, found: int, listed: list[dict]
) -> None:
    with transaction.atomic():
        ended = VerificationRun.objects.filter(pk=run.pk, ended_at=None).update(
            **_so_far(verification, files),
            ended_at=timezone.now(),
            found=found,
            findings=listed,
            sequence=verification.sequence,
            digest=verification.digest,
        )
        if ended:
            verified = f"{verification.sequence}:{verification.digest}"
            so_far = _so_far(verification, files)
            said = {"action": AuditAction.VERIFY_RECORD, "target": TargetKind.VERIFICATION.of(run.pk)}
            by = actor_of(run.by) if run.by else SYSTEM
            record_access(by=by, **said, verified=verified, findings=found, since=run.since, **so_far)


def _so_far(verification: Verification, files: FileVerification) -> dict[str, int]:
    return {"entries": verification.entries, "rows": verification.rows, "files": files.files}


@contextmanager
def _reporting(run: VerificationRun, verification: Verification, files: FileVerification) -> Iterator[None]:
    """Reports the progress of the run meanwhile, over a second connection."""
    stopped = threading.Event()

    def tell() -> None:
        try:
            while not stopped.wait(TOLD_EVERY_SECONDS):
                told = {"told_at": timezone.now(), **_so_far(verification, files)}
                VerificationRun.objects.filter(pk=run.pk, ended_at=None).update(**told)
        finally:
            connection.close()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        stopped.set()
        teller.join()
