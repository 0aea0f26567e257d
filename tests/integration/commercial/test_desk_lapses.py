"""The steward's desk shows what lapses soon, with a link to the page of access."""

from datetime import date, timedelta

import pytest

from missions.access import Actor
from missions.domain.commercial.vocabulary import Level, Phase, Sector, Stage, UseState, YesNo
from missions.domain.dates import day
from missions.domain.record.rule.policy_numbers import limits
from missions.domain.vocabulary import Performer, Role
from missions.queries.moment import today_of_database
from tests.factories import actor, assessment, function
from tests.integration.kinds.recorded import provider, record

pytestmark = pytest.mark.django_db


def ensured(until: date) -> None:
    """A function that one agreement ensures in crisis and in conflict, until a day."""
    assessment(function("T-1"), performer=Performer.EITHER)
    provider("PRV-001")
    said = {"stage": Stage.OFFERED, "owned_by": Sector.COMMERCIAL}
    record("solution", "SOL-001", provider="PRV-001", **said)
    record("use", "USE-001", solution="SOL-001", function="T-1", state=UseState.IN_USE)
    promises = [{"use": "USE-001", "phase": phase, "level": Level.ASSURED} for phase in (Phase.CRISIS, Phase.CONFLICT)]
    said = {"provider": "PRV-001", "parties_withheld": YesNo.NO, "ends_on": until}
    record("agreement", "AGR-001", lines={"commitments": promises}, **said)


def desk(signed, reader: Actor) -> str:
    return " ".join(signed(reader).get("/").content.decode().split())


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, False)])
def test_a_steward_sees_what_lapses_within_the_policys_days(signed, days, told):
    until = today_of_database() + timedelta(days=limits()["lapse_days"] + days)
    ensured(until)
    page = desk(signed, actor(Role.STEWARD))
    assert ('<a href="/posture/access/"><strong>1 function</strong> loses the last commitment' in page) is told
    assert (f"the first on {day(until)}" in page) is told


def test_nobody_else_sees_it_and_without_a_lapse_there_is_no_line(signed):
    assert "Access that lapses" not in desk(signed, actor(Role.STEWARD, username="steward-before"))
    ensured(today_of_database() + timedelta(days=30))
    assert "Access that lapses" not in desk(signed, actor(Role.ANALYST))
