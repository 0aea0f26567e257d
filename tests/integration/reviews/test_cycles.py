"""The page of a cycle: its reviews, its progress, who acts next, and one reminder for all that are late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from missions.actions import installation
from missions.actions.reviews import reviews
from missions.domain.reviews.cycles import progress_in_words
from missions.domain.vocabulary import Role
from missions.models import Comment, Cycle
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> made.Cast:
    """Everybody, with roles granted long ago."""
    with installation.clock(timezone.now() - timedelta(days=90)):
        return made.cast()


def late(people: made.Cast, *codes: str) -> Cycle:
    """A cycle that was due a month ago."""
    with installation.clock(timezone.now() - timedelta(days=60)):
        return made.in_cycle(people, *codes)


def test_the_progress_is_a_sentence():
    assert progress_in_words(reviews=5, decided=2, closed=1, late=1) == (
        "2 of 5 reviews decided, 1 closed without a decision, 2 open, 1 late."
    )
    assert progress_in_words(reviews=1, decided=1, closed=0, late=0) == "1 of 1 review decided."


def test_it_counts_its_own_reviews_and_says_who_acts_next(people, signed):
    cycle = made.in_cycle(people, "SATCOM", "SDA", "ISR")
    made.review(people, area_code="EW")
    reviews.close_review(by=people.steward, review=cycle.reviews.get(area__code="SATCOM"), reason="Not now.")
    page = signed(people.steward).get(f"/cycles/{cycle.pk}/")
    assert "0 of 3 reviews decided, 1 closed without a decision, 2 open." in words(page)
    shown = [line.row.area for line in page.context["lines"]]
    assert sorted(shown[:2]) == ["ISR", "SDA"] and shown[2:] == ["SATCOM"]
    assert page.context["awaited"] == [("Analyst", shown[:2])]
    assert page.context["form"] is None


def test_a_decision_in_effect_is_counted(people, signed):
    proposal = in_effect(people)
    page = signed(made.person("viewer", Role.VIEWER)).get(f"/cycles/{proposal.review.cycle_id}/")
    assert "1 of 1 review decided." in words(page)


def in_effect(people):
    made.assessed("T-SATCOM")
    review = made.in_cycle(people, "SATCOM").reviews.get()
    proposal = made.proposals.create_draft(by=people.analyst, review=review)
    made.proposals.save_draft(by=people.analyst, proposal=proposal, against=0, content=made.content())
    made.submit(people, proposal)
    for voter in (people.reviewer, people.reviewer2):
        made.vote(voter, proposal)
    made.approve(people.authority, proposal)
    return made.again(proposal)


def test_all_late_reviews_are_reminded_at_once_each_with_its_own_entry(people, signed):
    cycle = late(people, "SDA", "ISR", "PNT")
    on_time = cycle.reviews.get(area__code="PNT")
    reviews.move_due_date(by=people.steward, review=on_time, due_on=made.in_days(9), reason="Leave.")
    steward = signed(people.steward)
    page = steward.get(f"/cycles/{cycle.pk}/")
    assert "0 of 3 reviews decided, 3 open, 2 late." in words(page)
    assert "30 days past due" in words(page)
    address = f"/cycles/{cycle.pk}/reminders/"
    assert steward.post(address, {"words": " "}).status_code == 400
    answer = steward.post(address, {"words": "Please begin."})
    assert (answer.status_code, answer["Location"]) == (302, f"/cycles/{cycle.pk}/")
    sent = Comment.objects.filter(text="Reminder: Please begin.")
    assert {comment.review.area.code for comment in sent} == {"SDA", "ISR"}
    assert len({comment.entry_id for comment in sent}) == 2
    assert "The person who acts next is reminded: " in words(steward.get(f"/cycles/{cycle.pk}/"))


def test_without_late_reviews_there_is_nothing_to_remind_of(people, signed):
    cycle = made.in_cycle(people, "SDA")
    answer = signed(people.steward).post(f"/cycles/{cycle.pk}/reminders/", {"words": "Please begin."})
    assert answer.status_code == 409 and "No review of this cycle is late by now." in words(answer)
    assert "Please begin." in words(answer)
    assert not Comment.objects.exists()


def test_a_long_name_of_a_cycle_is_shown_in_full_and_linked(people, signed):
    name = "N" * 200
    cycle = made.in_cycle(people, "SDA")
    long = reviews.open_cycle(
        by=people.steward, name=name, areas=[made.factories.area("EW")], due_on=made.in_days(9), reason=made.REASON
    )
    client = signed(people.steward)
    assert name in words(client.get(f"/cycles/{long.pk}/"))
    for address in ("/reviews/?view=cycles", "/reviews/?view=all", f"/reviews/{cycle.reviews.get().pk}/"):
        assert f'href="/cycles/{cycle.pk}/"' in client.get(address).content.decode(), address
    assert client.get("/cycles/999999/").status_code == 404
