"""Compare a briefing's file, and the record behind it, with what was built here."""

from hashlib import sha256
from pathlib import Path

from django.core.management import CommandError

from missions.domain.dates import day, moment
from missions.domain.exchange.structure import content_hash
from missions.management import command
from missions.queries.commercial.portfolio import records
from missions.queries.exchange.briefings import briefing_of
from missions.queries.exchange.exports import portfolio_at

NOT_OURS, RECORD_DIFFERS, UNREADABLE = 1, 2, 3


class Command(command.Command):
    help = (
        "Say whether a briefing is what this system built. Ends with 0 if so, 1 if the file was altered or is not from "
        "here, 2 if the record behind it reads differently today, 3 if the file cannot be read."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options) -> None:
        try:
            digest = sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=UNREADABLE) from error
        built = briefing_of(digest)
        if built is None:
            raise CommandError(f"No briefing built here has the digest {digest}.", returncode=NOT_OURS)
        held = portfolio_at(built.as_of, built.sequence)
        found = content_hash(held, records(held.moment))
        # An earlier briefing has the hash of the areas only.
        if built.content_hash not in {found, content_hash(held)}:
            raise CommandError(
                f"The file is briefing {built.pk}, but the record as of {built.as_of}, known by entry "
                f"{built.sequence}, has the content hash {found}, not {built.content_hash}. Run verify_audit.",
                returncode=RECORD_DIFFERS,
            )
        self.stdout.write(
            f"ok: briefing {built.pk}, as of {day(built.as_of)}, known by entry {built.sequence}, built "
            f"{moment(built.entry.recorded_at)} by {built.entry.actor_name}; content {built.content_hash}"
        )
