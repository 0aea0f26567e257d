"""Requests for reviews: an analyst asks, a steward opens the review or declines; each is notified once."""

import pytest

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import notices
from missions.actions.reviews import requests, reviews
from missions.domain.reviews.requests import IN_LINE, OPEN, REQUESTED_ALREADY, why_not_ask
from missions.domain.vocabulary import Category, NoticeKind, ProposalKind, Role
from missions.models import AuditEntry, Notice, RequestDecline, Review, ReviewRequest
from missions.queries.moment import today_of_database
from missions.queries.reviews.requests import newest_request, waiting_requests
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db
ASK = "/areas/C2/ask/"


@pytest.fixture(autouse=True)
def _out_of_line(db: None) -> None:
    """An area whose only assessment indicates another category."""
    made.assessed("T-C2", area_code="C2")


def told(by) -> list[tuple[str, str, str]]:
    """Kind, text and page of a person's notices, since the last call."""
    notices.deliver(mail=False)
    found = [(one.kind, one.text, one.path) for one in Notice.objects.filter(person_id=by.pk).order_by("pk")]
    Notice.objects.filter(person_id=by.pk).delete()
    return found


@pytest.mark.parametrize(
    ("stands", "why_not"),
    [
        ({"drifts": True}, ""),
        ({"overdue_days": 1}, ""),
        ({}, IN_LINE),
        ({"drifts": True, "waits": True}, REQUESTED_ALREADY),
        ({"drifts": True, "under_review": True, "waits": True}, OPEN),
    ],
)
def test_reasons_that_prevent_a_request_are_named(stands, why_not):
    usual = {"under_review": False, "waits": False, "drifts": False, "overdue_days": 0}
    assert why_not_ask("C2", **usual | stands) == why_not.format(code="C2")


def test_an_analyst_asks_on_the_areas_page_and_the_steward_opens_the_review(people, signed):
    analyst = signed(people.analyst)
    assert f'href="{ASK}"' in analyst.get("/areas/C2/").content.decode()
    answer = analyst.post(ASK, {"reason": "New terminals arrived."})
    assert (answer.status_code, answer["Location"]) == (302, "/areas/C2/")
    page = analyst.get("/areas/C2/")
    assert "Analyst asked for a review" in words(page) and "New terminals arrived." in words(page)
    assert f'href="{ASK}"' not in page.content.decode()
    asked = ReviewRequest.objects.get()
    address = f"/review-requests/{asked.pk}/"
    message = "Analyst asks for a review of C2; open it or decline: New terminals arrived."
    assert told(people.steward) == [(NoticeKind.ASKED, message, address)]
    desk = signed(people.steward).get("/")
    assert "Open 1." in words(desk) and "New terminals arrived." in words(desk)
    assert [row.pk for row in desk.context["asked"]] == [asked.pk]
    assert "C2" not in [item.area.code for item in desk.context["to_open"]]
    opened = made.review(people, area_code="C2")
    assert newest_request("C2", today_of_database()).review == opened.pk
    assert "You asked for it." in told(people.analyst)[-1][1]
    assert waiting_requests(today_of_database()) == []
    assert "asked for a review" not in words(signed(people.analyst).get("/areas/C2/"))
    assert f"review {opened.pk}" in words(signed(people.steward).get(address))


def test_the_steward_declines_on_the_desk_with_a_reason_and_the_analyst_is_notified(people, signed):
    asked = made.asked(people)
    address = f"/review-requests/{asked.pk}/"
    steward = signed(people.steward)
    assert f'action="{address}"' in steward.get("/").content.decode()
    assert steward.post(address, {"desk": "yes"}).status_code == 400
    answer = steward.post(address, {"desk": "yes", "reason": "After the exercise."})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Open 1" not in words(steward.get("/"))
    message = "Steward declined your request for a review of C2: After the exercise."
    assert told(people.analyst) == [(NoticeKind.NEWS, message, address)]
    page = signed(people.analyst).get("/areas/C2/")
    assert "Declined by Steward" in words(page) and "After the exercise." in words(page)
    assert f'href="{ASK}"' in page.content.decode()
    assert "Declined by Steward" in words(signed(people.analyst).get(address))
    assert signed(people.analyst).post(ASK, {"reason": "The exercise is over."}).status_code == 302


def test_the_policys_cadence_answers_a_request_too(people):
    made.asked(people)
    opened = reviews.open_due_reviews(made.in_days(5 * 365))
    assert newest_request("C2", today_of_database()).review in {review.pk for review in opened}


def test_a_repeated_or_groundless_request_is_refused_in_words_and_input_kept(people, signed):
    client = signed(people.coauthor)
    given = {"reason": "Mine " + "ü" * 200}

    def refused(address: str, message: str) -> None:
        answer = client.post(address, given)
        assert answer.status_code == 409
        assert message in words(answer) and given["reason"] in answer.content.decode()
        assert message in words(client.get(address))
        assert "Ask for a review</button>" not in client.get(address).content.decode()

    made.asked(people)
    refused(ASK, REQUESTED_ALREADY.format(code="C2"))
    made.review(people, area_code="C2")
    refused(ASK, OPEN.format(code="C2"))
    made.effective(people, kind=ProposalKind.REAFFIRM, target=Category.HYBRID)
    refused("/areas/SATCOM/ask/", IN_LINE.format(code="SATCOM"))
    assert client.post(ASK, {"reason": " "}).status_code == 400
    assert client.get("/areas/NOWHERE/ask/").status_code == 404
    assert ReviewRequest.objects.count() == 1


def test_a_request_answered_in_the_meantime_is_not_declined(people, signed):
    asked = made.asked(people)
    address, given = f"/review-requests/{asked.pk}/", {"reason": "Not now."}
    steward = signed(people.steward)
    steward.post(address, given)
    again = steward.post(address, given)
    assert again.status_code == 409 and "Steward declined this request meanwhile." in words(again)
    other = made.asked(people)
    opened = made.review(people, area_code="C2")
    answer = steward.post(f"/review-requests/{other.pk}/", given)
    assert answer.status_code == 409
    assert f"Review {opened.pk} of C2 was opened meanwhile" in words(answer) and "Not now." in words(answer)
    assert RequestDecline.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST}))
def test_only_an_analyst_asks(people, role):
    with pytest.raises(Refused):
        requests.ask_for_review(by=made.person("other", role), area=factories.area("C2"), reason="x")


def test_a_role_that_ended_in_the_meantime_asks_and_declines_nothing(people):
    asked = made.asked(people)
    made.person("stays", Role.STEWARD)
    for actor, role in ((people.coauthor, Role.ANALYST), (people.steward, Role.STEWARD)):
        factories.accounts.end_role(by=factories.SETUP, user=made.account(actor), role=role, reason="Left.")
    with pytest.raises(Refused):
        requests.ask_for_review(by=people.coauthor, area=factories.area("MW"), reason="x")
    with pytest.raises(Refused):
        requests.decline_request(by=people.steward, request=asked, reason="x")


def test_a_request_is_an_entry_of_its_own_that_links_to_its_page(people, signed):
    asked = made.asked(people)
    entry = AuditEntry.objects.get(pk=asked.entry_id)
    assert (entry.entry_class, entry.action, entry.target) == ("process", "ask for review", "area:C2")
    page = signed(people.steward).get(f"/audit/{entry.pk}/")
    assert f"/review-requests/{asked.pk}/" in page.content.decode()


def test_viewers_see_no_request(people, signed):
    asked = made.asked(people)
    client = signed(made.person("viewer", Role.VIEWER))
    assert "asked for a review" not in words(client.get("/areas/C2/"))
    assert client.get(f"/review-requests/{asked.pk}/").status_code == 403


def test_an_empty_or_unstorable_reason_is_refused(people):
    for reason in (" ", "x\0"):
        with pytest.raises(Unfit):
            requests.ask_for_review(by=people.analyst, area=factories.area("C2"), reason=reason)
    assert not ReviewRequest.objects.exists() and not Review.objects.exists()
