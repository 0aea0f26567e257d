"""Tell every configured witness the head of the audit chain."""

from django.core.management import CommandError

from missions.actions.operation.witnesses import SomeUntold, tell
from missions.management import command


class Command(command.Command):
    help = "Send sequence:digest to the witnesses in the settings, and print what was sent."

    def handle(self, **_options) -> None:
        try:
            told = tell()
        except SomeUntold as error:
            raise CommandError(str(error)) from error
        if not told:
            raise CommandError("No witness is configured: set CSIS_WITNESS_FILE or another one.")
        for one in told:
            self.stdout.write(f"{one.get_witness_display()}: {one}")
