"""The first accounts of a new database, before anybody can sign in to create others."""

import sys
from getpass import getpass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.management import CommandError
from django.db import DatabaseError

from missions.access import SYSTEM
from missions.actions.errors import Unfit
from missions.actions.people.accounts import install_account
from missions.domain.vocabulary import Role
from missions.forms.people.accounts import InstalledAccountForm
from missions.management import command


class Command(command.Command):
    help = "Create an account with its roles (as the owner: CSIS_CONNECT_AS=owner); asks for its password."
    NO_TERMINAL = "Nobody can be asked for the password here: give --password-file FILE, or - for standard input."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--organization", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument("--role", action="append", choices=Role.values, default=[], dest="roles")
        parser.add_argument("--password-file", metavar="FILE", help="a file with the password; - for standard input")

    def handle(
        self,
        *,
        username: str,
        name: str,
        organization: str,
        email: str,
        roles: list[str],
        password_file: str | None,
        **_options,
    ) -> None:
        given = {"username": username, "name": name, "organization": organization, "email": email}
        password = self._password(password_file)
        form = InstalledAccountForm({**given, "password": password, "reason": "Created with the installation."})
        if not form.is_valid():
            raise CommandError(" ".join(f"{field}: {' '.join(errors)}" for field, errors in form.errors.items()))
        account = {key: value for key, value in form.cleaned_data.items() if key not in {"reason", "password"}}
        hashed = make_password(form.cleaned_data["password"])
        try:
            install_account(by=SYSTEM, roles=[Role(role) for role in roles], hashed=hashed, **account)
        except (DatabaseError, Unfit) as error:
            raise CommandError(str(error).splitlines()[0]) from error
        self.stdout.write(f"Created {username}.")

    def _password(self, file: str | None) -> str:
        """The password as typed, or the first line of that file. Raises CommandError if neither can be read."""
        if file is None:
            if not sys.stdin.isatty():
                raise CommandError(self.NO_TERMINAL)
            return getpass("Password: ")
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The password cannot be read from {file}: {error}") from error
        return text.partition("\n")[0].removesuffix("\r")
