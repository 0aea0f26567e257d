"""Pages on paper: the marking on every sheet, the date on the first and the last, and no buttons."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from missions.domain.dates import day
from missions.domain.vocabulary import Role
from tests import catalogs, factories
from tests.browser.conftest import reader, record_sample, sign_in
from tests.browser.watch import UNFOLDED
from tests.integration.catalog import counted
from tests.office import needs, printed

pytestmark = [pytest.mark.browser, needs("pdfinfo")]

PAST = {"as_of": "2024-06-01", "shown": "1 Jun 2024"}
OF_THE_RECORD = (
    "/overview/",
    "/areas/",
    "/areas/?view=table",
    "/areas/SATCOM/",
    "/areas/SATCOM/history/",
    "/areas/SATCOM/what-if/",
    "/compare/areas/?area=SATCOM&area=SDA",
    "/compare/dates/?from=2024-04-02",
    "/evidence/",
    "/exports/",
    "/findings/",
    "/concentration/",
    "/policy/",
    "/posture/?cell=SATCOM.resilience",
    "/posture/access/",
    "/posture/loss/",
    "/posture/pipeline/",
    "/posture/protection/",
    "/posture/trend/",
    "/providers/",
    "/search/?q=satellite",
    "/strategy/",
)
OF_CATALOGS = (
    "/catalogs/",
    "/catalogs/rules/",
    "/catalogs/snapshots/GCAT/",
    "/catalogs/compare/?from=GCAT&to=Later",
    "/alias-rules/",
    "/catalogs/readings/{reading}/problems/",
    "/concentration/?owners=all",
    "/concentration/SATCOM/?owners=all",
    "/concentration/C2/",
)
OF_TODAY = ("/reviews/?view=all", "/reviews/open/", "/amendments/policy/", "/audit/", "/people/", "/notices/", "/help/")
PRESSED = "nav:visible, button:visible, .usa-button:visible, [type=submit]:visible, .usa-skipnav:visible"


@pytest.fixture(scope="module")
def shown(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[dict[str, int]]:
    """The sample and two snapshots of a catalog, made once: what the addresses name."""
    with committing():
        record_sample()
        by = factories.actor(Role.ANALYST, username="importer")
        many = [catalogs.problem(line) for line in range(3, 90)]
        found = catalogs.read(counted.many(SpaceX=9, OneWeb=3, Unknown=1), *many)
        reading = catalogs.snapshot("GCAT", by=by, found=found)
        catalogs.snapshot("Later", by=by, found=catalogs.read(counted.many(SpaceX=8, OneWeb=5)))
        yield {"reading": reading.pk}


@pytest.fixture
def printing(shown: dict[str, int], site_address: str, page: Page) -> Callable[..., Page]:
    """Opens a page as somebody with these roles."""

    def at(path: str, *roles: Role) -> Page:
        sign_in(page, site_address, reader(*roles))
        page.goto(f"{site_address}{path.format(**shown)}")
        return page

    return at


def sheets(page: Page, folder: Path) -> list[str]:
    """The text of each printed sheet of the page."""
    file = folder / "page.pdf"
    page.pdf(path=file, format="Letter")
    return printed("pdftotext", "-layout", file, "-").split("\f")[:-1]


def check(page: Page, shown: str, folder: Path) -> list[str]:
    """Check the marking and date of the printed page; returns the text of its sheets."""
    page.emulate_media(media="print")
    expect(page.locator(PRESSED)).to_have_count(0)
    assert False not in page.evaluate(UNFOLDED), page.url
    found = sheets(page, folder)
    unmarked = [number for number, sheet in enumerate(found, 1) if settings.CLASSIFICATION not in sheet]
    assert unmarked == [], page.url
    assert shown in found[0] and f"As of {shown}" in found[-1], page.url
    return found


def test_pages_of_the_record_print_with_marking_and_date(printing: Callable[..., Page], tmp_path: Path) -> None:
    for path in OF_THE_RECORD:
        page = printing(f"{path}{'&' if '?' in path else '?'}as_of={PAST['as_of']}", Role.STEWARD, Role.ANALYST)
        check(page, PAST["shown"], tmp_path)


def test_pages_of_today_print_with_marking_and_date(printing: Callable[..., Page], tmp_path: Path) -> None:
    for path in OF_TODAY:
        check(printing(path, Role.STEWARD), day(datetime.now(tz=UTC).date()), tmp_path)


def test_pages_of_catalogs_print_with_marking_date_and_credit(printing: Callable[..., Page], tmp_path: Path) -> None:
    for path in OF_CATALOGS:
        found = check(printing(path, Role.ANALYST), day(datetime.now(tz=UTC).date()), tmp_path)
        if "concentration/" in path or path.endswith(("GCAT/", "problems/", "Later")):
            assert "Jonathan McDowell, https://planet4589.org" in " ".join(found[0].split()), path


def test_a_printed_area_says_nothing_twice(printing: Callable[..., Page], tmp_path: Path) -> None:
    page = printing("/areas/SATCOM/", Role.VIEWER)
    page.emulate_media(media="print")
    found = sheets(page, tmp_path)
    # At the top and at the bottom of each sheet, and nowhere else.
    assert {sheet.count(settings.CLASSIFICATION) for sheet in found} == {2}
    assert [line for sheet in found for line in sheet.splitlines() if re.fullmatch(r"\s*(?:S-\d\s*)+", line)] == []
    expect(page.locator(".functions .criteria:visible")).to_have_count(0)


def test_no_heading_ends_a_sheet(printing: Callable[..., Page], tmp_path: Path) -> None:
    # The entry that added the areas, each under a heading of its own.
    page = printing("/audit/1/", Role.AUDITOR)
    headings = set(page.locator("main :is(h2, h3)").all_inner_texts())
    for pixels in (40, 160, 240):
        page.locator("main").evaluate(f"main => {{ main.style.paddingTop = '{pixels}px'; }}")
        found = sheets(page, tmp_path)
        lines = [[line.strip() for line in sheet.splitlines() if line.strip()] for sheet in found]
        # The last line of a sheet is its marking and number.
        assert [sheet[-2] for sheet in lines if sheet[-2] in headings] == []
        assert len(lines) > len(headings) / 4
