"""Visits of pages, each by a person and with buttons to press, on a record that no visit changes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, Response

from missions.domain.vocabulary import Role
from missions.models import SavedFilter
from tests import factories
from tests.browser.conftest import LONG_NAME, reader, record_sample, sign_in
from tests.browser.watch import Watch


@dataclass(frozen=True)
class Visit:
    """A page to check: its address, its visitor, the buttons to press there, and the expected status."""

    path: str
    role: Role | None = Role.ANALYST
    status: int = 200
    press: str = ""


@dataclass(frozen=True)
class Stage:
    """A record for visits: the site's address, and the keys in the example addresses."""

    site: str
    names: dict[str, int]

    def enter(self, page: Page, visit: Visit) -> str:
        """Sign in the visitor, who takes no part in a review, or nobody; returns the address."""
        page.context.clear_cookies()
        if visit.role:
            sign_in(page, self.site, reader(visit.role, username=f"visiting-{visit.role.value}" if self.names else ""))
        return self.site + visit.path.format(**self.names)


@contextmanager
def staged(
    site: str, committing: Callable[[], AbstractContextManager[None]], more: Callable[[], dict[str, int]] = dict
) -> Iterator[Stage]:
    """The sample and additional records, whose function returns their names; made once for read-only visits."""
    with committing():
        record_sample()
        waiting = factories.accounts.grant_role(
            by=factories.SETUP, user=reader(Role.VIEWER), role=Role.REVIEWER, reason="A test needs it to wait."
        )
        assert waiting.step == "proposed"
        names = more()
        visiting = reader(Role.ANALYST, username="visiting-analyst" if names else "")
        SavedFilter.objects.create(person=visiting, name=LONG_NAME, address="/areas/?category=hybrid&drift=yes")
        yield Stage(site, names)


def press(page: Page, button: str) -> Response:
    """Press a button that sends a form, unfolded if need be, and return the site's answer."""
    buttons = page.locator("main").get_by_role("button", name=button)
    if not buttons.count():
        folded = page.locator("main details").filter(has=page.get_by_role("button", name=button, include_hidden=True))
        folded.locator("> summary").click()
    with page.expect_navigation() as navigation:
        buttons.first.click()
    return navigation.value


def look_at(stage: Stage, visit: Visit, watch: Watch) -> None:
    """Visit the page and check its status and its faults."""
    answer = watch.open(stage.enter(watch.page, visit))
    if visit.press:
        answer = press(watch.page, visit.press)
    assert answer.status == visit.status
    wrong = watch.look()
    assert wrong == [], "\n".join(wrong)
