"""Import functions and assessments, or records of a kind, from a file: the same dry run as in the browser."""

from pathlib import Path

from django.core.management import CommandError

from missions.access import Actor, Refused
from missions.actions.errors import Unfit
from missions.actions.exchange import imports, staging, workbooks
from missions.domain.vocabulary import ImportState, RowStatus
from missions.forms.exchange.imports import ConfirmForm
from missions.management import command
from missions.models import StagedImport, User
from missions.queries.exchange import imports as queries
from missions.queries.people.accounts import actor_of


class Command(command.Command):
    help = "Show what a CSV or XLSX file of functions or of records would do; records it only with --confirm."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", required=True, dest="username", help="the account that records it")
        names = [one.of for one in staging.layouts()]
        parser.add_argument(
            "--of", default="", choices=names, help="the kind of record in the file, if its columns fit several"
        )
        parser.add_argument("--sheet", default="", help="the sheet of a workbook, if several fit")
        parser.add_argument("--confirm", action="store_true", help="record all of it, unless a row is wrong")
        parser.add_argument("--reason", default="", help="the reason recorded with each fact; needed with --confirm")

    def handle(self, *, file: Path, username: str, of: str, sheet: str, confirm: bool, reason: str, **_options) -> None:
        form = ConfirmForm({"reason": reason})
        if confirm and not form.is_valid():
            raise CommandError("Give a --reason of at most 2,000 characters.")
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account {username}.")
        by = actor_of(person)
        try:
            with file.open("rb") as content:
                staged = staging.stage(by=by, file=content, name=file.name, kind=of)
            try:
                staged = self._dry_run(by, _read(by, staged, sheet))
                if confirm:
                    done = imports.confirm(by=by, staged=staged, reason=form.cleaned_data["reason"])
                    self.stdout.write(f"Recorded, all in entry {done.entry}.")
            finally:
                staging.discard(by=by, staged=staged)
        except (Refused, Unfit, imports.Moved, OSError) as error:
            raise CommandError(str(error)) from error

    def _dry_run(self, by: Actor, staged: StagedImport) -> StagedImport:
        """Compare the file with the record and print each row that is not the same."""
        self.stdout.write(staged.how)
        while staged.state == ImportState.PLANNING:
            staged = imports.plan_next(by=by, staged=staged)
        for row in staged.lines.exclude(status=RowStatus.SAME).order_by("line").iterator():
            changes = [f"{one['field']}: {one['before'] or 'none'} -> {one['after']}" for one in row.plan["changes"]]
            self.stdout.write(f"line {row.line}, {row.code}: {row.status}")
            for words in (*row.plan["problems"], *changes):
                self.stdout.write(f"  {words}")
        found = queries.counts(staged)
        said = f"{found.new} new, {found.changed} changed, {found.same} same, {found.wrong} wrong"
        self.stdout.write(f"{said}, {found.left_out} left out" if found.left_out else said)
        return staged


def _read(by: Actor, staged: StagedImport, sheet: str) -> StagedImport:
    """The import with its file read. Raises CommandError if it cannot be used, or a sheet must be chosen."""
    staged = workbooks.read(staged)
    if staged.state == ImportState.CHOOSING and sheet:
        staged = workbooks.read(staging.choose(by=by, staged=staged, sheet=sheet))
    if staged.state == ImportState.CHOOSING:
        raise CommandError(f"Several sheets fit. Say which with --sheet: {', '.join(staged.sheets)}.")
    if staged.state == ImportState.REFUSED:
        raise CommandError(staged.problem)
    return staged
