"""Every column of tables and lists has its own value, shown with rows in which all columns differ."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from missions.actions.reviews import reviews
from missions.domain.vocabulary import Contribution, Performer, Provenance, Risk, RiskOfNot, Role
from missions.exports.document import PORTFOLIO
from missions.exports.registry import LISTS, NAMES
from tests import catalogs, factories, listed
from tests import review_factories as made
from tests.integration.catalog import counted
from tests.integration.conftest import settled
from tests.integration.kinds.recorded import provider

pytestmark = pytest.mark.django_db

DAY = factories.DAY.isoformat()
FOUND = {"recorded_at": str, "by": "Set-up", "reason": "Found.", "entry": int}
ASSESSED = {"recorded_at": str, "by": "Set-up", "reason": "Assessed.", "entry": int}
SEATED = {"reviewers": "Reviewer, Reviewer2, Reviewer3", "past_due_days": 0}
COUNTED = {
    "area": "SATCOM", "unit": "Satellites", "scope": "Commercial", "owners": "All owners", "by": "Operator",
    "snapshot": "GCAT 2025-07-30", "data_date": "2025-07-30", "license": "CC-BY", "credit": "Jonathan McDowell…",
}  # fmt: skip

# For each table and list, the expected value of every column in one of its rows. A type stands for any value of it, and
# a text that ends in "…" continues.
SAID: dict[str, dict[str, Any]] = {
    "areas": {
        "area": "SATCOM", "name": "Satellite Communications", "emerging": False, "category": "Hybrid",
        "since": "2024-04-02", "kind": "First category", "section": "IV", "functions": 2,
        "government": 0, "open": 1, "demonstrated": 0, "unassessed": 1, "indicated": "Hybrid", "drift": False,
        "margin": str, "last_assessed": DAY,
        "covered": 1, "median_age": int, "oldest_age": int, "stale": int,
        "flips": "", "assessments_official": 0, "assessments_public_source": 1, "assessments_catalog": 0,
        "assessments_assessment": 0, "assessments_illustrative": 0, "contradicted": "", "due": str, "overdue_days": int,
        "provenance": "Official",
        "source": "DoD Commercial Space…", "entry": 1,
    },
    "functions": {
        "area": "SATCOM", "function": "F-1", "name": "Function F-1", "description": "", "standing": "Open",
        "performer": "Could be performed by the commercial sector", "availability": "Limited",
        "fit": "Partially meets", "contribution": "Significant", "risk": "High", "risk_of_not": "Moderate",
        "rationale": "its rationale", "effective_on": DAY, "function_provenance": "Assessment",
        "assessment_provenance": "Public source", "source": "",
    } | ASSESSED,
    "decisions": {
        "area": "SATCOM", "area_name": "Satellite Communications", "category": "Hybrid", "kind": "First category",
        "effective_on": "2024-04-02", "withdrawn": False, "section": "IV", "quote": "The following mission areas…",
        "provenance": "Official", "source": "DoD Commercial Space…", "entry": 1, "recorded_at": "2024-04-02T…",
        "by": "csis", "reason": "Taken over word for word…",
    },
    "comparison": {
        "area": "SATCOM", "function": "F-1", "name": "Function F-1", "what": "Assessed", "before": "", "after": "Open",
        "changes": "Performer: none → Could be…", "effective_on": DAY, "provenance": "Public source",
    } | ASSESSED,
    "policy": {"setting": "Supports for a shift", "value": 2, "unit": "votes"},
    "evidence": {
        "evidence": int, "title": "its title", "kind": "Document", "publisher": "its publisher", "dated_on": DAY,
        "url": "https://example.org/its-address", "note": "its note", "provenance": "Public source",
        "behind": "SATCOM F-1", "file": "report.txt", "bytes": 13, "sha256": "5d16a43fb04e…", "figure": "", "moved": "",
        "superseded_by": None,
    } | FOUND,
    "search": {
        "place": 1, "kind": "Function", "area": "SATCOM", "function": "F-1", "evidence": None, "record": None,
        "name": "Function F-1",
        "text": "", "category": "Hybrid", "standing": "Open", "provenance": str, "recorded_at": str, "by": "Set-up",
        "entry": int,
    },
    "history": {
        "effective_on": DAY, "recorded_later": True, "area": "SATCOM", "function": "F-1",
        "what": "Assessment recorded", "changes": "Performer: none → Could be…", "withdrawn": False,
        "provenance": "Public source", "source": "", "evidence": "",
    } | ASSESSED,
    "compared": {"part": "In force", "row": "Category", "area": "SATCOM", "value": "Hybrid", "differs": False},
    "posture": {
        "area": "SATCOM", "column": "Access", "cell": "No data", "measure": "Ensured day to day", "state": "No data",
        "n": 0, "of": 1, "unknown": 1, "illustrative": 0, "oldest": DAY, "functions": "F-1", "rule": "Met at 50%…",
        "change": "1 of 1 is not known: …",
    },
    "findings": {
        "kind": "Opportunity", "what": "its action", "area": "SATCOM", "function": "F-1", "solution": "",
        "solution_name": "", "source": str, "result": "Done", "owner": "Coauthor", "opened_on": str, "due_on": str,
        "overdue_days": 0, "state": "Closed", "closed_on": str, "provenance": "Assessment",
    },
    "concentration": {
        "on": "2025-07-30", "rows": 5, "known": 4, "unknown": 1, "operators": 2, "largest": "One", "share": "75.0",
        "effective": "1.6", "index": 6250, "low": 4400, "high": 6800, "without": 10000,
    } | COUNTED,
    "operators": {
        "on": "2025-07-30", "rank": 1, "operator": "One", "counted": 3, "share": "75.0", "codes": "ONE",
        "basis": "joined 3", "provider": "PRV-001", "provider_name": "One",
    } | COUNTED,
    "problems": {
        "part": "Payload catalog", "line": 3, "kind": "Category without a mission area", "text": "SCI is of no area.",
        "entry": int,
    } | {name: COUNTED[name] for name in ("snapshot", "data_date", "license", "credit")},
    "reviews": {
        "review": int, "area": "SATCOM", "name": "Satellite Communications", "kind": "Ad hoc", "cycle": "",
        "opened_on": str, "due_on": str, "proposed": "Government Primary",
        "waits": "In review; 3 voted, the votes are hidden",
        "moved": False, "cast": 3, "supports": None, "needed": 2, "asked": "", "analysts": "Analyst",
    } | SEATED,
    "cycles": {
        "cycle": "its name", "due_on": str, "past_due_days": 0, "reviews": 1, "closed": 0, "opened_on": str,
        "by": "Steward", "reason": "its reason",
    },
    "opportunities": {
        "opportunity": int, "area": "SATCOM", "function": "F-1", "review": int, "action": "its action",
        "owner": "Coauthor", "due_on": str, "overdue_days": 0, "stands": "Done", "since": str, "reason": "its step",
        "stepped_by": "Coauthor", "noted_on": str, "noted_by": "Analyst",
    },
    "amendments": {
        "amendment": int, "about": "Policy", "effective_on": str, "says": "Government Primary: government over…",
        "reason": "Clearer.", "by": "Drafting-Steward", "recorded_at": str, "state": "Turned down",
        "decided_by": "Authority", "decided_at": str, "decided_reason": "its refusal",
    },
    "audit": {
        "entry": int, "recorded_at": str, "who": "Steward", "class": "Process", "action": "open cycle",
        "target": str, "reason": "its reason", "digest": str,
    },
    "people": {
        "username": "everybody", "name": "Everybody", "organization": "its organization", "roles": "Auditor",
        "waiting": "", "active": True,
    },
    "grants": {
        "username": "everybody", "name": "Everybody", "role": "Auditor", "step": "Active",
        "starts_on": str, "ends_on": None, "reason": made.REASON, "by": "Set-up", "recorded_at": str, "entry": int,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def auditor(around: Callable[[], AbstractContextManager[None]]) -> Iterator[Client]:
    """Somebody who reads a record whose neighboring columns always differ, created once for all lists."""
    with around():
        record(made.cast())
        account = factories.user("everybody", Role.AUDITOR, organization="its organization")
        settled()
        client = Client()
        client.force_login(account)
        yield client


def record(people: made.Cast) -> None:
    answers = {
        "performer": Performer.COMMERCIAL_CAPABLE, "contribution": Contribution.SIGNIFICANT, "risk": Risk.HIGH,
        "risk_of_not": RiskOfNot.MODERATE, "rationale": "its rationale", "provenance": Provenance.PUBLIC_SOURCE,
    }  # fmt: skip
    function = factories.function("F-1")
    factories.function("F-2")
    factories.evidence(
        "its title",
        behind=[factories.assessment(function, **answers)],
        upload=factories.upload(),
        publisher="its publisher",
        url="https://example.org/its-address",
        note="its note",
        dated_on=factories.DAY,
    )
    record_reviews(people, function)
    provider(name="One")
    catalogs.snapshot(by=people.analyst, found=counted_with_a_problem())


def counted_with_a_problem() -> catalogs.Read:
    return catalogs.read(counted.many(One=3, Two=1, Unknown=1), catalogs.problem())


def record_reviews(people: made.Cast, function: made.Function) -> None:
    """A proposal to be decided, an opportunity in progress, a cycle, and a declined amendment."""
    proposal = made.supported(people, gaps={"F-2": "Under study."})
    made.vote(people.reviewer3, proposal, made.VoteChoice.RECUSE)
    owner, due_on = made.account(people.coauthor), made.in_days(9)
    found = reviews.note_opportunity(
        by=people.analyst, review=proposal.review, function=function, action="its action", owner=owner, due_on=due_on
    )
    reviews.progress_opportunity(by=people.coauthor, opportunity=found, step="done", reason="its step")
    reviews.open_cycle(
        by=people.steward,
        name="its name",
        areas=[factories.area("SDA")],
        due_on=made.in_days(60),
        reason="its reason",
        reviewers=people.reviewers,
    )
    made.amendments.turn_down(by=people.authority, amendment=factories.drafted_policy(), reason="its refusal")


def differing(row: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """The columns of a row whose value is not the expected one."""
    return [name for name in {*row, *said} if name not in row or name not in said or not says(row[name], said[name])]


def says(value: Any, said: Any) -> bool:
    match said:
        case type():
            return type(value) is said and value != ""
        case str() if said.endswith("…"):
            return isinstance(value, str) and value.startswith(said[:-1])
    return type(value) is type(said) and value == said


@pytest.mark.parametrize("name", [*LISTS, *(name for name in NAMES if name != PORTFOLIO)])
def test_each_column_of_a_list_has_the_value_of_its_header(name: str, auditor: Client) -> None:
    query = listed.ADDRESSES.get(name, ("",))[0].replace("cmd", "F-1")
    found = [differing(row, SAID[name]) for row in listed.rows(auditor, name, query)]
    assert [] in found, min(found, key=len, default="no rows")


def test_a_value_under_another_column_is_found() -> None:
    said = SAID["policy"]
    assert differing(said, said) == []
    assert sorted(differing(said | {"value": "votes", "unit": 2}, said)) == ["unit", "value"]
