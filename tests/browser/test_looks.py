"""The layout of pages, measured: nothing breaks apart, is cut off, or is hidden by floating parts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from missions.access import Actor
from missions.domain.vocabulary import Performer, Role, SeatKind
from missions.models import Function, Proposal
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import record_sample, sign_in

pytestmark = pytest.mark.browser

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# The words of the longest choice are wider than a list has room for.
CUT = """list => {
  const style = getComputedStyle(list), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return [...list.options].filter((one) => pen.measureText(one.text).width > room + 1).map((one) => one.text);
}"""


@dataclass(frozen=True)
class Shown:
    """The site's address, its people, and two proposals, each with the person it is shown to.

    One person has not voted. The other is a reviewer and an authority of a revision without votes, to whom each act
    says why it is disabled.
    """

    site: str
    people: made.Cast
    voting: tuple[Proposal, Actor]
    blocked: tuple[Proposal, Actor]


@pytest.fixture(scope="module")
def shown(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[Shown]:
    """The sample, and areas with reviews in these states; made once, because no test here changes it."""
    with committing():
        record_sample()
        # The recorded answer is the longest, which the list marks with a dot.
        factories.assessment(Function.objects.get(code="S-3"), performer=Performer.COMMERCIAL_CAPABLE)
        people = made.cast()
        made.effective(people, area_code="SDA")
        made.submitted(people, area_code="ISR")
        made.assessed("T-2", area_code="ISR")
        both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
        blocked = made.draft(people, area_code="CYB")
        made.reviews.seat(
            by=people.steward,
            review=blocked.review,
            users=[made.account(both)],
            place=SeatKind.REVIEWER,
            reason=made.REASON,
        )
        made.submit(people, blocked)
        voting = made.submitted(people, area_code="EM")
        yield Shown(site_address, people, (voting, people.reviewer), (blocked, both))


@pytest.fixture
def opened(shown: Shown, page: Page) -> Callable[..., Page]:
    """A page of the site as somebody sees it in a window of that size."""

    def at(path: str, by: Actor, size: dict[str, int] = WIDE) -> Page:
        sign_in(page, shown.site, made.account(by))
        page.set_viewport_size(size)
        page.goto(f"{shown.site}{path}")
        return page

    return at


@pytest.fixture
def voting(shown: Shown, opened: Callable[..., Page]) -> Page:
    """The page of a proposal in review, as seen by a reviewer who has not voted."""
    proposal, reviewer = shown.voting
    return opened(f"/proposals/{proposal.pk}/", reviewer)


def test_symbols_in_a_tile_are_as_large_as_its_text(shown: Shown, opened: Callable[..., Page]) -> None:
    page = opened("/overview/", shown.people.analyst)
    symbols = page.locator(".tile__dates svg")
    assert symbols.count() > 0
    assert all(symbols.nth(place).bounding_box()["width"] < 20 for place in range(symbols.count()))


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, PHONE], ids=["wide", "phone"])
def test_the_focus_is_never_under_the_bar(voting: Page, size: dict[str, int]) -> None:
    voting.set_viewport_size(size)
    links = voting.locator("main a[href]:visible, main summary:visible")
    for place in range(links.count()):
        link = links.nth(place)
        if link.evaluate("one => one.closest('.offers') !== null"):
            continue
        voting.evaluate("scrollTo(0, 0)")
        link.focus()
        box, bar = link.bounding_box(), voting.locator(".offers").bounding_box()
        assert box["y"] + box["height"] <= bar["y"] + 1, link.inner_text()


@pytest.mark.parametrize("which", ["voting", "blocked"])
@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 800}], ids=["wide", "phone"])
def test_the_bar_stays_in_view_and_covers_neither_the_end_nor_the_input(
    shown: Shown, opened: Callable[..., Page], which: str, size: dict[str, int]
) -> None:
    proposal, by = getattr(shown, which)
    page = opened(f"/proposals/{proposal.pk}/", by, size)
    bar = page.locator(".offers")
    for where in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {where})")
        box = bar.bounding_box()
        assert box["y"] >= 0 and (where != "0" or box["y"] + box["height"] <= size["height"] + 1), where
    last = page.locator("main .thirds").bounding_box()
    assert last["y"] + last["height"] <= bar.bounding_box()["y"] + 1
    page.locator("summary", has_text="Comment").click()
    for field in page.locator("#main .thirds :is(textarea, select, button):visible").all():
        page.evaluate("scrollTo(0, 0)")
        field.focus()
        box, over = field.bounding_box(), bar.bounding_box()
        assert box["y"] + box["height"] <= over["y"] + 1


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, PHONE], ids=["wide", "phone"])
def test_a_vote_leaves_the_proposal_in_view_and_can_be_closed(voting: Page, size: dict[str, int]) -> None:
    voting.set_viewport_size(size)
    menu = voting.locator("details.offer").first
    menu.locator("summary").click()
    panel = menu.locator(".offer__panel").bounding_box()
    assert panel["width"] * panel["height"] < 0.55 * size["width"] * size["height"]
    menu.get_by_role("button", name="Close").click()
    expect(menu.locator(".offer__panel")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_what_if_shows_every_answer_in_full_and_the_recorded_one_once(
    shown: Shown, opened: Callable[..., Page], width: int
) -> None:
    page = opened("/areas/SATCOM/what-if/", shown.people.analyst, {"width": width, "height": 800})
    lists = page.locator(".answers-tried select")
    assert lists.count() == 12
    for place in range(lists.count()):
        assert lists.nth(place).evaluate(CUT) == []
        words = [word.removeprefix("• ") for word in lists.nth(place).locator("option").all_inner_texts()]
        assert len(words) == len(set(words))


def test_reviews_on_a_phone_come_before_their_filters(shown: Shown, opened: Callable[..., Page]) -> None:
    page = opened("/reviews/?view=all", shown.people.steward, PHONE)
    expect(page.locator("#queue-state")).to_be_hidden()
    assert page.locator(".queue").bounding_box()["y"] < PHONE["height"]
    page.get_by_text("Filter", exact=True).click()
    expect(page.locator("#queue-state")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_mark_of_a_changed_area_fits_in_the_page_of_reviews(
    shown: Shown, opened: Callable[..., Page], size: dict[str, int]
) -> None:
    page = opened("/reviews/?view=all&stale=yes", shown.people.steward, size)
    expect(page.locator(".queue .flag")).to_contain_text("assessments changed")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for choices in page.locator("main select:visible").all():
        assert choices.evaluate(CUT) == []


def test_headings_of_a_figures_table_wrap_between_words(shown: Shown, opened: Callable[..., Page]) -> None:
    page = opened("/overview/", shown.people.analyst, PHONE)
    page.locator(".chart__twin").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    broken = page.locator(".chart__table thead th").evaluate_all(
        """heads => heads.filter((head) => {
          const text = head.firstChild, range = document.createRange();
          return text && [...text.data.matchAll(/\\S+/g)].some((word) => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return range.getClientRects().length > 1 && !word[0].includes("-");
          });
        }).map((head) => head.textContent)"""
    )
    assert broken == []
