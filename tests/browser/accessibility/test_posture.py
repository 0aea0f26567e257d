"""Every page of the posture and of its records, checked as in `visits`, with names of two hundred letters."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import timezone

from missions.actions import kinds
from missions.actions.catalog import staging
from missions.domain.catalog.kinds.all import RULES
from missions.domain.catalog.kinds.rules import ALIAS
from missions.domain.catalog.vocabulary import ProblemKind
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import ImportState, Role
from missions.models import StagedCatalog
from missions.queries.kinds.states import newest_entry
from missions.queries.people.accounts import actor_of
from tests import catalogs, factories
from tests.browser.conftest import LONG_NAME, reader
from tests.browser.visits import Stage, Visit, look_at, staged
from tests.browser.watch import Watch
from tests.integration.catalog import counted
from tests.integration.kinds.recorded import every_kind, given

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
    "an alias rule and its history": Visit("/alias-rules/ALIAS-RULE-1/"),
    "catalogs": Visit("/catalogs/"),
    "rules of catalogs": Visit("/catalogs/rules/"),
    "snapshot of a catalog": Visit("/catalogs/snapshots/GCAT/"),
    "snapshots compared": Visit("/catalogs/compare/?from=GCAT&to=GCAT-2"),
    "owners compared": Visit("/catalogs/compare/?from=GCAT&to=GCAT-2&part=changed_owner"),
    "problems of a reading": Visit("/catalogs/readings/{reading}/problems/"),
    "problems of a kind that there is none of": Visit("/catalogs/readings/{reading}/problems/?kind=odd"),
    "import a catalog": Visit("/catalogs/imports/"),
    "an import that waits for the worker": Visit("/catalogs/imports/{waiting}/"),
    "an import that is being read": Visit("/catalogs/imports/{reading_now}/"),
    "an import that is read": Visit("/catalogs/imports/{ready}/"),
    "an import with errors": Visit("/catalogs/imports/{ready}/", status=400, press="Record this snapshot"),
    "an import that is refused": Visit("/catalogs/imports/{refused}/"),
    "an import that is recorded": Visit("/catalogs/imports/{recorded}/"),
    "an import that is discarded": Visit("/catalogs/imports/{discarded}/", press="Discard this import"),
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
    """A record of every kind, two snapshots of a catalog, and a cited figure."""
    every_kind(LONG_NAME)
    changed = given(ALIAS, "ALIAS-RULE-1", pattern=LONG_NAME, operator="Another")
    before = newest_entry("alias_rule", "ALIAS-RULE-1")
    kinds.revise(ALIAS, by=factories.SETUP, given=changed, against=before, reason=LONG_NAME)
    by = factories.actor(Role.ANALYST, username="importer")
    row = catalogs.row(name=LONG_NAME)
    first = catalogs.snapshot("GCAT", by=by, found=catalogs.read([row], catalogs.problem(text=LONG_NAME)))
    moved = [replace(row, operator=LONG_NAME), catalogs.row(9, operator=None)]
    catalogs.snapshot("GCAT-2", by=by, found=catalogs.read(moved))
    cited = factories.cited()
    rows = counted.many(SpaceX=12, **{LONG_NAME: 11}, Unknown=1)
    catalogs.snapshot("GCAT-3", by=by, found=catalogs.read(rows))
    return {"reading": first.pk, "cited": cited.pk, **_imports()}


def _imports() -> dict[str, int]:
    """An import of the visitor in each state, by its state."""
    by = actor_of(reader(Role.ANALYST, username="visiting-analyst"))
    warning = catalogs.problem(0, ProblemKind.WARNING, f"The parts are of different dates: {LONG_NAME}.")
    found = catalogs.read([catalogs.row()], warning, catalogs.problem(text=LONG_NAME))
    recorded = catalogs.snapshot("GCAT-4", by=by, found=catalogs.read([catalogs.row(7)]))
    made = {"recorded": StagedCatalog.objects.get(reading=recorded)}
    for name, change in (
        ("refused", {"state": ImportState.REFUSED, "problem": f"{LONG_NAME}: the file is a web page."}),
        ("discarded", {"state": ImportState.REFUSED, "problem": "The file is empty."}),
        ("reading_now", {"lines": 1_200, "of_lines": 69_000, "told_at": timezone.now()}),
        ("waiting", {}),
    ):
        made[name] = staging.stage(by=by, files=[(f"{LONG_NAME}.tsv", BytesIO(name.encode()))])
        StagedCatalog.objects.filter(pk=made[name].pk).update(**{"lines": 0} | change)
    made["ready"] = catalogs.held(found, by=by)
    return {name: one.pk for name, one in made.items()}


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_page_is_accessible(stage: Stage, visit: Visit, watch: Watch) -> None:
    look_at(stage, visit, watch)
