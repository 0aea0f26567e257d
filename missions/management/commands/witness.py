"""Tell the head of the audit chain to every witness that is set."""

from django.core.management import CommandError

from missions.actions.operation.witnesses import SomeUntold, tell
from missions.management import command


class Command(command.Command):
    help = "Tell sequence:digest to the witnesses that the settings name, and print what was told."

    def handle(self, **_options) -> None:
        try:
            told = tell()
        except SomeUntold as error:
            raise CommandError(str(error)) from error
        if not told:
            raise CommandError("No witness is set: see CSIS_WITNESS_FILE and the others.")
        for one in told:
            self.stdout.write(f"{one.get_witness_display()}: {one}")
