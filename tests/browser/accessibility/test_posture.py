"""Every page of the posture and of its records, as `visits` looks at it, with names of two hundred letters."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from missions.domain.catalog.kinds.all import RULES
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import Role
from tests import catalogs, factories
from tests.browser.conftest import LONG_NAME
from tests.browser.visits import Stage, Visit, look_at, staged
from tests.browser.watch import Watch
from tests.integration.catalog import counted
from tests.integration.kinds.recorded import every_kind

pytestmark = pytest.mark.browser

VISITS = {
    "posture": Visit("/posture/"),
    "posture with a cell open": Visit("/posture/?cell=SATCOM.resilience&since=2025-06-01"),
    "posture with errors": Visit("/posture/?since=yesterday", status=400),
    "cite a cell": Visit("/posture/cite/?cell=SATCOM.resilience"),
    "cite a cell with errors": Visit("/posture/cite/?cell=SATCOM.resilience", status=400, press="Cite it"),
    "a figure that was cited": Visit("/evidence/{cited}/"),
    "posture of an area": Visit("/posture/areas/SAML/"),
    "loss": Visit("/posture/loss/?loss=parent:PROVIDER-1"),
    "loss with errors": Visit("/posture/loss/?loss=luck", status=400),
    "access": Visit("/posture/access/"),
    "protection": Visit("/posture/protection/"),
    "pipeline": Visit("/posture/pipeline/"),
    "trend": Visit("/posture/trend/"),
    "trend of a cell": Visit("/posture/trend/?cell=SAML.resilience"),
    "findings": Visit("/findings/"),
    "findings with errors": Visit("/findings/?state=luck", status=400),
    "concentration": Visit("/concentration/?owners=all"),
    "concentration with errors": Visit("/concentration/?on=someday&unit=weight", status=400),
    "operators": Visit("/concentration/SATCOM/?owners=all"),
    "operators, nothing said": Visit("/concentration/C2/"),
    "cite concentration": Visit("/concentration/SATCOM/cite/?owners=all"),
    "cite concentration with errors": Visit("/concentration/SATCOM/cite/?owners=all", status=400, press="Cite it"),
    **{f"list of {kind.plural.lower()}": Visit(f"/{kind.address}/") for kind in COMMERCIAL},
    **{f"a {kind.label.lower()}": Visit(f"/{kind.address}/{kind.name.upper()}-1/") for kind in COMMERCIAL},
    **{f"list of {kind.plural.lower()}": Visit(f"/{kind.address}/") for kind in RULES},
    "an alias rule": Visit("/alias-rules/ALIAS-RULE-1/"),
    "catalogs": Visit("/catalogs/"),
    "rules of catalogs": Visit("/catalogs/rules/"),
    "snapshot of a catalog": Visit("/catalogs/snapshots/GCAT/"),
    "snapshots compared": Visit("/catalogs/compare/?from=GCAT&to=GCAT-2"),
    "owners compared": Visit("/catalogs/compare/?from=GCAT&to=GCAT-2&part=changed_owner"),
    "problems of a reading": Visit("/catalogs/readings/{reading}/problems/"),
    "import a catalog": Visit("/catalogs/imports/"),
    "import a catalog with errors": Visit("/catalogs/imports/", status=400, press="Read the files"),
    "solutions, none found": Visit("/solutions/?q=nothing-is-called-this"),
    "record an agreement": Visit("/agreements/add/"),
    "attach evidence to a provider": Visit("/providers/PROVIDER-1/evidence/"),
    "record an agreement with errors": Visit("/agreements/add/", status=400, press="Save the agreement"),
    "revise an agreement": Visit("/agreements/AGREEMENT-1/revise/"),
    "withdraw a revision": Visit("/agreements/AGREEMENT-1/withdraw/"),
}


@pytest.fixture(scope="module")
def stage(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    with staged(site_address, committing, recorded) as made_ready:
        yield made_ready


def recorded() -> dict[str, int]:
    """A record of every kind, two snapshots of a catalog, and a figure that was cited."""
    every_kind(LONG_NAME)
    by = factories.actor(Role.ANALYST, username="importer")
    row = catalogs.row(name=LONG_NAME)
    first = catalogs.snapshot("GCAT", by=by, found=catalogs.read([row], catalogs.problem(text=LONG_NAME)))
    moved = [replace(row, operator=LONG_NAME), catalogs.row(9, operator=None)]
    catalogs.snapshot("GCAT-2", by=by, found=catalogs.read(moved))
    cited = factories.cited()
    rows = counted.many(SpaceX=12, **{LONG_NAME: 11}, Unknown=1)
    catalogs.snapshot("GCAT-3", by=by, found=catalogs.read(rows))
    return {"reading": first.pk, "cited": cited.pk}


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_page_is_accessible(stage: Stage, visit: Visit, watch: Watch) -> None:
    look_at(stage, visit, watch)
