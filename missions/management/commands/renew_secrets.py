"""Encrypt the secrets of second factors again with SECRET_KEY, before an old key is removed."""

from django.core.management import CommandError

from missions.actions.people.secrets import renew_secrets
from missions.management import command


class Command(command.Command):
    help = "Encrypt the secrets of all second factors with SECRET_KEY, so that no older key is needed to read them."

    def handle(self, **_options) -> None:
        renewed, unreadable = renew_secrets()
        if unreadable:
            raise CommandError(
                f"{renewed} secrets were encrypted again. No key in SECRET_KEY and SECRET_KEY_FALLBACKS decrypts the "
                f"second factor of {', '.join(unreadable)}: add the missing key, or remove these second factors."
            )
        self.stdout.write(f"ok: {renewed} secrets")
