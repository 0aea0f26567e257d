"""The number of queries of each page: as recorded, and the same however many areas there are.

`RECORD_QUERY_COUNTS=1 make test ARGS=tests/integration/pages/test_query_counts.py` records them again.
"""

import json
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.access import Actor
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import Role, VoteChoice
from missions.models import (
    Amendment,
    Assessment,
    CatalogReading,
    Cycle,
    Evidence,
    Proposal,
    ReviewRequest,
    Session,
    StagedCatalog,
    User,
)
from missions.queries.people.accounts import actor_of
from missions.views.bodies import bodies
from missions.views.remembered import forget
from tests import catalogs, factories
from tests import review_factories as made
from tests.integration.kinds.recorded import every_kind

BASELINE = Path(__file__).with_name("query_counts.json")
MANY = 130
ROLES = (Role.ANALYST, Role.AUDITOR, Role.STEWARD)

# Every page made from the record or from accounts.
PAGES = {
    "desk": "/",
    "overview": "/overview/",
    "overview in the past": "/overview/?as_of=2025-06-01",
    "overview's figures, narrowed": "/overview/?category=hybrid",
    "overview between two days": "/overview/?from=2024-06-01&to=2025-06-01&category=hybrid",
    "chart as JSON": "/charts/criteria.json",
    "areas as a board": "/areas/",
    "areas as a table": "/areas/?view=table&sort=-due&category=hybrid",
    "area": "/areas/SATCOM/",
    "area before the strategy": "/areas/SATCOM/?as_of=2020-01-01",
    "what-if": "/areas/SATCOM/what-if/",
    "area history": "/areas/SATCOM/history/",
    "function": "/areas/SATCOM/functions/T-1/",
    "assess": "/areas/SATCOM/functions/T-1/assess/",
    "revise function": "/areas/SATCOM/functions/T-1/revise/",
    "add function": "/areas/SATCOM/add-function/",
    "areas to compare": "/compare/areas/",
    "areas compared": "/compare/areas/?area=SATCOM&area=SDA&area=PNT&area=EW",
    "dates compared": "/compare/dates/?from=2024-06-01&to=2025-06-01",
    "dates of one area compared": "/compare/dates/?area=SATCOM",
    "dates compared, rewordings too": "/compare/dates/?from=2024-06-01&to=2025-06-01&wording=yes",
    "search, nothing asked": "/search/",
    "search by words": "/search/?q=function",
    "search by words and filters": "/search/?q=seen+category:hybrid+drift:no",
    "search by filters": "/search/?q=category:hybrid",
    "imports": "/imports/",
    "attach evidence": "/areas/SATCOM/functions/T-1/evidence/",
    "attach evidence to a function's name": "/areas/SATCOM/functions/T-1/name/evidence/",
    "attach evidence to an area": "/areas/SATCOM/evidence/",
    "attach evidence to the policy": "/policy/evidence/",
    "evidence list": "/evidence/?q=report&behind=satcom",
    "evidence behind a function": "/evidence/?behind=t-1",
    "evidence": "/evidence/{evidence}/",
    "add evidence": "/evidence/add/?for=T-1",
    "supersede evidence": "/evidence/{evidence}/supersede/",
    "reviews": "/reviews/",
    "reviews, all": "/reviews/?view=all",
    "reviews, unassigned": "/reviews/?view=unassigned",
    "open a review": "/reviews/open/",
    "ask for a review": "/areas/C2/ask/",
    "request for a review": "/review-requests/{request}/",
    "cycle": "/cycles/{cycle}/",
    "cycles": "/reviews/?view=cycles",
    "opportunities": "/reviews/?view=opportunities",
    "review": "/reviews/{review}/",
    "proposal": "/proposals/{proposal}/",
    "proposal's version": "/proposals/{proposal}/version/",
    "revision": "/proposals/{proposal}/revisions/1/",
    "posture": "/posture/",
    "posture with a cell open, two dates": "/posture/?cell=SATCOM.access&since=2025-06-01",
    "cite a cell of the posture": "/posture/cite/?cell=SATCOM.access",
    "posture of an area": "/posture/areas/SATCOM/",
    "loss": "/posture/loss/?loss=parent:PROVIDER-1",
    "access": "/posture/access/",
    "protection": "/posture/protection/",
    "pipeline": "/posture/pipeline/",
    "trend": "/posture/trend/",
    "trend of a cell in the past": "/posture/trend/?cell=SATCOM.access&as_of=2025-06-01",
    "findings": "/findings/?q=something&state=open",
    "catalogs": "/catalogs/",
    "rules of catalogs": "/catalogs/rules/",
    "snapshot of a catalog": "/catalogs/snapshots/GCAT/",
    "snapshots compared": "/catalogs/compare/?from=GCAT&to=GCAT-2",
    "problems of a reading": "/catalogs/readings/{reading}/problems/?kind=unmapped",
    "import a catalog": "/catalogs/imports/",
    "import of a catalog": "/catalogs/imports/{catalog}/",
    "posture with a cell beside the catalogs": "/posture/?cell=SATCOM.balance",
    "concentration": "/concentration/",
    "concentration by parent, in the past": "/concentration/?by=parent&on=2024-01-01",
    "operators": "/concentration/SATCOM/",
    "cite concentration": "/concentration/SATCOM/cite/",
    **{f"list of {kind.plural.lower()}": f"/{kind.address}/" for kind in COMMERCIAL},
    **{f"a {kind.label.lower()}": f"/{kind.address}/{kind.name.upper()}-1/" for kind in COMMERCIAL},
    "record a solution": "/solutions/add/",
    "revise an agreement": "/agreements/AGREEMENT-1/revise/",
    "withdraw a revision": "/agreements/AGREEMENT-1/withdraw/",
    "attach evidence to a record": "/uses/USE-1/evidence/",
    "suggestions": "/suggestions/use/?use=something",
    "strategy": "/strategy/",
    "policy": "/policy/",
    "amendments": "/amendments/",
    "amendment of policy": "/amendments/{amendment}/",
    "draft a policy": "/amendments/policy/",
    "notices": "/notices/",
    "saved filters": "/saved-filters/",
    "save a filter": "/saved-filters/add/?address=%2Fareas%2F",
    "exports": "/exports/",
    "audit": "/audit/",
    "audit, narrowed": "/audit/?q=assess&who=system&object=T-1&action=assess&since=2024-01-01&until=2030-01-01",
    "audit entry": "/audit/{entry}/",
    "operation": "/operation/",
    "people": "/people/",
    "own account": "/people/reader/",
    "somebody's account": "/people/somebody/",
    "help": "/help/",
    "roles": "/help/roles/",
}

# Further areas, each with a decision and an assessed function, added by the newest entry of record.
FILL = """
WITH area AS (
  INSERT INTO missions_missionarea (code, entry_id)
  SELECT 'X' || n, head.record_sequence FROM missions_chainhead head, generate_series(1, %(more)s) n
  RETURNING id, code, entry_id),
revision AS (
  INSERT INTO missions_arearevision (area_id, entry_id, effective_on, provenance, source, reason, name, abbreviation,
    code_is_local, emerging, position)
  SELECT id, entry_id, '2024-04-02', 'assessment', '', 'Many.', 'Area ' || code, '', true, false, 99 FROM area),
decision AS (
  INSERT INTO missions_categorydecision (area_id, entry_id, effective_on, provenance, source, reason, category, kind,
    section, quote)
  SELECT id, entry_id, '2024-04-02', 'assessment', '', 'Many.',
    (ARRAY['government_primary', 'hybrid', 'commercial_primary'])[1 + id %% 3], 'initial', '', '' FROM area),
function AS (
  INSERT INTO missions_function (code, area_id, entry_id) SELECT code || '-1', id, entry_id FROM area
  RETURNING id, code, entry_id),
described AS (
  INSERT INTO missions_functionrevision (function_id, entry_id, effective_on, provenance, source, reason, name,
    description, retired)
  SELECT id, entry_id, '2025-03-01', 'assessment', '', 'Many.', 'Function ' || code, '', false FROM function)
INSERT INTO missions_assessment (function_id, entry_id, effective_on, provenance, source, reason, performer,
  availability, fit, contribution, risk, risk_of_not, rationale)
SELECT id, entry_id, '2025-03-01', 'assessment', '', 'Many.', 'either', 'mature', 'meets', 'some', 'low', 'low', 'Seen.'
FROM function
"""


@pytest.fixture
def reader(client: Client) -> Callable[[], Client]:
    """Creates what the pages show; gives somebody who may read all of them."""

    def make() -> Client:
        assessed = factories.assessment(factories.function("T-1"))
        factories.evidence(behind=[assessed])
        every_kind()
        factories.user("somebody", Role.REVIEWER)
        factories.drafted_policy()
        people = made.cast()
        made.supported(people)
        made.asked(people)
        made.in_cycle(people, "EW")
        reading = factories.user("reader", *ROLES)
        _catalogs(actor_of(User.objects.select_related("organization").get(pk=reading.pk)))
        client.force_login(reading)
        return client

    return make


def _catalogs(by: Actor) -> None:
    """Two snapshots, and an import that waits."""
    for name in ("GCAT", "GCAT-2"):
        catalogs.snapshot(name, by=by)
    catalogs.held(by=by)


def counts(client: Client) -> dict[str, int]:
    """The queries of each page rendered without its cache, after one visit that fills all other caches."""
    found = {}
    proposal = Proposal.objects.earliest("pk")
    keys = {
        "evidence": Evidence.objects.first().pk,
        "amendment": Amendment.objects.first().pk,
        "proposal": proposal.pk,
        "request": ReviewRequest.objects.earliest("pk").pk,
        "cycle": Cycle.objects.earliest("pk").pk,
        "review": proposal.review_id,
        "reading": CatalogReading.objects.earliest("pk").pk,
        "catalog": StagedCatalog.objects.filter(owner__username="reader").latest("pk").pk,
        "entry": Assessment.objects.earliest("pk").entry_id,
    }
    for name, pattern in PAGES.items():
        address = pattern.format(**keys)
        client.get(address)
        bodies.clear()
        forget()
        # A person's activity is written twice a minute, however long all this takes.
        Session.objects.update(seen_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        found[name] = len(queries)
    return found


@pytest.mark.django_db
def test_each_page_takes_as_many_queries_as_recorded(reader: Callable[[], Client]) -> None:
    found = counts(reader())
    if os.environ.get("RECORD_QUERY_COUNTS"):
        BASELINE.write_text(json.dumps(found, indent=2) + "\n")
    assert found == json.loads(BASELINE.read_text())


def test_ten_times_as_many_areas_need_no_more_queries(
    real_db: None, owner: psycopg.Connection, reader: Callable[[], Client]
) -> None:
    client = reader()
    with owner.transaction():
        factories.unguard(owner)
        owner.execute(FILL, {"more": MANY - 13})
    assert f"{MANY} mission areas" in client.get("/overview/").context["summary"]
    recorded = json.loads(BASELINE.read_text())
    # A search that finds enough areas looks for no other kind, and needs fewer.
    assert {name: found for name, found in counts(client).items() if found > recorded[name]} == {}


@pytest.mark.django_db
def test_more_accounts_need_no_more_queries(reader: Callable[[], Client]) -> None:
    client = reader()
    for number in range(12):
        factories.user(f"person-{number}", Role.VIEWER)
    client.get("/people/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/people/")
    assert len(queries) == json.loads(BASELINE.read_text())["people"]


@pytest.mark.django_db
def test_more_evidence_reviews_votes_and_words_need_no_more_queries(reader: Callable[[], Client]) -> None:
    client = reader()
    for number in range(30):
        factories.evidence(f"Report {number}", behind=list(Assessment.objects.all()))
    people = made.Cast(**{one.name: _actor(one.name) for one in fields(made.Cast)})
    proposal = Proposal.objects.get()
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    for number in range(6):
        made.comments.comment(by=people.steward, review=proposal.review, text=f"No. {number}", proposal=proposal)
        made.reviews.note_opportunity(
            by=people.analyst,
            review=proposal.review,
            function=None,
            action=f"No. {number}",
            owner=made.account(people.analyst),
            due_on=made.in_days(9),
        )
    for code in ("SDA", "ISR", "EM"):
        other = made.draft(people, area_code=code)
        made.submit(people, other)
        made.vote(people.reviewer, other)
    assert counts(client) == json.loads(BASELINE.read_text())


def _actor(username: str) -> Actor:
    return actor_of(User.objects.select_related("organization").get(username=username))
