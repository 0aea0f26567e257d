"""Bring a database to the state the program needs: tables, rights, official facts, the sample of a demonstration."""

import json
from contextlib import nullcontext

from django.conf import settings
from django.core.management import CommandError, call_command

from missions.actions import heartbeat, installation
from missions.actions.setup import catalog_rules, official, sample, sample_catalogs
from missions.domain.vocabulary import InstallationKind
from missions.management import command
from missions.models import Installation

PASSWORD = "csis-demo"  # noqa: S105 - public on purpose: README and the sign-in page print it


class Command(command.Command):
    help = "Migrate, load the official facts once, and in a demonstration the accounts and the sample."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--kind", choices=InstallationKind.values, required=True)
        parser.add_argument("--no-sample", action="store_true", help="official facts and accounts only")

    def handle(self, *, kind: str, no_sample: bool, verbosity: int, **_options) -> None:
        if kind == InstallationKind.DEMONSTRATION and not settings.DEMONSTRATION:
            raise CommandError("To make a demonstration, set CSIS_DEMONSTRATION.")
        call_command("createcachetable", verbosity=0)
        call_command("migrate", verbosity=max(verbosity - 1, 0), interactive=False)
        try:
            installed = installation.install(InstallationKind(kind), sample=False if no_sample else None)
        except installation.WrongInstallation as error:
            raise CommandError(str(error)) from error
        # From here on a worker is expected.
        heartbeat.beat()
        facts = _fixture("official")
        with installation.clock(official.begins(facts)) if _has_past(installed) else nullcontext():
            official.load_official(facts)
            catalog_rules.load_catalog_rules()
        if kind == InstallationKind.DEMONSTRATION:
            illustrative = _fixture("sample")
            sample.install_accounts(illustrative["accounts"], PASSWORD)
            if installed.sample:
                sample.load_sample(illustrative, _fixture("reviews"), _fixture("commercial"))
                folder = settings.BASE_DIR / "fixtures" / "catalog" / "sample"
                sample_catalogs.load_sample_catalogs(folder, by=sample.analyst())


def _has_past(installed: Installation) -> bool:
    """Whether its record begins with the strategy's date, as if it had existed then, instead of today."""
    return installed.sample or installed.kind == InstallationKind.TEST


def _fixture(name: str) -> dict:
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))
