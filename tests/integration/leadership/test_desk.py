"""The first page: each person's work in a sentence, the acts that can be done there, and what happened."""

import re

import pytest

from missions.actions.people import notices
from missions.domain.reviews.desk import NOTHING, actions_in_words
from missions.domain.vocabulary import Duty, Place, Role
from missions.models import Comment, Notice, Proposal
from missions.queries.reviews.opportunities import seated
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> made.Cast:
    return made.cast()


def said(answer) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_sentence_counts_what_waits_by_verb():
    assert actions_in_words([Duty.CHASE, Duty.VOTE, Duty.DECIDE, Duty.VOTE], confirm=1) == (
        "Decide 1, vote 2, chase 1, confirm 1."
    )
    assert actions_in_words([], confirm=0) == NOTHING
    assert {actions_in_words([duty]) for duty in Duty} == {
        f"{verb} 1." for verb in ("Decide", "Vote", "Answer", "Update", "Draft", "Assign", "Adopt", "Chase")
    }


def test_each_person_reads_first_what_waits_for_them(people, signed):
    proposal = made.submitted(people)
    assert "Vote 1." in said(signed(people.reviewer).get("/"))
    assert f"/proposals/{proposal.pk}/" in signed(people.reviewer).get("/").content.decode()
    assert NOTHING in said(signed(people.authority).get("/"))
    assert "The reviewers must vote" in said(signed(people.authority).get("/"))
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    assert NOTHING in said(signed(people.reviewer).get("/"))
    assert "Decide 1." in said(signed(people.authority).get("/"))


def test_an_analyst_starts_the_draft_from_the_desk(people, signed):
    review = made.review(people)
    client = signed(people.analyst)
    page = client.get("/")
    assert "Draft 1." in said(page)
    action = f"/reviews/{review.pk}/proposals/"
    assert f'action="{action}"' in page.content.decode()
    assert client.post(action).status_code == 302
    assert Proposal.objects.get().review_id == review.pk


def test_a_steward_asks_an_analyst_from_the_desk_and_comes_back_to_it(people, signed):
    review = made.reviews.open_review(
        by=people.steward,
        area=factories.area(),
        due_on=made.in_days(30),
        reason=made.REASON,
        reviewers=people.reviewers,
    )
    client = signed(people.steward)
    assert "Assign 1." in said(client.get("/"))
    sent = {"desk": "yes", "do": "analysts", "reviews": review.pk, "users": people.analyst.pk, "reason": "It is hers."}
    answer = client.post("/reviews/triage/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert [one.user for one in seated(review.pk) if one.place == Place.ANALYST] == [people.analyst.pk]
    assert NOTHING in said(client.get("/"))


def test_a_reminder_that_says_nothing_is_refused_beside_the_form(people, signed):
    review = made.review(people)
    answer = signed(people.steward).post("/reviews/triage/", {"desk": "yes", "do": "remind", "reviews": review.pk})
    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_areas_that_drift_stand_on_the_stewards_desk_until_a_review_is_open(people, signed):
    factories.assessment(factories.function("C2-1", area_code="C2"))
    page = signed(people.steward).get("/").content.decode()
    assert "/reviews/open/?area=C2" in page
    made.review(people, area_code="C2")
    assert "/reviews/open/?area=C2" not in signed(people.steward).get("/").content.decode()
    assert "/reviews/open/" not in signed(people.reviewer).get("/").content.decode()


def test_what_happened_is_ones_notices_newest_first_and_can_be_marked_read(people, signed):
    made.submitted(people)
    notices.deliver(mail=False)
    client = signed(people.reviewer)
    page = client.get("/")
    told = [one.pk for one in page.context["told"]]
    assert told == sorted(Notice.objects.filter(person_id=people.reviewer.pk).values_list("pk", flat=True))[::-1]
    answer = client.post("/notices/read/", {"upto": told[0], "desk": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Nothing new." in said(client.get("/"))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_who_only_reads_is_shown_the_overview(role, signed):
    client = signed(factories.actor(role))
    assert "13 mission areas" in said(client.get("/"))


def test_a_moment_or_filter_in_the_address_asks_for_the_overview(people, signed):
    client = signed(people.reviewer)
    assert "13 mission areas" in said(client.get("/?as_of=2025-06-01"))
    assert "13 mission areas" in said(client.get("/overview/"))
    assert "13 mission areas" not in said(client.get("/"))
