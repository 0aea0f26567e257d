"""The read-ahead of the sample's SATCOM proposal: two sheets that hold all that a decision needs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from missions.actions.reviews import votes
from missions.actions.setup import sample
from missions.domain.vocabulary import InstallationKind, ReplyKind, State
from missions.models import ObjectionAnswer, Proposal, User
from missions.queries.people.accounts import actor_of
from tests import factories
from tests import review_factories as made
from tests.database import Server
from tests.office import needs, printed

pytestmark = [pytest.mark.browser, needs("pdfinfo")]

MOST_SHEETS = 2
# In the order in which they are read.
ITEMS = (
    "Should SATCOM move from Hybrid to Commercial Primary",
    "Approval changes the category",
    "Against the thresholds",
    "from the other side",
    "Changed since the last decision",
    "Whose assessment, and why",
    "Against",
    "One provider holds most of the orders",
    "Answered by",
    "Stands firm. Their shares are not bounded",
    "Earlier decisions, rejections and closings",
    "The protected functions are part of the area",
    "Risk of integrating",
    "Risk of not integrating",
    "Opportunities found",
    "Votes needed and cast",
    "How far to trust it",
)


def read(name: str) -> dict:
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))


def stand_firm(proposal: Proposal) -> None:
    """The one objector replies to the answer that stands."""
    answer = ObjectionAnswer.objects.get(vote__revision__proposal=proposal)
    objector = actor_of(User.objects.get(pk=answer.vote.by_id))
    said = {"answer": answer.pk, "kind": ReplyKind.STAND_FIRM, "reason": "Their shares are not bounded."}
    votes.reply(by=objector, proposal=proposal, **said, **made.live(proposal))


@pytest.fixture
def written(database_server: Server, django_db_blocker: object) -> Iterator[str]:
    """The page of the proposal as an authority reads it in a demonstration with the whole sample."""
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        factories.become(InstallationKind.DEMONSTRATION, sample=True)
        sample.install_accounts(read("sample")["accounts"], factories.PASSWORD)
        sample.load_sample(read("sample"), read("reviews"))
        proposal = Proposal.objects.get(review__area__code="SATCOM", state__state=State.IN_REVIEW)
        stand_firm(proposal)
        client = Client()
        client.force_login(
            User.objects.get(username="authority"), "allauth.account.auth_backends.AuthenticationBackend"
        )
        yield client.get(f"/proposals/{proposal.pk}/").content.decode()


def test_the_read_ahead_of_the_sample_is_two_sheets_and_holds_every_item(
    written: str, site_address: str, page: Page, tmp_path: Path
) -> None:
    # What the sample's transaction holds nobody else reads, so the browser is given the page itself.
    page.route("**/proposals/**", lambda route: route.fulfill(body=written, content_type="text/html"))
    page.goto(f"{site_address}/proposals/1/")
    page.emulate_media(media="print")
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="Letter")
    text = printed("pdftotext", file, "-")
    assert text.count("\f") <= MOST_SHEETS
    said = " ".join(text.split())
    assert [item for item in ITEMS if item not in said] == []
    sections = ("gauge", "functions", "for", "earlier", "risk", "opportunities", "votes")
    tops = [page.locator(f"#{name}").bounding_box()["y"] for name in sections]
    assert tops == sorted(tops)
