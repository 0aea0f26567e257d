"""A form sent twice in a real browser: by a double click, and by going back and sending it again."""

import pytest
from playwright.sync_api import Page, expect

from missions.models import Comment
from tests import review_factories as made
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

TEXT = "Seen at sea."


@pytest.fixture
def review_page(site: str, page: Page) -> Page:
    """A review as its analyst sees it."""
    people = made.cast()
    review = made.review(people)
    sign_in(page, site, made.account(people.analyst))
    page.goto(f"{site}/reviews/{review.pk}/")
    return page


def test_a_double_click_comments_once(review_page: Page):
    review_page.get_by_label("Comment").fill(TEXT)
    review_page.get_by_role("button", name="Comment").dblclick()
    expect(review_page.locator(".usa-alert")).to_be_visible()
    review_page.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1


def test_going_back_opens_an_empty_form_with_a_key_of_its_own(review_page: Page):
    key = review_page.locator("[name=submission]").first.input_value()
    review_page.get_by_label("Comment").fill(TEXT)
    review_page.get_by_role("button", name="Comment").click()
    expect(review_page.locator(".usa-alert--success")).to_be_visible()
    review_page.go_back()
    expect(review_page.get_by_label("Comment")).to_have_value("")
    expect(review_page.locator("[name=submission]").first).not_to_have_value(key)
    assert Comment.objects.count() == 1
