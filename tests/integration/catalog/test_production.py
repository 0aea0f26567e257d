"""A production accepts only real catalogs, no matter who uploads invented ones."""

from collections.abc import Iterator

import pytest
from django.db.utils import IntegrityError

from missions.access import Actor
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.domain.vocabulary import InstallationKind, Provenance, Role
from missions.models import CatalogSnapshot
from missions.storage.folder import place
from tests import catalogs, factories


@pytest.fixture
def analyst(database_server, django_db_blocker) -> Iterator[Actor]:
    """An analyst of a database that was created for production."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        made = factories.actor(Role.ANALYST)
        factories.become(InstallationKind.PRODUCTION)
        yield made


def test_files_marked_as_invented_are_refused_and_leave_nothing(analyst: Actor) -> None:
    staged = catalogs.held(catalogs.read([catalogs.row()], invented=True), by=analyst, content=b"#JCAT invented\n")
    with pytest.raises(Unfit, match="real catalogs only"):
        catalogs.recording.confirm(by=analyst, staged=staged, name="Invented", reason="Tried.")
    assert not CatalogSnapshot.objects.exists() and not place(staged.files.get().sha256).exists()
    assert catalogs.snapshot("Real", by=analyst).snapshot.provenance == Provenance.CATALOG


def test_the_database_refuses_them_too(analyst: Actor) -> None:
    forged = CatalogSnapshot(
        name="Forged",
        publisher="gcat",
        dated_on=catalogs.DATED,
        license="",
        credit="Nobody",
        provenance=Provenance.ILLUSTRATIVE,
        reason="Tried.",
    )
    with (
        pytest.raises(IntegrityError, match="no illustrative catalog"),
        recording(by=analyst, action="import catalog", target="catalog:Forged", reason="Tried.") as entry,
    ):
        entry.add(forged)
