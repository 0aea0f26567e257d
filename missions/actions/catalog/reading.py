"""Reading the catalogs that wait: by the worker alone, which loads what reads workbooks, and in no transaction."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.utils import timezone

from missions.actions.catalog.staged_readings import hold
from missions.actions.independent import each
from missions.actions.pieces import write_pieces
from missions.actions.progress import TOLD_EVERY_SECONDS, silent
from missions.catalog.reading import SourceFile, lines_of
from missions.catalog.reading import read as read_files
from missions.domain.vocabulary import ImportState
from missions.models import ChainHead, StagedCatalog
from missions.queries.catalog.rules import rules_at
from missions.sheets.columns import UnreadableFile
from missions.storage.files import UnreadableEvidence, checked

# Lines between two looks at the clock.
LOOK_EVERY = 200


class Discarded(Exception):
    """Its owner discarded the import while it was read."""


def read_waiting() -> int:
    """Read every catalog that waits, or whose worker fell silent, oldest first; returns how many there were."""
    waiting = StagedCatalog.objects.filter(silent(timezone.now()), state=ImportState.READING).defer("content")
    found = list(waiting.order_by("pk"))
    each(found, read)
    return len(found)


def read(staged: StagedCatalog) -> None:
    """Read the files of an import, so that it is ready or refused; nothing is left of one discarded meanwhile."""
    now = timezone.now()
    own = StagedCatalog.objects.filter(pk=staged.pk, state=ImportState.READING)
    if not own.filter(silent(now)).update(told_at=now, lines=0):
        return
    sequence = ChainHead.objects.get().sequence
    try:
        with _sources(staged) as sources:
            reading = read_files(sources, rules_at(sequence), Progress(staged, lines_of(sources)))
        hold(staged, reading, sequence)
    except (UnreadableFile, UnreadableEvidence) as error:
        # What it quotes of a file may hold what the database does not.
        own.update(state=ImportState.REFUSED, problem=str(error).replace("\0", "\N{REPLACEMENT CHARACTER}"))
    except (Discarded, StagedCatalog.DoesNotExist):
        return


class Progress:
    """Called once for each line; tells how far it is now and then. Raises `Discarded`."""

    def __init__(self, staged: StagedCatalog, of_lines: int) -> None:
        self._waiting = StagedCatalog.objects.filter(pk=staged.pk, state=ImportState.READING)
        self._lines, self._of = 0, of_lines
        self._told = 0.0
        self.tell()

    def __call__(self) -> None:
        self._lines += 1
        if self._lines % LOOK_EVERY == 0 and time.monotonic() - self._told > TOLD_EVERY_SECONDS:
            self.tell()

    def tell(self) -> None:
        """Tell how many lines are read. Raises `Discarded` where nobody waits for them."""
        self._told = time.monotonic()
        of = max(self._of, self._lines)
        if not self._waiting.update(lines=self._lines, of_lines=of, told_at=timezone.now()):
            raise Discarded


@contextmanager
def _sources(staged: StagedCatalog) -> Iterator[list[SourceFile]]:
    """The files of the import, or of the snapshot that is read again, each to be read from its start."""
    with ExitStack() as opened:
        if staged.snapshot is None:
            found = []
            for file in staged.files.order_by("pk"):
                content = opened.enter_context(tempfile.TemporaryFile())
                write_pieces(file.pieces.all(), content)
                found.append(SourceFile(file.file_name, content))
        else:
            found = [
                SourceFile(file.file_name, opened.enter_context(checked(file.sha256, file.size)))
                for file in staged.snapshot.files.order_by("part")
            ]
        yield found
