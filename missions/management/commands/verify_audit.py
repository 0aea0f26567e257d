"""Recompute the audit chain, and compare every row of record and every file of evidence with its entry."""

from itertools import chain
from pathlib import Path

from django.core.management import CommandError

from missions.domain.sentences import counted
from missions.management import command
from missions.management.expected import expected
from missions.queries.operation.witnesses import claims, claims_of_mails
from missions.queries.people.verification import ChainClaim, verify
from missions.queries.people.verification.evidence_files import verify_files
from missions.storage.witnesses import Untold


class Command(command.Command):
    help = "Verify that the record was not altered; prints what it finds and fails, or prints `ok`."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--expect",
            metavar="SEQUENCE:DIGEST",
            help="as printed by an earlier run, an export or a log: that entry must exist",
        )
        parser.add_argument("--witnesses", action="store_true", help="compare it with every configured witness")
        parser.add_argument("--mails", metavar="PATH", help="compare it with a witness's mails: a file or a folder")
        parser.add_argument("--no-files", action="store_true", help="leave out the files of evidence")

    def handle(self, *, expect: str | None, witnesses: bool, mails: str | None, no_files: bool, **_options) -> None:
        told = _told(witnesses, mails)
        verification = verify([*([expected(expect)] if expect is not None else []), *told])
        files = None if no_files else verify_files()
        found = 0
        for finding in chain(verification, files or ()):
            self.stdout.write(finding.what)
            found += 1
        if found:
            raise CommandError(f"The record has been altered: {counted(found, 'finding')}.")
        end = f"{verification.sequence}:{verification.digest}"
        read = f"{files.files} files, " if files else ""
        held = f"{len(told)} told, " if witnesses or mails else ""
        self.stdout.write(f"ok: {verification.entries} entries, {verification.rows} rows, {read}{held}{end}")


def _told(asked: bool, mails: str | None) -> list[ChainClaim]:
    """What witnesses say. Raises CommandError if one cannot be asked, or none is configured."""
    try:
        told = list(claims()) if asked else []
        told += claims_of_mails(Path(mails)) if mails else []
    except Untold as error:
        raise CommandError(str(error)) from error
    if asked and not told:
        raise CommandError("No configured witness can be asked.")
    return told
