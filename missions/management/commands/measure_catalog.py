"""Measure concentration from files of a catalog, without a browser and without a database, or from a snapshot."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from missions.catalog.concentration import measure
from missions.catalog.objects import CatalogObject
from missions.catalog.printed import MeasureChoices, as_json, as_table, unanswerable, unmeasurable
from missions.catalog.reading import SourceFile, read
from missions.catalog.rules import Rules, shipped_rules
from missions.domain.catalog.vocabulary import By, Owners, ProblemKind, Publisher, Scope, Unit
from missions.management import command
from missions.queries.catalog.readings import objects_of, snapshots
from missions.queries.catalog.rules import rules_at
from missions.queries.moment import resolve
from missions.sheets.columns import UnreadableFile


@dataclass(frozen=True)
class _Read:
    """A reading to be measured, from files or from a snapshot; `stated` says that the date of the data is known."""

    publisher: Publisher
    edition: date
    stated: bool
    credit: str
    license: str
    objects: Sequence[CatalogObject]
    rules: Rules


class Command(command.Command):
    help = "Print how concentrated the providers of each mission area are, counted from files of GCAT or of UCS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files of one catalog, in any order")
        parser.add_argument("--snapshot", metavar="ID", help="name or number of a recorded snapshot, instead of files")
        parser.add_argument("--on", type=_day, metavar="DATE", help="the day to measure (default: that of the data)")
        _choice(parser, "scope", Scope, Scope.COMMERCIAL)
        _choice(parser, "owners", Owners, Owners.ALL)
        _choice(parser, "by", By, By.OPERATOR)
        _choice(parser, "unit", Unit, Unit.SATELLITES)
        parser.add_argument("--format", choices=["json", "table"], default="table", help="default: table")

    def handle(self, *, files: list[Path], snapshot: str | None, on: date | None, **options: Any) -> None:
        if bool(files) == bool(snapshot):
            raise CommandError("Give either files or --snapshot.")
        found = _recorded(snapshot) if snapshot else self._from(files)
        on = on or found.edition
        unit, scope = Unit(options["unit"]), Scope(options["scope"])
        owners, by = Owners(options["owners"]), By(options["by"])
        unable = unanswerable(found.publisher, found.edition, on, stated=found.stated)
        if why := unmeasurable(found.publisher, unit) or unable:
            raise CommandError(why)
        if not found.stated:
            self.stderr.write(f"The files do not state their date. Their latest launch is of {found.edition}.")
        measured = measure(found.objects, found.rules, on, unit, scope, owners, by)
        asked = MeasureChoices(found.publisher, found.edition, found.credit, found.license, unit, scope, owners, by)
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(measured), ensure_ascii=False))
        else:
            self.stdout.write(as_table(measured, asked))

    def _from(self, files: list[Path]) -> _Read:
        """The files read by the shipped rules; warnings about them as a whole go to the error stream."""
        rules = shipped_rules()
        try:
            with ExitStack() as opened:
                found = read([SourceFile(one.name, opened.enter_context(one.open("rb"))) for one in files], rules)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        for one in found.problems:
            if one.kind == ProblemKind.WARNING:
                self.stderr.write(one.text)
        return _Read(
            found.publisher,
            found.edition,
            found.edition_stated,
            found.credit,
            found.license,
            found.objects,
            rules,
        )


def _recorded(asked: str) -> _Read:
    """The newest reading of the snapshot with this name or number. Raises CommandError if there is none."""
    today = timezone.localdate()
    known = snapshots(resolve(as_of=today, known=None, today=today, chosen=False).moment)
    chosen = next((one for one in known if one.name == asked), None) or next(
        (one for one in known if str(one.pk) == asked), None
    )
    if chosen is None or not chosen.readings:
        names = ", ".join(one.name for one in known) or "none is recorded"
        raise CommandError(f"There is no snapshot {asked}. Snapshots: {names}.")
    newest = chosen.readings[0]
    return _Read(
        Publisher(chosen.publisher),
        chosen.dated_on,
        True,
        chosen.credit,
        chosen.license,
        objects_of(newest.pk, newest.digest),
        rules_at(newest.rules_sequence),
    )


def _choice(parser: ArgumentParser, name: str, choices: type[Enum], default: Enum) -> None:
    values = [one.value for one in choices]
    parser.add_argument(f"--{name}", choices=values, default=default.value, help=f"default: {default.value}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a date; write it as 2025-07-30") from error
