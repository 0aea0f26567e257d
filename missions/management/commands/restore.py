"""Restore a backup into an empty database, as its owner, and verify it."""

from pathlib import Path

from django.core.management import CommandError

from missions.actions.operation.backups import Impossible, restore
from missions.domain.operation.manifest import Broken
from missions.management import command
from missions.management.expected import expected
from missions.storage.files import UnreadableEvidence
from missions.storage.postgres import ProgramFailed
from missions.storage.sealed import SealFailed


class Command(command.Command):
    help = "Restore a backup into an empty database (as the owner: CSIS_CONNECT_AS=owner), and verify it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", metavar="SOURCE", help="the file of the backup")
        parser.add_argument("--identity", default="", help="the file of the age key that it was encrypted for")
        parser.add_argument(
            "--expect", metavar="SEQUENCE:DIGEST", help="as a witness keeps it: the backup must contain that entry"
        )

    def handle(self, *, source: str, identity: str, expect: str | None, **_options) -> None:
        claim = expected(expect) if expect is not None else None
        try:
            said = restore(Path(source), identity=identity, expect=claim)
        except (Impossible, Broken, ProgramFailed, SealFailed, UnreadableEvidence, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"ok: made {said.made_at}, {len(said.evidence)} files, {said.chain}")
