"""A form sent twice in a real browser: by a double click, and by going back and sending it again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from missions.models import Comment, User
from tests import review_factories as made
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

TEXT = "Seen at sea."


@pytest.fixture(scope="module")
def review(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[tuple[str, User]]:
    """The address of a review, on which both tests comment, and its analyst."""
    with committing():
        people = made.cast()
        yield f"{site_address}/reviews/{made.review(people).pk}/", made.account(people.analyst)


@pytest.fixture
def review_page(review: tuple[str, User], site_address: str, page: Page) -> Page:
    """The review as its analyst sees it."""
    address, analyst = review
    sign_in(page, site_address, analyst)
    page.goto(address)
    return page


def test_a_double_click_comments_once(review_page: Page):
    before = Comment.objects.count()
    review_page.get_by_label("Comment").fill(TEXT)
    review_page.get_by_role("button", name="Comment", exact=True).dblclick()
    expect(review_page.locator(".usa-alert")).to_be_visible()
    review_page.wait_for_load_state("networkidle")
    assert Comment.objects.count() == before + 1


def test_going_back_opens_an_empty_form_with_a_key_of_its_own(review_page: Page):
    before = Comment.objects.count()
    key = review_page.locator("[name=submission]").first.input_value()
    review_page.get_by_label("Comment").fill(TEXT)
    review_page.get_by_role("button", name="Comment", exact=True).click()
    expect(review_page.locator(".usa-alert--success")).to_be_visible()
    review_page.go_back()
    expect(review_page.get_by_label("Comment")).to_have_value("")
    expect(review_page.locator("[name=submission]").first).not_to_have_value(key)
    assert Comment.objects.count() == before + 1
