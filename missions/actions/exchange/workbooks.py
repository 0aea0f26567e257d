"""Files on their way in, workbooks included: for the worker, which alone loads the library that reads them."""

from missions.actions.apart import each
from missions.actions.exchange import staging
from missions.domain.vocabulary import ImportState
from missions.models import StagedImport
from missions.sheets.workbook import open_sheet


def read(staged: StagedImport) -> StagedImport:
    """As `staging.read`, of a text or a workbook."""
    return staging.read(staged, open_sheet)


def read_waiting() -> int:
    """Read every file that waits, oldest first; returns how many there were."""
    waiting = list(StagedImport.objects.filter(state=ImportState.READING).order_by("pk"))
    each(waiting, read)
    return len(waiting)
