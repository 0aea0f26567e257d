"""The read-ahead of the sample's SATCOM proposal: two sheets with everything that a decision needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from missions.domain.vocabulary import State
from missions.models import Proposal, User
from tests.database import Server
from tests.office import needs, printed
from tests.sample import sampled

pytestmark = [pytest.mark.browser, needs("pdfinfo")]

MOST_SHEETS = 2
# In reading order.
ITEMS = (
    "Should SATCOM move from Hybrid to Commercial Primary",
    "Approval changes the category",
    "Against the thresholds",
    "from meeting it",
    "Changed since the last decision",
    "Whose assessment, and why",
    "Against",
    "One provider holds most of the orders",
    "Answered by",
    "Stands firm. Reading the shares",
    "Earlier decisions, rejections and closings",
    "The protected functions are part of the area",
    "Risk of integrating",
    "Risk of not integrating",
    "Not an input to the rule",
    "Opportunities found",
    "Votes needed and cast",
    "How far to trust it",
)


@pytest.fixture
def written(database_server: Server, django_db_blocker: object) -> Iterator[str]:
    """The page of the proposal as an authority reads it in a demonstration with the whole sample."""
    with django_db_blocker.unblock(), sampled(database_server):
        proposal = Proposal.objects.get(review__area__code="SATCOM", state__state=State.IN_REVIEW)
        client = Client()
        client.force_login(User.objects.get(username="authority"))
        yield client.get(f"/proposals/{proposal.pk}/").content.decode()


def test_the_read_ahead_of_the_sample_is_two_sheets_with_every_item(
    written: str, site_address: str, page: Page, tmp_path: Path
) -> None:
    # Nobody else can read the sample's transaction, so the browser gets the page itself.
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
