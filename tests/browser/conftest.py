"""The start of the browser tests: a small sample, and a page that is already signed in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from missions.actions.record import evidence, facts
from missions.domain.vocabulary import Availability, Contribution, EvidenceKind, Fit, Performer, Role
from missions.models import User
from tests import factories
from tests.browser.watch import Watch
from tests.patience import STEP_SECONDS

# The default of five seconds is too short on a busy machine.
expect.set_options(timeout=STEP_SECONDS * 1000)

LONG_NAME = ("Wideband" + "wideband" * 11 + " and its satellite communications" * 3).ljust(200, "g")


@pytest.fixture
def sample(site: str) -> str:
    """The address of the site with the small sample, which the test may write to."""
    record_sample()
    return site


@pytest.fixture(scope="module")
def shared_sample(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[str]:
    """The same, made once for all tests of a file that only read; sign in with `reading`."""
    with committing():
        record_sample()
        yield site_address


def record_sample() -> None:
    """Record three functions in SATCOM, one with a long name and one never assessed.

    The assessment in force of the first rests on superseded evidence with a long name and a file.
    """
    first = factories.function("S-1")
    factories.assessment(first)
    in_force = factories.assessment(
        first,
        on=factories.DAY.replace(year=2026),
        performer=Performer.EITHER,
        availability=Availability.MATURE,
        fit=Fit.MEETS,
        contribution=Contribution.SIGNIFICANT,
    )
    report = factories.evidence(LONG_NAME, upload=factories.upload(name=f"{LONG_NAME}.txt"), behind=[in_force])
    evidence.supersede_evidence(
        by=factories.SETUP,
        evidence=report,
        content=evidence.EvidenceContent(
            kind=EvidenceKind.LINK, title="Its second edition", url=f"https://example.org/{LONG_NAME}"
        ),
        reason="A new edition.",
        keep_file=True,
    )
    long = facts.NewFunction(code="S-2", name=LONG_NAME, description="A long name.")
    facts.add_functions(
        by=factories.SETUP,
        area=factories.area(),
        functions=[long],
        effective_on=factories.DAY,
        reason="Found.",
    )
    factories.function("S-3")


def sign_in(page: Page, site: str, account: User) -> None:
    """Give the browser a session of this account."""
    client = Client()
    client.force_login(account)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


@pytest.fixture
def signed_in(site: str, page: Page) -> Callable[..., Page]:
    """Signs the page in as a new account with these roles, named after the first one."""

    def as_role(*roles: Role) -> Page:
        sign_in(page, site, factories.user(roles[0].value, *roles))
        return page

    return as_role


@pytest.fixture
def reading(shared_sample: str, page: Page) -> Callable[..., Page]:
    """Signs the page in to the shared sample, as the one account there with this role."""

    def as_role(role: Role) -> Page:
        sign_in(page, shared_sample, reader(role))
        return page

    return as_role


def reader(*roles: Role, username: str = "") -> User:
    """The account of a shared sample with exactly these roles, created if missing; named after its roles."""
    username = username or "-".join(roles)
    return User.objects.filter(username=username).first() or factories.user(username, *roles)


@pytest.fixture(scope="module")
def watch(browser: Browser, browser_context_args: dict) -> Iterator[Watch]:
    """One tab for all visits of a file: the browser keeps its process and the static files."""
    with browser.new_context(**browser_context_args) as context:
        yield Watch(context.new_page())
