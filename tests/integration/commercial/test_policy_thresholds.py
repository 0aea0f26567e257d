"""Cells, pages and desk use the thresholds of the policy in force on the day shown."""

import re
from datetime import timedelta

import pytest

from missions.actions.reviews import amendments
from missions.domain.commercial.vocabulary import Phase, TrialResult
from missions.domain.record.rule.policy_numbers import limits
from missions.domain.vocabulary import Role
from missions.queries.moment import today_of_database
from missions.queries.reviews.amendments import newest_policy
from tests.factories import actor
from tests.integration.commercial.test_desk_lapses import desk, ensured
from tests.integration.commercial.test_posture_pages import committed
from tests.integration.kinds.recorded import record

pytestmark = pytest.mark.django_db


def in_force(**thresholds: int) -> None:
    """A policy changed by two people, in force from today, with these thresholds of the posture."""
    newest = newest_policy()
    numbers = {name: getattr(newest, name) for name in amendments.PolicyNumbers.__dataclass_fields__}
    drafted = amendments.draft_policy(
        by=actor(Role.STEWARD, username="drafting"),
        numbers=amendments.PolicyNumbers(**numbers),
        thresholds=thresholds,
        effective_on=today_of_database(),
        reason="Stricter.",
    )
    amendments.approve(by=actor(Role.AUTHORITY, username="approving"), amendment=drafted, reason="Agreed.")


def words(page: str) -> str:
    """The text of a page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_cell_names_its_threshold_and_the_policy(signed):
    committed()
    in_force(tried_months=1, tried_at_least=90)
    viewer, day = signed(actor(Role.VIEWER)), today_of_database()
    lately = day - timedelta(days=60)
    tried = {"use": "USE-001", "phase": Phase.CRISIS, "result": TrialResult.WORKED}
    record("exercise", "EXE-002", starts_on=lately, on=lately, lines={"trials": [tried]})
    asked = "/posture/?cell=SATCOM.integration"
    now = viewer.get(asked).content.decode()
    assert "Met at 90% or more (policy 2)" in now
    assert "How long ago a trial may be: 1 month (policy 2)." in now
    assert "Tried: ○ not met, 0 of 1" in words(now)
    before = viewer.get(f"{asked}&as_of={day - timedelta(days=1)}").content.decode()
    assert "Met at 50% or more (policy 1)" in before
    assert "How long ago a trial may be: 24 months (policy 1)." in before
    assert "Tried: ● met, 1 of 1" in words(before)
    exported = viewer.get("/exports/posture.csv")
    assert "(policy 2)" in b"".join(exported.streaming_content).decode()


def test_the_desk_and_the_page_of_access_look_ahead_by_the_policys_days(signed):
    days = limits()["lapse_days"] + 20
    ensured(today_of_database() + timedelta(days=days))
    assert "Access that lapses" not in desk(signed, actor(Role.STEWARD))
    in_force(lapse_days=days)
    assert f"within {days} days" in desk(signed, actor(Role.STEWARD, username="another"))
    access = signed(actor(Role.VIEWER)).get("/posture/access/").content.decode()
    assert f"What lapses within {days} days" in access
    assert "Loses its last cover for" in access
