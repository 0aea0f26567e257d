"""The base of this program's commands."""

from django.core.management import BaseCommand


class Command(BaseCommand):
    """A command that starts at once, without a database if possible.

    Django's system checks load the whole program, including addresses and pages, which takes a third of a short
    command's time. `make lint` runs them instead.
    """

    requires_system_checks: list[str] = []
