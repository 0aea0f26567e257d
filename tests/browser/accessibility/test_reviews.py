"""Every page of the reviews, and the desks, checked as in `visits`, on a record of their own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone

from missions.actions import installation
from missions.domain.vocabulary import Role, VoteChoice
from tests import factories
from tests import review_factories as made
from tests.browser.conftest import LONG_NAME
from tests.browser.visits import Stage, Visit, look_at, press, staged
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

# Why functions of the sample are not assessed.
GAPS = {"S-2": "Nobody operates it yet.", "S-3": "Under study."}
VISITS = {
    "desk of an analyst": Visit("/"),
    "desk of a reviewer": Visit("/", Role.REVIEWER),
    "desk of a steward": Visit("/", Role.STEWARD),
    "desk of an administrator": Visit("/", Role.ADMINISTRATOR),
    "overview of a viewer": Visit("/", Role.VIEWER),
    "reviews": Visit("/reviews/?view=all"),
    "reviews with triage": Visit("/reviews/?view=all", Role.STEWARD),
    "reviews for a viewer": Visit("/reviews/", Role.VIEWER),
    "nothing waits": Visit("/reviews/?view=awaiting"),
    "reviews that lack their people": Visit("/reviews/?view=unassigned", Role.STEWARD),
    "cycles": Visit("/reviews/?view=cycles"),
    "cycle": Visit("/cycles/{cycle}/"),
    "late cycle": Visit("/cycles/{late}/", Role.STEWARD),
    "ask for a review": Visit("/areas/C2/ask/"),
    "ask for a review with errors": Visit("/areas/C2/ask/", status=400, press="Ask for a review"),
    "request for a review": Visit("/review-requests/{request}/", Role.STEWARD),
    "opportunities": Visit("/reviews/?view=opportunities"),
    "open a review": Visit("/reviews/open/", Role.STEWARD),
    "open a review with errors": Visit("/reviews/open/", Role.STEWARD, 400, "Open"),
    "review": Visit("/reviews/{review}/"),
    "review with seats": Visit("/reviews/{review}/", Role.STEWARD),
    "review for a viewer": Visit("/reviews/{review}/", Role.VIEWER),
    "proposal": Visit("/proposals/{proposal}/"),
    "proposal to decide": Visit("/proposals/{proposal}/", Role.AUTHORITY),
    "proposal not to be voted on": Visit("/proposals/{proposal}/", Role.REVIEWER),
    "proposal withheld": Visit("/proposals/{proposal}/", Role.VIEWER, 403),
    "draft": Visit("/proposals/{draft}/draft/", Role.STEWARD),
}


@pytest.fixture(scope="module")
def stage(site_address: str, committing: Callable[[], AbstractContextManager[None]]) -> Iterator[Stage]:
    with staged(site_address, committing, reviewed) as made_ready:
        yield made_ready


def reviewed() -> dict[str, int]:
    """A proposal in review with votes, an objection, an opportunity and a comment; a draft; two cycles; a request."""
    with installation.clock(timezone.now() - timedelta(days=60)):
        people = made.cast()
        late = made.in_cycle(people, "EW")
    proposal = made.supported(people, gaps=GAPS)
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, LONG_NAME)
    made.comments.comment(by=people.steward, review=proposal.review, proposal=proposal, text=LONG_NAME)
    made.reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action=LONG_NAME,
        owner=made.account(people.analyst),
        due_on=made.in_days(9),
    )
    cycle = made.reviews.open_cycle(
        by=people.steward,
        name="Annual evaluation",
        areas=[factories.area("PNT")],
        due_on=made.in_days(30),
        reason=made.REASON,
    )
    draft = made.draft(people, area_code="SDA")
    made.assessed("T-C2", area_code="C2")
    asked = made.asked(people, area_code="MW")
    return {
        "review": proposal.review_id,
        "proposal": proposal.pk,
        "draft": draft.pk,
        "cycle": cycle.pk,
        "late": late.pk,
        "request": asked.pk,
    }


@pytest.mark.parametrize("visit", VISITS.values(), ids=VISITS)
def test_page_is_accessible(stage: Stage, visit: Visit, watch: Watch) -> None:
    look_at(stage, visit, watch)


def test_triage_with_errors_is_accessible(stage: Stage, watch: Watch) -> None:
    watch.open(stage.enter(watch.page, Visit("/reviews/?view=all", Role.STEWARD)))
    watch.page.locator("summary", has_text="Assign or remind").click()
    assert press(watch.page, "Apply to each").status == 400
    assert watch.look() == []


def test_forms_of_the_decision_page_opened_are_accessible(stage: Stage, watch: Watch) -> None:
    watch.open(stage.enter(watch.page, Visit("/proposals/{proposal}/", Role.AUTHORITY)))
    for label in ("Approve", "Request changes"):
        watch.page.locator(".offers summary", has_text=label).click()
        assert watch.look() == []
