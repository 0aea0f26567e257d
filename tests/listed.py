"""Downloaded lists, read back, and a record in which every text would be a formula, markup or worse."""

import csv
import io
import json
from typing import Any

from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from missions.access import Actor
from missions.actions.people import accounts, organizations
from missions.actions.record import facts
from missions.actions.reviews import amendments, reviews
from missions.domain.vocabulary import Role
from missions.models import Evidence, Proposal
from tests import catalogs, factories
from tests import review_factories as made
from tests.integration.catalog import counted

# A text for each way that a spreadsheet recognizes a formula, with markup and Hebrew in it, 200 characters long.
HOSTILE = {sign: f"{sign}cmd|' /C calc'!A0 <b>&amp;</b> שלום ".ljust(200, "x") for sign in ("=", "+", "-", "@", "\t")}

# For each list, its parameters and the page that shows it.
ADDRESSES = {
    "evidence": ("", "/evidence/"),
    "search": ("?q=cmd", "/search/?q=cmd"),
    "history": ("?area=SATCOM", "/areas/SATCOM/history/"),
    "compared": ("?area=SATCOM&area=SDA", "/compare/areas/?area=SATCOM&area=SDA"),
    "posture": ("", "/posture/"),
    "findings": ("", "/findings/"),
    "concentration": ("?owners=all", "/concentration/?owners=all"),
    "operators": ("?area=SATCOM&owners=all", "/concentration/SATCOM/?owners=all"),
    "problems": ("?snapshot=GCAT+2025-07-30", "/catalogs/"),
    "reviews": ("?view=all", "/reviews/?view=all"),
    "cycles": ("", "/reviews/?view=cycles"),
    "opportunities": ("", "/reviews/?view=opportunities"),
    "amendments": ("", "/amendments/"),
    "audit": ("", "/audit/"),
    "people": ("", "/people/"),
    "grants": ("", "/people/"),
}


def address(name: str, ending: str) -> str:
    """The address of that list as a file."""
    return f"/exports/{name}.{ending}{ADDRESSES[name][0]}"


def body(answer: Any) -> bytes:
    """The whole file; the answer must be one."""
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def lines(answer: Any) -> list[list[str]]:
    """The lines of a CSV answer."""
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"), newline="")))


def rows(client: Client, name: str, query: str | None = None) -> list[dict[str, Any]]:
    """The rows of a list from its JSON."""
    where = address(name, "json") if query is None else f"/exports/{name}.json{query}"
    return json.loads(body(client.get(where)))[name]


def sheet(answer: Any) -> Worksheet:
    """The sheet of an XLSX answer that contains the list."""
    return load_workbook(io.BytesIO(body(answer))).worksheets[1]


def hostile_record() -> Proposal:
    """Such a text in every list, and a proposal in review with two supports."""
    cast = made.cast()
    new = [
        facts.NewFunction(code=f"H-{place}", name=text, description=text)
        for place, text in enumerate(HOSTILE.values(), start=1)
    ]
    named = facts.add_functions(
        by=factories.SETUP, area=factories.area(), functions=new, effective_on=factories.DAY, reason=HOSTILE["="]
    )
    for function, text in zip(named, HOSTILE.values(), strict=True):
        behind = factories.assessment(function, rationale=text)
        factories.evidence(text, behind=[behind], note=text, dated_on=factories.DAY)
    proposal = made.supported(cast, evidence=(Evidence.objects.first().pk,))
    organizations.add_organization(by=factories.SETUP, name=HOSTILE["@"], reason=HOSTILE["-"])
    accounts.create_account(
        by=factories.SETUP,
        username="hostile",
        name=HOSTILE["="],
        email="hostile@example.mil",
        organization=HOSTILE["@"],
        password=factories.PASSWORD,
        reason=HOSTILE["-"],
    )
    hostile = factories.User.objects.get(username="hostile")
    accounts.grant_role(by=factories.SETUP, user=hostile, role=Role.ANALYST, reason=HOSTILE["="])
    reviews.note_opportunity(
        by=cast.analyst,
        review=proposal.review,
        function=None,
        action=HOSTILE["="],
        owner=hostile,
        due_on=made.in_days(9),
    )
    reviews.open_cycle(
        by=cast.steward,
        name=HOSTILE["="],
        areas=[factories.area("SDA")],
        due_on=made.in_days(60),
        reason=HOSTILE["+"],
        reviewers=cast.reviewers,
    )
    _draft(cast.steward)
    rows = [counted.payload(line, text) for line, text in enumerate(HOSTILE.values(), start=2)]
    catalogs.snapshot(by=cast.analyst, found=catalogs.read(rows, catalogs.problem(text=HOSTILE["="])))
    return proposal


def _draft(steward: Actor) -> None:
    numbers = amendments.PolicyNumbers(60, 25, 50, 36, 24, 24, 3, 2, 1)
    amendments.draft_policy(by=steward, numbers=numbers, effective_on=made.in_days(1), reason=HOSTILE["="])
