"""Who may download which rows: those of the page, as its reader may see them, with its filters."""

import json
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from missions.access import Actor
from missions.actions.reviews import decisions, reviews, votes
from missions.domain.vocabulary import EntryClass, Role, VoteChoice
from missions.exports.registry import FORMATS, LISTS
from missions.models import AuditEntry, Evidence, Proposal, Review, User
from missions.queries.exchange import lists as queried
from missions.queries.people.accounts import actor_of, every_grant
from missions.queries.people.audit import hidden_entries
from missions.queries.reviews import cycles, opportunities
from missions.queries.reviews import reviews as review_queries
from missions.queries.reviews.amendments import amendments
from missions.views.exchange import lists as viewed
from tests import catalogs, factories, listed
from tests import review_factories as made
from tests.integration.reviews.test_permissions import COLUMNS, RECORD, SIGN_IN
from tests.integration.reviews.test_permissions import columns as columns
from tests.listed import ADDRESSES, rows

pytestmark = pytest.mark.django_db

ACCOUNTS = [SIGN_IN, 403, 403, 403, 403, 200, 200, 200]
RIGHTS = dict.fromkeys(LISTS, RECORD) | dict.fromkeys(("audit", "people", "grants"), ACCOUNTS)
REASON, ANSWER, SUPPORT = "zanzibar-objects", "quagga-answers", "kumquat-supports"

# The request, and the expected status.
REFUSED = [
    ("evidence.csv?colour=red", 400, "There is no filter “colour” here. Possible: q, kind"),
    ("areas.csv?colour=red", 400, "There is no filter “colour” here. Possible: q, category"),
    ("policy.csv?area=SATCOM", 400, "There is no filter “area” here. Possible: as_of, known."),
    ("evidence.csv?kind=purple", 400, "Kind: "),
    ("evidence.csv?q=%00", 400, "Search: "),
    ("evidence.csv?as_of=tomorrow", 400, "Write a day as 2025-03-01."),
    ("evidence.pdf", 404, "There is no export evidence.pdf."),
    ("nothing.csv", 404, "There is no export nothing.csv."),
    ("search.csv", 400, "q: say what to search for"),
    ("search.csv?q=colour:red", 400, "There is no filter “colour”."),
    ("search.csv?q=%00", 400, "control character"),
    ("history.csv", 400, "area: say which mission area"),
    ("history.csv?area=%00", 400, "A code cannot contain this character."),
    ("history.csv?area=NOWHERE", 404, "There is no mission area NOWHERE."),
    ("history.csv?area=SATCOM&function=T-9", 404, "There is no function T-9 in SATCOM"),
    ("functions.csv?area=NOWHERE%00", 404, "There is no mission area NOWHERE"),
    ("compared.csv?area=SATCOM", 400, "choose two areas"),
    ("compared.csv?area=SATCM&area=SDA", 400, "Did you mean SATCOM?"),
    ("reviews.csv?as_of=2025-01-01", 400, "as_of: this list is always of today."),
    ("reviews.csv?view=purple", 400, "view: "),
    ("reviews.csv?view=cycles", 400, "/exports/cycles"),
    ("cycles.csv?view=cycles", 400, "This list has no filters."),
    ("audit.csv?class=purple", 404, "There is no class purple."),
]


@pytest.fixture
def voted(people: made.Cast) -> Proposal:
    """A catalog; and a proposal with a support, an answered objection, and a vote outstanding."""
    catalogs.snapshot(by=people.analyst)
    proposal = made.submitted(people)
    made.vote(people.reviewer, proposal, reason=SUPPORT)
    objection = made.vote(people.reviewer2, proposal, VoteChoice.OBJECT, REASON)
    votes.answer_objection(by=people.analyst, vote=objection, text=ANSWER, **made.live(proposal))
    reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action="Lease capacity",
        owner=made.account(people.analyst),
        due_on=made.in_days(9),
    )
    return proposal


def signed(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.pk))
    return client


def test_who_may_download_each_list(voted: Proposal, columns: dict[str, Client]) -> None:
    for name, expected in RIGHTS.items():
        where = listed.address(name, "csv").replace("cmd", "report")
        assert [columns[column].get(where).status_code for column in COLUMNS] == expected, name
        offered = columns["viewer"].get("/exports/").content.decode()
        whole = expected is RECORD and name not in ("search", "history", "compared", "operators", "problems")
        assert (f'href="/exports/{name}.csv"' in offered) is whole, name


def test_evidence_of_an_open_proposal_only_is_not_in_a_viewers_file(voted: Proposal, people: made.Cast) -> None:
    factories.evidence("Behind an assessment", behind=[factories.assessment(factories.function("T-7"))])
    told = {}
    for actor in (made.person("viewer", Role.VIEWER), people.analyst):
        client = signed(actor)
        shown = [row.pk for row in client.get("/evidence/").context["rows"]]
        assert [row["evidence"] for row in rows(client, "evidence")] == shown
        found = client.get("/search/?q=report+or+assessment").context["results"]
        places = [(row["place"], row["name"]) for row in rows(client, "search", "?q=report+or+assessment")]
        assert places == [(place, one.name) for place, one in enumerate(found, start=1)]
        told[actor.username] = shown, places
    assert len(told["viewer"][0]) == 1 < len(told["analyst"][0]) == Evidence.objects.count()
    assert len(told["viewer"][1]) < len(told["analyst"][1])


def test_no_list_tells_a_reviewer_before_voting_which_way_or_why(voted: Proposal, people: made.Cast) -> None:
    unvoted = signed(people.reviewer3)
    for name in LISTS:
        for query in {ADDRESSES[name][0], *(f"?q={word}" for word in (REASON, ANSWER, SUPPORT) if name == "search")}:
            answer = unvoted.get(f"/exports/{name}.csv{query}")
            if answer.status_code == 200:
                said = re.sub(r"Filters,.*", "", listed.body(answer).decode())
                assert [word for word in (REASON, ANSWER, SUPPORT) if word in said] == [], name
    (row,) = rows(unvoted, "reviews")
    assert (row["cast"], row["supports"], row["asked"]) == (2, None, "Vote")
    (row,) = rows(signed(people.analyst), "reviews")
    assert (row["cast"], row["supports"]) == (2, 1)
    (row,) = rows(signed(made.person("viewer", Role.VIEWER)), "reviews")
    hidden = ("cast", "supports", "needed", "asked", "reviewers", "analysts")
    assert [row[key] for key in hidden] == [None, None, None, "", "", ""]
    assert (row["proposed"], row["waits"], row["moved"]) == ("Government Primary", "Open", False)


def test_the_downloaded_chain_has_no_votes_before_the_decision(voted: Proposal, people: made.Cast) -> None:
    words = {SUPPORT, REASON, ANSWER}
    readers = (people.steward, made.person("auditor", Role.AUDITOR))
    for reader in readers:
        assert not words & {row["reason"] for row in rows(signed(reader), "audit")}
    decisions.reject(by=people.authority, proposal=voted, reason="Too early.", **made.live(voted))
    for reader in readers:
        assert words <= {row["reason"] for row in rows(signed(reader), "audit")}


def test_drafts_and_opportunities_are_in_files_of_people_who_may_see_them(people: made.Cast) -> None:
    proposal = made.draft(people)
    reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action="Lease capacity",
        owner=made.account(people.reviewer),
        due_on=made.in_days(9),
    )
    proposed = {"analyst": "Government Primary", "steward": "Government Primary", "reviewer2": "", "viewer": ""}
    made.person("viewer", Role.VIEWER)
    for username, category in proposed.items():
        client = signed(made.Actor(User.objects.get(username=username).pk, username, "", "", frozenset()))
        page = client.get("/reviews/?view=all").context["lines"]
        assert [(row["review"], row["waits"]) for row in rows(client, "reviews")] == [
            (line.row.pk, line.waits) for line in page
        ]
        assert [row["proposed"] for row in rows(client, "reviews")] == [category], username
        known = [row["opportunity"] for row in rows(client, "opportunities")]
        assert known == [one.pk for one in client.get("/reviews/?view=opportunities").context["opportunities"]]
        assert bool(known) is (username != "viewer")


@pytest.mark.parametrize(
    ("role", "classes"),
    [
        (Role.STEWARD, {"Process"}),
        (Role.ADMINISTRATOR, {"Access"}),
        (Role.AUDITOR, {"Record", "Process", "Access"}),
    ],
)
def test_the_chain_is_downloaded_by_class(role: Role, classes: set[str], voted: Proposal) -> None:
    client = signed(made.person("reader", role))
    assert {row["class"] for row in rows(client, "audit")} == classes
    for entry_class in EntryClass:
        answer = client.get(f"/exports/audit.csv?class={entry_class.value}")
        assert answer.status_code == (200 if entry_class.label in classes else 403)
    head = AuditEntry.objects.latest("sequence")
    assert f"up to entry {head.sequence}:{head.digest}" in listed.body(client.get("/exports/audit.csv")).decode()


def test_the_file_names_the_value_used_of_a_filter_given_twice(voted: Proposal) -> None:
    client = signed(made.person("reader", Role.AUDITOR))
    taken = listed.body(client.get("/exports/audit.json?class=record&class=process"))
    assert {row["class"] for row in json.loads(taken)["audit"]} == {"Process"}
    assert json.loads(taken)["export"]["filters"] == "class: process"
    both = json.loads(listed.body(client.get("/exports/compared.json?area=SATCOM&area=SDA")))
    assert both["export"]["filters"] == "area: SATCOM, SDA"


def test_histories_and_changes_equal_their_pages(voted: Proposal, people: made.Cast) -> None:
    factories.drafted_policy()
    client = signed(people.analyst)
    for query, path in (
        ("?area=SATCOM", "/areas/SATCOM/history/"),
        ("?area=SATCOM&function=T-SATCOM", "/areas/SATCOM/functions/T-SATCOM/"),
        ("?area=SATCOM&as_of=2024-06-01", "/areas/SATCOM/history/?as_of=2024-06-01"),
    ):
        shown = [(row.sequence, row.what, row.reason) for row in client.get(path).context["history"].rows]
        assert [(row["entry"], row["what"], row["reason"]) for row in rows(client, "history", query)] == shown
        assert shown
    assert [row["amendment"] for row in rows(client, "amendments")] == [
        one.amendment.pk for one in client.get("/amendments/").context["amendments"]
    ]
    functions = rows(client, "functions", "?area=SATCOM")
    assert [row["function"] for row in functions] == ["T-SATCOM"]
    assert rows(client, "functions", "?area=SDA") == []


def test_accounts_are_downloaded_with_every_step_of_their_roles(people: made.Cast) -> None:
    client = signed(made.person("reader", Role.ADMINISTRATOR))
    shown = client.get("/people/").context["people"]
    taken = rows(client, "people")
    assert [(row["username"], row["roles"], row["active"]) for row in taken] == [
        (one["username"], ", ".join(one["roles"]), one["active"]) for one in shown
    ]
    steps = [row["step"] for row in rows(client, "grants") if row["username"] == "reviewer"]
    assert steps == ["Active", "Proposed"]


def test_the_pages_offer_their_lists_with_the_filters(voted: Proposal) -> None:
    client = signed(made.person("reader", Role.ANALYST, Role.AUDITOR, Role.STEWARD))
    pages = {
        "/evidence/?q=report&as_of=2026-01-01&before=999999999": "evidence.csv?q=report&amp;as_of=2026-01-01",
        "/search/?q=T-SAT": "search.json?q=T-SAT",
        "/areas/SATCOM/history/?as_of=2026-01-01": "history.xlsx?area=SATCOM&amp;as_of=2026-01-01",
        "/areas/SATCOM/functions/T-SATCOM/": "history.csv?area=SATCOM&amp;function=T-SATCOM",
        "/areas/SATCOM/": "functions.csv?area=SATCOM",
        "/areas/?category=hybrid&view=table&as_of=2026-01-01": "areas.json?category=hybrid&amp;as_of=2026-01-01",
        "/compare/areas/?area=SATCOM&area=SDA": "compared.csv?area=SATCOM&amp;area=SDA",
        "/compare/dates/?from=2024-06-01&show=moved": "comparison.csv?from=2024-06-01",
        "/reviews/?view=all&q=sat": "reviews.csv?view=all&amp;q=sat",
        "/reviews/?view=opportunities": "opportunities.csv",
        "/audit/?class=process&before=99999": "audit.csv?class=process",
        "/policy/": "policy.csv",
        "/people/": "grants.csv",
    }
    for page, link in pages.items():
        assert f'href="/exports/{link}"' in client.get(page).content.decode(), page
        assert listed.body(client.get(f"/exports/{link.replace('&amp;', '&')}"))


def test_an_invalid_list_makes_no_file() -> None:
    client = signed(made.person("reader", Role.AUDITOR))
    before = AuditEntry.objects.count()
    for query, status, said in REFUSED:
        answer = client.get(f"/exports/{query}")
        assert (answer.status_code, said in answer.content.decode()) == (status, True), query
    assert AuditEntry.objects.count() == before


def test_a_long_list_is_read_while_it_is_sent_and_is_complete(voted: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queried, "AT_ONCE", 4)
    for number in range(9):
        factories.evidence(f"Report {number}")
    client = signed(made.person("reader", Role.AUDITOR))
    last = AuditEntry.objects.latest("sequence").sequence
    # Votes below the quorum are hidden, even from an auditor.
    hidden = hidden_entries(actor_of(User.objects.get(username="reader")))
    assert [row["entry"] for row in rows(client, "audit")] == [n for n in range(last, 0, -1) if n not in hidden]
    assert [row["evidence"] for row in rows(client, "evidence")] == list(
        Evidence.objects.order_by("-pk").values_list("pk", flat=True)
    )
    reader = made.person("another", Role.AUDITOR)
    with CaptureQueriesContext(connection) as queries:
        left = queried.audit_rows(reader, list(EntryClass), upto=last)
        # The query for people who have yet to vote, made before anything is sent.
        assert len(queries) == 1
        next(left)
        assert len(queries) == 2
        assert len(list(left)) == last - 1 - len(hidden)
        assert len(queries) == 1 + -(-(last - len(hidden)) // 4)


def test_files_contain_more_than_a_page_shows(people: made.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, name in (("SATCOM", "Spring"), ("SDA", "Fall")):
        areas = [factories.area(code)]
        reviews.open_cycle(by=people.steward, name=name, areas=areas, due_on=made.in_days(30), reason="Due.")
    for review in Review.objects.all():
        owner = made.account(people.analyst)
        said = {"function": None, "action": "Lease capacity", "owner": owner, "due_on": made.in_days(9)}
        reviews.note_opportunity(by=people.steward, review=review, **said)
    for module, limit in ((review_queries, "MOST_REVIEWS"), (opportunities, "MOST_SHOWN"), (cycles, "MOST_SHOWN")):
        monkeypatch.setattr(module, limit, 1)
    client = signed(people.analyst)
    assert len(client.get("/reviews/?view=all").context["lines"]) == 1
    for name, query in (("reviews", "?view=all"), ("cycles", ""), ("opportunities", "")):
        assert len(rows(client, name, query)) == 2, name


def test_a_file_contains_nothing_recorded_after_its_header(people: made.Cast) -> None:
    client = signed(made.person("reader", Role.STEWARD))
    last = AuditEntry.objects.latest("sequence").sequence
    answers = {name: client.get(f"/exports/{name}.json") for name in ("grants", "people", "cycles", "amendments")}
    factories.drafted_policy()
    areas = [factories.area()]
    reviews.open_cycle(by=people.steward, name="Late", areas=areas, due_on=made.in_days(30), reason="Due.")
    taken = {name: listed.body(answer) for name, answer in answers.items()}
    assert b"drafting-steward" not in taken["grants"] + taken["people"] + taken["amendments"]
    assert json.loads(taken["cycles"])["cycles"] == []
    # Nor what is recorded between reading the end of the chain and reading the rows.
    assert {grant.entry_id <= last for grant in every_grant(upto=last)} == {True}
    assert amendments(limit=None, upto=last) == []
    drafted = AuditEntry.objects.get(action__startswith="draft amendment").sequence
    assert [drafted.state for drafted in amendments(limit=None, upto=drafted)] == ["Awaiting a decision authority"]


def test_a_workbook_that_would_be_too_long_is_refused_with_a_reason(
    voted: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed(made.person("reader", Role.AUDITOR))
    number = len(rows(client, "audit", "?class=process"))
    for most, status in ((number - 1, 400), (number, 200)):
        monkeypatch.setattr(viewed, "FORMATS", FORMATS | {"xlsx": replace(FORMATS["xlsx"], most=most)})
        answer = client.get("/exports/audit.xlsx?class=process")
        assert answer.status_code == status
    monkeypatch.setattr(viewed, "FORMATS", FORMATS | {"xlsx": replace(FORMATS["xlsx"], most=3)})
    assert "A workbook holds at most 3 rows." in client.get("/exports/audit.xlsx").content.decode()
    assert client.get("/exports/audit.csv").status_code == 200


def test_more_of_everything_needs_no_more_queries(people: made.Cast) -> None:
    client = signed(made.person("reader", Role.AUDITOR, Role.STEWARD))

    def counts() -> dict[str, int]:
        found = {}
        for name in LISTS:
            client.get(listed.address(name, "csv"))
            with CaptureQueriesContext(connection) as queries:
                listed.body(client.get(listed.address(name, "json")))
            found[name] = len(queries)
        return found

    made.supported(people)
    catalogs.snapshot(by=people.analyst)
    factories.evidence("cmd", behind=[factories.assessment(factories.function("T-1"))])
    reviews.open_cycle(
        by=people.steward, name="One", areas=[factories.area("EW")], due_on=made.in_days(9), reason=made.REASON
    )
    before = counts()
    for number in range(2, 8):
        factories.evidence(f"cmd {number}", behind=[factories.assessment(factories.function(f"T-{number}"))])
        factories.user(f"person-{number}", Role.REVIEWER)
    for code in ("SDA", "ISR"):
        made.submit(people, made.draft(people, area_code=code))
    factories.drafted_policy()
    assert counts() == before
    assert max(before.values()) <= 26


def test_the_old_address_of_amendments_redirects_with_its_query(client: Client) -> None:
    client.force_login(factories.user("reader", Role.VIEWER))
    for ending in ("csv", "xlsx", "json"):
        answer = client.get(f"/exports/changes.{ending}?state=open")
        assert (answer.status_code, answer["Location"]) == (301, f"/exports/amendments.{ending}?state=open")
    assert client.get("/exports/changes.csv", follow=True).status_code == 200
