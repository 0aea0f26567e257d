"""Import a satellite catalog from its files: the same dry run as in the browser."""

from contextlib import ExitStack
from pathlib import Path

from django.core.management import CommandError

from missions.access import Refused
from missions.actions.catalog import reading, recording, staging
from missions.actions.errors import Unfit
from missions.domain.catalog.vocabulary import ProblemKind, Publisher
from missions.domain.vocabulary import ImportState
from missions.forms.catalog.imports import SnapshotForm, suggested_name
from missions.management import command
from missions.models import StagedCatalog, User
from missions.queries.people.accounts import actor_of


class Command(command.Command):
    help = "Show what importing the files of a satellite catalog would record; records it only with --confirm."

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--as", required=True, dest="username", help="the account that records it")
        parser.add_argument("--name", default="", help="the name of the snapshot, if not the suggested one")
        parser.add_argument("--confirm", action="store_true", help="record it and accept the warnings")
        parser.add_argument("--reason", default="", help="the reason recorded with the snapshot; needed with --confirm")

    def handle(self, *, files: list[Path], username: str, name: str, confirm: bool, reason: str, **_options) -> None:
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account {username}.")
        by = actor_of(person)
        try:
            with ExitStack() as opened:
                given = [(path.name, opened.enter_context(path.open("rb"))) for path in files]
                staged = staging.stage(by=by, files=given)
            try:
                staged = self._dry_run(staged)
                if confirm:
                    given = _confirmed(name or suggested_name(staged), reason)
                    made = recording.confirm(by=by, staged=staged, **given, accepted=True)
                    self.stdout.write(f"Recorded as {made.snapshot.name}, in entry {made.entry_id}.")
            finally:
                staging.discard(by=by, staged=staged)
        except (Refused, Unfit, OSError) as error:
            raise CommandError(str(error)) from error

    def _dry_run(self, staged: StagedCatalog) -> StagedCatalog:
        """Read the files and print the preview. Raises CommandError if they cannot be used."""
        reading.read(staged)
        staged = StagedCatalog.objects.get(pk=staged.pk)
        if staged.state == ImportState.REFUSED:
            raise CommandError(staged.problem)
        found = staged.found
        label = Publisher(found["publisher"]).label
        self.stdout.write(f"{label}, data of {found['dated_on']}: {found['rows']:,} rows")
        for area, counted in found["areas"].items():
            said = f"{counted['rows']:,} rows, {counted['not_ended']:,} not ended"
            self.stdout.write(f"{area or 'no area'}: {said}, of these {counted['commercial']:,} commercial")
        for one in staged.problems.order_by("position").iterator():
            self.stdout.write(f"{one.part} line {one.line}, {ProblemKind(one.kind).label.lower()}: {one.text}")
        counts = [f"{ProblemKind(kind).label.lower()}: {number:,}" for kind, number in found["problems"].items()]
        self.stdout.write("; ".join(counts) or "No problems.")
        return staged


def _confirmed(name: str, reason: str) -> dict[str, str]:
    form = SnapshotForm({"name": name, "reason": reason}, warnings=[])
    if not form.is_valid():
        raise CommandError(" ".join(f"--{field}: {errors[0]}" for field, errors in form.errors.items()))
    return {"name": form.cleaned_data["name"], "reason": form.cleaned_data["reason"]}
