"""What the commands of this program have in common."""

from django.core.management import BaseCommand


class Command(BaseCommand):
    """A command that begins at once, without a database if need be.

    Django's checks look through the whole program, addresses and pages too, for a third of the time of a short command.
    They are for who changes it: `make lint` runs them.
    """

    requires_system_checks: list[str] = []
