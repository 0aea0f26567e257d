"""Findings of trials and opportunities of reviews are one list, overdue by the policy, at any date."""

from datetime import date, timedelta

import pytest

from missions.actions.reviews import reviews as actions
from missions.domain.commercial.vocabulary import Phase, TrialResult
from missions.domain.record.rule.policy_numbers import limits
from missions.domain.vocabulary import Role
from missions.queries.moment import today_of_database
from tests import review_factories as made
from tests.factories import actor
from tests.integration.commercial.test_desk_lapses import desk
from tests.integration.commercial.test_policy_thresholds import in_force
from tests.integration.commercial.test_posture_pages import committed
from tests.integration.kinds.recorded import record, revised
from tests.listed import rows

pytestmark = pytest.mark.django_db

DAYS = limits()["finding_days"]


def wargame(last_day: date, closed_on: date | None = None) -> dict:
    """The values of an exercise on that day with a finding about the use made by `committed`."""
    trial = {
        "use": "USE-001",
        "phase": Phase.CRISIS,
        "result": TrialResult.WITH_FINDINGS,
        "finding": "The modem resets.",
        "closed_on": closed_on,
    }
    return {"name": "Red sky", "starts_on": last_day, "on": last_day, "lines": {"trials": [trial]}}


@pytest.mark.parametrize(("days", "late"), [(DAYS, 0), (DAYS + 1, 1)])
def test_a_finding_is_overdue_the_day_after_the_policys_days(signed, days, late):
    committed()
    last_day = today_of_database() - timedelta(days=days)
    record("exercise", "EXE-002", **wargame(last_day))
    reader = signed(actor(Role.VIEWER))
    (row,) = rows(reader, "findings")
    assert (row["what"], row["area"], row["function"]) == ("The modem resets.", "SATCOM", "T-1")
    assert (row["solution"], row["source"], row["result"]) == ("SOL-001", "Red sky", "Worked, with findings")
    assert (row["overdue_days"], row["state"]) == (late, "Overdue" if late else "Open")
    assert row["due_on"] == (last_day + timedelta(days=DAYS)).isoformat()
    page = reader.get("/findings/?state=overdue").content.decode()
    assert ("The modem resets." in page) is bool(late)
    on_desk = desk(signed, actor(Role.STEWARD))
    assert ("<strong>1 finding</strong> of exercises is open for longer" in on_desk) is bool(late)


def test_a_stricter_policy_makes_a_finding_overdue_and_closing_it_ends_that(signed):
    committed()
    last_day = today_of_database() - timedelta(days=100)
    first = record("exercise", "EXE-002", **wargame(last_day))
    reader = signed(actor(Role.VIEWER))
    assert rows(reader, "findings")[0]["state"] == "Open"
    in_force(finding_days=30)
    assert (rows(reader, "findings")[0]["state"], rows(reader, "findings")[0]["overdue_days"]) == ("Overdue", 70)
    closed_on = today_of_database() - timedelta(days=10)
    revised("exercise", "EXE-002", first, **wargame(last_day, closed_on) | {"on": closed_on})
    assert rows(reader, "findings")[0]["state"] == "Closed"
    before = closed_on - timedelta(days=1)
    assert rows(reader, "findings", f"?as_of={before}")[0]["state"] == "Open"
    assert rows(reader, "findings", f"?as_of={last_day - timedelta(days=1)}") == []
    assert "Findings overdue" not in desk(signed, actor(Role.STEWARD))


def test_opportunities_are_in_the_same_list_for_people_who_may_read_them(signed):
    committed()
    record("exercise", "EXE-002", **wargame(today_of_database()))
    people = made.cast()
    review = made.review(people)
    actions.note_opportunity(
        by=people.analyst,
        review=review,
        function=None,
        action="Lease the relay.",
        owner=made.account(people.coauthor),
        due_on=made.in_days(9),
    )
    writer = signed(people.analyst)
    assert [row["kind"] for row in rows(writer, "findings")] == ["Opportunity", "Finding"]
    assert [row["what"] for row in rows(writer, "findings", "?kind=opportunity")] == ["Lease the relay."]
    assert [row["what"] for row in rows(writer, "findings", "?q=modem")] == ["The modem resets."]
    assert rows(writer, "findings", "?area=SDA") == []
    assert [row["kind"] for row in rows(signed(actor(Role.VIEWER)), "findings")] == ["Finding"]


def test_an_invalid_filter_is_reported(signed):
    reader = signed(actor(Role.VIEWER))
    assert reader.get("/findings/?state=luck").status_code == 400
    assert reader.get("/exports/findings.csv?state=luck").status_code == 400
    assert reader.get("/findings/?page=9").status_code == 404
    assert "No finding or opportunity is recorded" in reader.get("/findings/").content.decode()
