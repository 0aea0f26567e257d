"""Catalogs for a demonstration: invented payloads in the real formats, read the same way as an upload."""

from contextlib import ExitStack
from pathlib import Path

from missions.access import Actor
from missions.actions import installation
from missions.actions.catalog import reading, recording, staging
from missions.domain.vocabulary import InstallationKind
from missions.models import CatalogSnapshot, StagedCatalog

REASON = "Sample data, so that the pages of catalogs show something."
# The sample snapshots, by name, with the files of each.
SNAPSHOTS = {
    "GCAT sample": ("payloads.tsv", "launches.tsv", "organizations.tsv"),
    "UCS sample": ("ucs.txt",),
}


def load_sample_catalogs(folder: Path, *, by: Actor) -> bool:
    """Import the sample catalogs as illustrative snapshots, unless there are snapshots. Returns whether it did."""
    installation.demand(InstallationKind.DEMONSTRATION)
    if CatalogSnapshot.objects.exists():
        return False
    for name, files in SNAPSHOTS.items():
        with ExitStack() as opened:
            given = [(file, opened.enter_context((folder / file).open("rb"))) for file in files]
            staged = staging.stage(by=by, files=given)
        reading.read(staged)
        staged = StagedCatalog.objects.get(pk=staged.pk)
        recording.confirm(by=by, staged=staged, name=name, reason=REASON, accepted=True)
        staging.discard(by=by, staged=staged)
    return True
