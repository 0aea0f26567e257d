"""The solutions of a function are shown beside its assessment, and contradictions are flagged where they count."""

import re

import pytest
from django.test import Client

from missions.domain.commercial.vocabulary import Sector, Stage, UseState
from missions.domain.vocabulary import Availability, Role
from missions.queries.commercial.portfolio import commercial
from missions.queries.moment import resolve
from missions.queries.record.portfolio import portfolio
from tests.factories import DAY, actor, assessment, function
from tests.integration.kinds.recorded import provider, record, revised

pytestmark = pytest.mark.django_db
FUNCTION, ASSESS = "/areas/SATCOM/functions/T-1/", "/areas/SATCOM/functions/T-1/assess/"
MATURE_WITHOUT = "Availability is assessed as mature, but no commercial solution is recorded."
NONE_WITH = "Availability is assessed as none, but 3 commercial solutions are recorded."


@pytest.fixture
def viewer(signed) -> Client:
    return signed(actor(Role.VIEWER))


def offered(number: int, **said: object) -> None:
    """A relay of the first provider, which could be used for the function."""
    solution, use = f"SOL-{number:03}", f"USE-{number:03}"
    usual = {"name": f"Relay {number}", "provider": "PRV-001", "stage": Stage.OFFERED, "owned_by": Sector.COMMERCIAL}
    record("solution", solution, **usual | said)
    record("use", use, solution=solution, function="T-1", state=UseState.COULD)


def text(page: Client, address: str) -> str:
    answer = page.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def tile(page: str) -> str:
    return page[page.index("SATCOM Satellite") : page.index("SATCOM Satellite") + 200]


def test_mature_without_a_solution_is_flagged_until_one_is_recorded(viewer):
    assessment(function("T-1"), availability=Availability.MATURE)
    assert MATURE_WITHOUT in text(viewer, FUNCTION)
    assert "No solution is recorded for this function." in text(viewer, FUNCTION)
    assert "≠ 1 contradiction" in tile(text(viewer, "/areas/"))
    assert "≠ 1 contradiction" in tile(text(viewer, "/overview/"))
    assert "≠ 1 contradiction" in text(viewer, "/areas/?view=table")
    assert "1 of 1 contradicts the solutions recorded: T-1" in text(viewer, "/areas/SATCOM/")
    provider("PRV-001", name="Orbital Works")
    offered(1)
    assert "contradiction" not in text(viewer, FUNCTION)
    assert "Relay 1 , Orbital Works" in text(viewer, FUNCTION)
    assert "≠" not in text(viewer, "/areas/")
    assert "No assessment contradicts the solutions recorded" in text(viewer, "/areas/SATCOM/")


def test_none_is_flagged_from_the_third_solution_on(viewer):
    assessment(function("T-1"), availability=Availability.NONE)
    provider("PRV-001", name="Orbital Works")
    for number in (1, 2):
        offered(number)
    assert "≠" not in text(viewer, FUNCTION)
    offered(3)
    assert NONE_WITH in text(viewer, FUNCTION)


def test_solutions_that_are_not_commercial_are_listed_but_not_counted(viewer):
    assessment(function("T-1"), availability=Availability.MATURE)
    provider("PRV-001", name="Orbital Works")
    offered(1, owned_by=Sector.GOVERNMENT)
    offered(2, stage=Stage.WITHDRAWN)
    shown = text(viewer, FUNCTION)
    assert MATURE_WITHOUT in shown and shown.count("not counted") == 2
    offered(3)
    assert MATURE_WITHOUT not in text(viewer, FUNCTION)


def test_the_assessment_form_shows_the_recorded_solutions(signed):
    assessment(function("T-1"), availability=Availability.MATURE)
    provider("PRV-001", name="Orbital Works")
    offered(1)
    shown = text(signed(actor(Role.ANALYST)), ASSESS)
    assert "Relay 1 , Orbital Works offered · could be used · fit: not assessed" in shown


def test_the_count_beside_a_function_equals_that_of_the_posture():
    assessment(function("T-1"), availability=Availability.MATURE)
    first = provider("PRV-001", name="Orbital Works")
    offered(1)
    offered(2, owned_by=Sector.GOVERNMENT)
    offered(3, stage=Stage.RESEARCH)
    record("solution", "SOL-004", name="Relay 4", provider="PRV-001", owned_by=Sector.COMMERCIAL)
    record("use", "USE-004", solution="SOL-004", function="T-1", state=UseState.ENDED)
    assert counted() == 2
    revised("provider", "PRV-001", first, name="Orbital Works", country="US", retired=True)
    assert counted() == 0


def counted() -> int:
    """The number of solutions of the function, after checking that the whole posture counts the same."""
    now = resolve(as_of=DAY, known=None, today=DAY, chosen=False)
    held = portfolio(now.moment, now.policy)
    uses = commercial(held).uses_of_function.get("T-1", ())
    of_record = next(one for one in held.area("SATCOM").functions if one.code == "T-1")
    assert of_record.solutions == len({use.solution for use in uses})
    return of_record.solutions
