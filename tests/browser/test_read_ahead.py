"""The read-ahead of the sample's SATCOM proposal: two sheets that hold all that a decision needs."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from missions.actions.setup import sample
from missions.domain.vocabulary import InstallationKind, State
from missions.models import Proposal, User
from tests import factories
from tests.browser.conftest import sign_in
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


@pytest.fixture(scope="module")
def demonstration(
    site_address: str, database_server: Server, committing: Callable[[], AbstractContextManager[None]]
) -> Iterator[str]:
    """The site with the whole sample."""
    with committing():
        with factories.as_owner(database_server, guarded=True):
            factories.become(InstallationKind.DEMONSTRATION, sample=True)
            sample.install_accounts(read("sample")["accounts"], factories.PASSWORD)
            sample.load_sample(read("sample"), read("reviews"))
        yield site_address


def test_the_read_ahead_of_the_sample_is_two_sheets_and_holds_every_item(
    demonstration: str, page: Page, tmp_path: Path
) -> None:
    sign_in(page, demonstration, User.objects.get(username="authority"))
    proposal = Proposal.objects.get(review__area__code="SATCOM", state__state=State.IN_REVIEW)
    page.goto(f"{demonstration}/proposals/{proposal.pk}/")
    page.emulate_media(media="print")
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="Letter")
    text = printed("pdftotext", file, "-")
    assert text.count("\f") <= MOST_SHEETS
    said = " ".join(text.split())
    assert [item for item in ITEMS if item not in said] == []
    headings = [page.locator(f"#{name}").bounding_box()["y"] for name in ("gauge", "functions", "for", "earlier")]
    assert headings == sorted(headings)
