"""Read uploaded files including workbooks: for the worker, the only process that loads the library for them."""

from missions.actions.exchange import staging
from missions.actions.independent import each
from missions.domain.vocabulary import ImportState
from missions.models import StagedImport
from missions.sheets.workbook import open_sheet


def read(staged: StagedImport) -> StagedImport:
    """Like `staging.read`, for a text or a workbook."""
    return staging.read(staged, open_sheet)


def read_waiting() -> int:
    """Read every waiting file, oldest first; returns how many there were."""
    waiting = list(StagedImport.objects.filter(state=ImportState.READING).order_by("pk"))
    each(waiting, read)
    return len(waiting)
