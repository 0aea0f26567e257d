"""Security keys, and the end of an idle session, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from missions.domain.vocabulary import Role
from missions.models import Organization, Session, User
from tests import factories
from tests.browser.test_signed_out import enter, fill_in, violations

pytestmark = pytest.mark.browser

FACTOR = "/accounts/second-factor/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture(scope="module")
def site(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[str]:
    """One record for all tests here; each test has its own steward."""
    with committing():
        yield site_address


@pytest.fixture
def steward(site: str) -> User:
    return factories.user(f"steward-{User.objects.count()}", Role.STEWARD)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """The messages of the browser's console, including violations of the content security policy."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def sign_out(page: Page) -> None:
    page.locator(".account > summary").click()
    page.get_by_role("button", name="Sign out").click()


def test_a_key_is_added_asked_for_and_replaces_the_password(
    site: str, steward: User, page: Page, complaints: list[str]
) -> None:
    # Browsers bind keys to names, and this is the one that needs no certificate.
    site = site.replace("127.0.0.1", "localhost")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    enter(page, site, steward)
    page.goto(f"{site}{FACTOR}")
    assert violations(page) == []
    page.get_by_role("link", name="Add a key").click()
    assert violations(page) == []
    page.get_by_text("Sign in with this key alone").click()
    page.get_by_label("Name of the key").fill("My laptop")
    page.get_by_role("button", name="Add the key").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{site}{FACTOR}")
    expect(page.get_by_role("rowheader", name="My laptop")).to_be_visible()
    assert violations(page) == []
    sign_out(page)
    page.get_by_label("Username").fill(steward.username)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Use a key").click()
    expect(page.locator(".account__name")).to_have_text(steward.name)
    sign_out(page)
    page.get_by_role("button", name="Use a key instead").click()
    expect(page.locator(".account__name")).to_have_text(steward.name)
    assert complaints == []


def test_without_a_key_a_message_is_beside_the_button(site: str, steward: User, page: Page) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Use a key instead").click()
    expect(page.locator("#key-error")).to_have_text("The key was not used. Try again, or use another way.")


def test_an_app_is_added_by_qr_code_or_secret(site: str, steward: User, page: Page, complaints: list[str]) -> None:
    enter(page, site, steward)
    page.goto(f"{site}{FACTOR}app/add/")
    picture = page.get_by_role("img", name="The secret below as a QR code")
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_text("This is not the right code.")).to_be_visible()
    assert violations(page) == []
    assert complaints == []


@pytest.fixture
def idle(site: str, steward: User, page: Page) -> Callable[[int], None]:
    """Let minutes pass without activity, for the browser and the program alike."""
    page.clock.install()
    enter(page, site, steward)
    page.goto(f"{site}/organizations/")

    def pass_by(minutes: int) -> None:
        Session.objects.update(seen_at=F("seen_at") - timedelta(minutes=minutes))
        page.clock.fast_forward(minutes * 60_000)

    return pass_by


def test_an_idle_person_is_warned_and_may_stay(idle: Callable[[int], None], page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_have_count(0)
    idle(14)
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_have_count(0)
    idle(12)
    expect(dialog).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Organizations")).to_be_visible()


def test_a_person_who_types_is_not_asked(idle: Callable[[int], None], page: Page) -> None:
    page.get_by_label("Name").last.fill("A New Command")
    with page.expect_response("**/accounts/stay/") as answer:
        idle(14)
    assert answer.value.request.method == "POST"
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Name").last).to_have_value("A New Command")


def test_the_end_of_a_session_is_announced_and_nothing_is_lost(idle: Callable[[int], None], page: Page) -> None:
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=100))
    page.reload()
    page.clock.fast_forward(2000)
    expect(page.get_by_role("dialog", name="Your session ends soon")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Continue until then").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Name").last.fill("A New Command")
    page.clock.run_for(20_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    Session.objects.update(expire_date=timezone.now())
    page.clock.run_for(90_000)
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.get_by_label("Name").last).to_have_value("A New Command")


def test_after_the_end_the_page_is_covered_and_input_returns(
    idle: Callable[[int], None], page: Page, steward: User
) -> None:
    page.get_by_label("Name").last.fill("A New Command")
    with page.expect_response("**/accounts/stay/"):
        idle(14)
    # The typing counted; from now on there is no activity.
    idle(14)
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    idle(2)
    page.clock.run_for(10_000)
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    covered = page.evaluate("getComputedStyle(document.getElementById('idle'), '::backdrop').backgroundColor")
    assert covered == "rgb(245, 246, 247)"
    assert violations(page) == []
    page.get_by_role("button", name="Sign in again").click()
    fill_in(page, steward)
    expect(page.get_by_label("Name").last).to_have_value("A New Command")
    assert not Organization.objects.filter(name="A New Command").exists()
