"""Recompute the audit chain, hold every row of record against its entry, and every file of evidence against it too."""

import re
from itertools import chain

from django.core.management import BaseCommand, CommandError

from missions.queries.people.evidence_files import verify_files
from missions.queries.people.verification import verify

EXPECTED = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Verify that nothing of record was altered; prints what is found and ends non-zero, or `ok`."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--expect",
            metavar="SEQUENCE:DIGEST",
            help="as printed by an earlier run, an export or a log: that entry must stand",
        )

        parser.add_argument("--no-files", action="store_true", help="leave out the files of evidence")

    def handle(self, *, expect: str | None, no_files: bool, **_options) -> None:
        verification = verify(_expected(expect) if expect is not None else None)
        files = None if no_files else verify_files()
        found = 0
        for finding in chain(verification, files or ()):
            self.stdout.write(finding.what)
            found += 1
        if found:
            raise CommandError(f"The record has been altered: {found} finding{'s' if found > 1 else ''}.")
        end = f"{verification.sequence}:{verification.digest}"
        read = f"{files.files} files, " if files else ""
        self.stdout.write(f"ok: {verification.entries} entries, {verification.rows} rows, {read}{end}")


def _expected(text: str) -> tuple[int, str]:
    match = EXPECTED.fullmatch(text)
    if match is None:
        raise CommandError(f"--expect takes SEQUENCE:DIGEST, as this command prints it, not {text!r}.")
    return int(match[1]), match[2]
