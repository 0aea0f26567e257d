"""Back up the database and the files of evidence, as the owner of the database."""

from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

from missions.actions.operation.backups import Impossible, back_up
from missions.management import command
from missions.storage.files import UnreadableEvidence
from missions.storage.postgres import ProgramFailed
from missions.storage.sealed import SealFailed


class Command(command.Command):
    help = "Write a backup into a folder (as the owner: CSIS_CONNECT_AS=owner); prints its name, SHA-256 and chain."

    def add_arguments(self, parser) -> None:
        parser.add_argument("target", metavar="TARGET", help="the folder for the backup")
        parser.add_argument(
            "--recipient",
            default=settings.BACKUP_RECIPIENT,
            help="the age or GPG key to encrypt for; empty for none (default: CSIS_BACKUP_RECIPIENT)",
        )

    def handle(self, *, target: str, recipient: str, **_options) -> None:
        folder = Path(target)
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            backup = back_up(folder, recipient=recipient)
        except (Impossible, ProgramFailed, SealFailed, UnreadableEvidence, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"{folder / backup.name} {backup.sha256} {backup.sequence}:{backup.digest}")
