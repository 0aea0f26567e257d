"""After any write, and after any pages were shown, the next request shows what is recorded now.

With a few histories; `make stress` plays more of them (CSIS_STRESS_RUNS).
"""

import os
import random
import re
from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions.people import accounts
from missions.actions.record.evidence import EvidenceContent, attach, supersede_evidence
from missions.actions.record.facts import withdraw_assessment
from missions.actions.reviews import amendments, comments, proposals, reviews
from missions.domain.vocabulary import Category, EvidenceKind, Performer, Role
from missions.models import Assessment, CategoryDecision, Evidence, Function, Proposal, Review
from missions.views.bodies import bodies
from missions.views.remembered import forget, moments
from tests import factories
from tests import review_factories as making
from tests.integration.kinds.recorded import provider, record

AREAS = ("SATCOM", "SDA", "PNT")
PAGES = [
    "/overview/",
    "/overview/?as_of=2025-06-01",
    "/areas/",
    "/areas/?view=table&trust=yes",
    "/areas/?as_of=2025-06-01",
    *(f"/areas/{code}/" for code in AREAS),
    *(f"/areas/{code}/history/" for code in AREAS),
    "/posture/",
    "/posture/?cell=SATCOM.access",
    *(f"/posture/areas/{code}/" for code in AREAS),
    "/posture/trend/",
    "/posture/trend/?cell=SDA.balance",
    "/findings/",
    "/solutions/",
    "/uses/?q=n",
]
HISTORIES = int(os.environ.get("CSIS_STRESS_RUNS", "2"))
RUNS, WRITES = 5, 6
# What always differs between two answers.
PASSING = re.compile(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"')
pytestmark = pytest.mark.django_db


class Writer:
    """Makes random writes of every kind that pages of the record show."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.number = count(1)
        self.people = making.cast()
        self.made = making.submitted(self.people)

    def __call__(self) -> str:
        """Write one thing; return its name."""
        write = self.choose.choice(self.WRITES)
        write(self)
        return write.__name__

    def function(self) -> Function:
        area = self.choose.choice(AREAS)
        return factories.function(f"N-{next(self.number)}", area_code=area)

    def assessment(self) -> Assessment:
        known = list(Function.objects.filter(area__code__in=AREAS))
        return factories.assessment(self.choose.choice(known), rationale=f"Seen {next(self.number)}.")

    def assessed_later(self) -> None:
        known = list(Function.objects.filter(area__code__in=AREAS))
        said = {"performer": self.choose.choice(list(Performer)), "rationale": f"Today {next(self.number)}."}
        factories.assessment(self.choose.choice(known), on=making.in_days(0), **said)

    def withdrawal(self) -> None:
        withdraw_assessment(by=factories.SETUP, assessment=self.assessment(), reason="A mistake.")

    def evidence(self) -> None:
        factories.evidence(f"Report {next(self.number)}", behind=[self.assessment()])

    def attached(self) -> None:
        rested = factories.evidence(f"Report {next(self.number)}")
        attach(by=factories.SETUP, fact=self.assessment(), evidence=[rested], reason="Rests on it.")

    def superseded(self) -> None:
        old = Evidence.objects.filter(superseded_by=None).first() or factories.evidence("First")
        said = EvidenceContent(kind=EvidenceKind.DOCUMENT, title=f"Newer {next(self.number)}")
        supersede_evidence(by=factories.SETUP, evidence=old, content=said, reason="Newer.")

    def kind(self) -> None:
        number = next(self.number)
        provider(f"PRV-{number}")
        record("solution", f"SOL-{number}", provider=f"PRV-{number}", name=f"Thing {number}")
        known = self.choose.choice(list(Function.objects.filter(area__code__in=AREAS)))
        record("use", f"USE-{number}", solution=f"SOL-{number}", function=known.code)

    def policy(self) -> None:
        number = next(self.number)
        by = making.person(f"steward-{number}", Role.STEWARD)
        numbers = amendments.PolicyNumbers(50 + number % 40, 25, 50, 36, 24, 24, 3, 2, 1)
        draft = amendments.draft_policy(by=by, numbers=numbers, effective_on=making.in_days(0), reason="Clearer.")
        amendments.approve(by=self.people.authority, amendment=draft, reason="Clearer.")

    def comment(self) -> None:
        comments.comment(by=self.people.reviewer, review=self.made.review, text=f"Well {next(self.number)}?")

    def opportunity(self) -> None:
        reviews.note_opportunity(
            by=self.people.steward,
            review=self.made.review,
            function=None,
            action=f"Use it {next(self.number)}.",
            owner=making.account(self.people.analyst),
            due_on=making.in_days(9),
        )

    def review(self) -> None:
        free = [code for code in AREAS if not Review.objects.filter(area__code=code, closing=None).exists()]
        if free:
            making.review(self.people, area_code=free[0])

    def withdrawn(self) -> None:
        open_one = Proposal.objects.filter(pk=self.made.pk, state__state="in_review").first()
        if open_one:
            proposals.withdraw(by=self.people.analyst, proposal=open_one, reason="Taken back.")

    def decided(self) -> None:
        free = [code for code in AREAS if not Review.objects.filter(area__code=code, closing=None).exists()]
        if free:
            held = CategoryDecision.objects.filter(area__code=free[0]).latest("entry_id").category
            other = next(one for one in Category if one != held)
            # A proposal says what is not assessed.
            for one in Function.objects.filter(area__code=free[0]):
                factories.assessment(one, on=making.in_days(0), rationale=f"Before {next(self.number)}.")
            proposal = making.supported(self.people, area_code=free[0], target=other)
            # The policy may have come to ask for three.
            making.vote(self.people.reviewer3, proposal)
            making.approve(self.people.authority, proposal)

    def account(self) -> None:
        accounts.create_account(
            by=factories.SETUP,
            username=f"new-{next(self.number)}",
            name="New",
            email="new@example.mil",
            organization=making.SSC,
            password=factories.PASSWORD,
            reason="Joins.",
        )

    WRITES: tuple[Callable[["Writer"], object], ...] = (
        function,
        assessment,
        assessed_later,
        withdrawal,
        evidence,
        attached,
        superseded,
        kind,
        policy,
        comment,
        opportunity,
        review,
        withdrawn,
        decided,
        account,
    )


def signed_in(person: Actor) -> Client:
    client = Client()
    client.force_login(making.account(person))
    return client


def shown(client: Client, address: str) -> str:
    return PASSING.sub("", client.get(address).content.decode())


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_no_page_is_outdated_after_a_write(seed: int) -> None:
    choose = random.Random(seed)
    write = Writer(choose)
    clients = [signed_in(write.people.analyst), signed_in(write.people.authority)]
    for _ in range(RUNS):
        done = []
        for _ in range(WRITES):
            for address in choose.sample(PAGES, 3):
                choose.choice(clients).get(address)
            done.append(write())
        told = {(client, address): shown(client, address) for client in clients for address in PAGES}
        forget()
        moments.clear()
        bodies.clear()
        stale = [address for (client, address), text in told.items() if shown(client, address) != text]
        assert not stale, f"After {done} (seed {seed})."
