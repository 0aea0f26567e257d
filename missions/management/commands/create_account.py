"""The first accounts of a new database, before anybody can sign in to create others."""

from getpass import getpass

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from missions.access import SYSTEM
from missions.actions.people.accounts import install_account
from missions.domain.vocabulary import Role
from missions.forms.people.accounts import AccountForm


class Command(BaseCommand):
    help = "Create an account with roles at once (as the owner: CSIS_CONNECT_AS=owner); asks for its password."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--organization", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument("--role", action="append", choices=Role.values, default=[], dest="roles")

    def handle(self, *, username: str, name: str, organization: str, email: str, roles: list[str], **_options) -> None:
        given = {"username": username, "name": name, "organization": organization, "email": email}
        form = AccountForm({**given, "password": getpass("Password: "), "reason": "Created with the installation."})
        if not form.is_valid():
            raise CommandError(" ".join(f"{field}: {' '.join(errors)}" for field, errors in form.errors.items()))
        account = {key: value for key, value in form.cleaned_data.items() if key != "reason"}
        try:
            install_account(by=SYSTEM, roles=[Role(role) for role in roles], **account)
        except DatabaseError as error:
            raise CommandError(str(error).splitlines()[0]) from error
        self.stdout.write(f"Created {username}.")
