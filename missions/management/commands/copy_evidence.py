"""Copy the files of evidence from their earlier store to the one that CSIS_EVIDENCE_STORE names."""

from django.core.management import CommandError

from missions.management import command
from missions.queries.people.verification.evidence_files import kept_files
from missions.storage.files import STORES, UnreadableEvidence, checked, store


class Command(command.Command):
    help = "Copy every file that the record names to the store that CSIS_EVIDENCE_STORE names; existing files stay."

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", choices=sorted(STORES), help="where the files were kept until now")

    def handle(self, *, source: str, **_options) -> None:
        files = kept_files()
        try:
            for sha256, size in files.items():
                with checked(sha256, size, source) as file:
                    store(file)
        except (UnreadableEvidence, OSError) as error:
            raise CommandError(f"File {sha256} was not copied. {error}") from error
        self.stdout.write(f"ok: {len(files)} files")
