"""The first page: each person's work in a sentence, the acts that can be done there, and what happened."""

import re

import pytest

from missions.actions.people import accounts, notices
from missions.actions.reviews import comments
from missions.domain.dates import day
from missions.domain.reviews.desk import NOTHING, accounts_in_words, actions_in_words, owned_in_words
from missions.domain.vocabulary import Duty, Role, SeatKind
from missions.models import Comment, MissionArea, Notice, Proposal
from missions.queries.reviews.people import seated_people
from missions.views.leadership import desk
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


def test_a_sentence_counts_what_waits_by_verb():
    assert actions_in_words([Duty.CHASE, Duty.VOTE, Duty.DECIDE, Duty.VOTE], confirm=1) == (
        "Decide 1, vote 2, remind 1, confirm 1."
    )
    assert actions_in_words([Duty.VOTE], open=2, confirm=0) == "Vote 1, open 2."
    assert actions_in_words([], confirm=0) == NOTHING
    assert accounts_in_words(refused=0, waiting=0) == NOTHING
    assert accounts_in_words(refused=2, waiting=1) == "Correct 2 addresses. 1 role waits for a steward."
    assert owned_in_words(1, "3 Mar 2027") == "You own 1 open opportunity, due 3 Mar 2027."
    assert owned_in_words(2, "3 Mar 2027") == "You own 2 open opportunities, the first due 3 Mar 2027."
    assert {actions_in_words([duty]) for duty in Duty} == {
        f"{verb} 1." for verb in ("Decide", "Vote", "Answer", "Update", "Draft", "Assign", "Ask", "Adopt", "Remind")
    }


def test_each_person_sees_first_what_waits_for_them(people, signed):
    proposal = made.submitted(people)
    assert "Vote 1." in words(signed(people.reviewer).get("/"))
    assert f"/proposals/{proposal.pk}/" in signed(people.reviewer).get("/").content.decode()
    assert NOTHING in words(signed(people.authority).get("/"))
    assert "The reviewers must vote" in words(signed(people.authority).get("/"))
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    assert NOTHING in words(signed(people.reviewer).get("/"))
    assert "Decide 1." in words(signed(people.authority).get("/"))


def test_an_analyst_starts_the_draft_from_the_desk(people, signed):
    review = made.review(people)
    client = signed(people.analyst)
    page = client.get("/")
    assert "Draft 1." in words(page)
    action = f"/reviews/{review.pk}/proposals/"
    assert f'action="{action}"' in page.content.decode()
    assert client.post(action).status_code == 302
    draft = Proposal.objects.get()
    assert draft.review_id == review.pk
    page = client.get("/")
    assert "Finish the draft" in words(page) and "Draft the proposal" not in words(page)
    assert f'href="/proposals/{draft.pk}/draft/"' in page.content.decode()
    assert "You are asked to finish the draft." in words(client.get(f"/proposals/{draft.pk}/"))
    assert "Being drafted." in words(signed(people.steward).get(f"/reviews/{review.pk}/"))


def test_a_steward_asks_an_analyst_from_the_desk_and_comes_back_to_it(people, signed):
    review = made.reviews.open_review(
        by=people.steward,
        area=factories.area(),
        due_on=made.in_days(30),
        reason=made.REASON,
        reviewers=people.reviewers,
    )
    client = signed(people.steward)
    assert "Ask 1." in words(client.get("/"))
    page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert '<details class="more no-print" open><summary>Assign people' in re.sub(r">\s+<", "><", page)
    assert '<option value="analyst" selected>' in page
    sent = {"desk": "yes", "do": "analysts", "reviews": review.pk, "users": people.analyst.pk, "reason": "It is hers."}
    answer = client.post("/reviews/triage/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert [one.user for one in seated_people(review.pk) if one.place == SeatKind.ANALYST] == [people.analyst.pk]
    assert NOTHING in words(client.get("/"))


def test_a_steward_declines_a_role_from_the_desk(people, signed):
    admin = made.person("admin", Role.ADMINISTRATOR)
    accounts.grant_role(by=admin, user=made.account(people.analyst), role=Role.REVIEWER, reason="Stands in.")
    client = signed(people.steward)
    page = client.get("/").content.decode()
    assert "Decline" in page
    action = next(one for one in page.split('"') if one.endswith("/end/"))
    assert "is declined." in words(client.post(action, {"reason": "Two are enough."}, follow=True))
    assert NOTHING in words(client.get("/"))


def test_an_empty_reminder_is_refused_beside_the_form(people, signed):
    review = made.review(people)
    answer = signed(people.steward).post("/reviews/triage/", {"desk": "yes", "do": "remind", "reviews": review.pk})
    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_areas_that_drift_are_on_the_stewards_desk_until_a_review_is_open(people, signed, monkeypatch):
    # Over the years, more areas become overdue than the desk shows, and they come before an area that drifts.
    monkeypatch.setattr(desk, "MOST_AREAS", MissionArea.objects.count())
    factories.assessment(factories.function("C2-1", area_code="C2"))
    page = signed(people.steward).get("/").content.decode()
    assert "/reviews/open/?area=C2" in page
    made.review(people, area_code="C2")
    assert "/reviews/open/?area=C2" not in signed(people.steward).get("/").content.decode()
    assert "/reviews/open/" not in signed(people.reviewer).get("/").content.decode()


def test_a_desk_that_shows_some_areas_to_review_says_how_many_more_there_are(people, signed, monkeypatch):
    monkeypatch.setattr(desk, "MOST_AREAS", 1)
    for code in ("C2", "EM", "ISR"):
        factories.assessment(factories.function(f"{code}-1", area_code=code))
    shown = signed(people.steward).get("/")
    assert len(shown.context["to_open"]) == 1
    assert f"{shown.context['more_to_open']} more areas to review" in words(shown)
    assert shown.context["more_to_open"] >= 2


def test_a_desk_that_shows_some_reviews_of_others_says_how_many_more_there_are(people, signed, monkeypatch):
    monkeypatch.setattr(desk, "MOST_OTHERS", 1)
    for code in ("SATCOM", "C2", "EM"):
        made.review(people, area_code=code)
    assert "2 more reviews" in words(signed(people.reviewer).get("/"))


def test_what_happened_is_the_persons_notices_and_can_be_marked_read(people, signed):
    made.submitted(people)
    notices.deliver(mail=False)
    client = signed(people.reviewer)
    page = client.get("/")
    told = [one.pk for one in page.context["told"]]
    assert told == sorted(Notice.objects.filter(person_id=people.reviewer.pk).values_list("pk", flat=True))[::-1]
    answer = client.post("/notices/read/", {"upto": told[0], "desk": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Nothing new." in words(client.get("/"))


def test_a_desk_shows_unread_notices_and_a_few_others(people, signed):
    proposal = made.submitted(people)
    for number in range(8):
        comments.comment(by=people.analyst, review=proposal.review, text=f"Comment {number}.")
    notices.deliver(mail=False)
    told = Notice.objects.filter(person_id=people.reviewer.pk).order_by("-pk")
    client = signed(people.reviewer)
    assert len(client.get("/").context["told"]) == told.count() > 8
    told.exclude(pk=told[6].pk).update(read_at=told[0].made_at)
    assert len(client.get("/").context["told"]) == 7
    told.update(read_at=told[0].made_at)
    assert len(client.get("/").context["told"]) == 5


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_people_who_only_read_see_the_overview_with_their_tasks_on_top(role, people, signed):
    reader = factories.actor(role)
    client = signed(reader)
    page = words(client.get("/"))
    assert "13 mission areas" in page and NOTHING not in page
    found = opportunity(people, reader)
    line = f"You own 1 open opportunity, due {day(found.due_on)}."
    assert line in words(client.get("/")) and line in words(client.get("/overview/"))
    assert line not in words(client.get("/?as_of=2025-06-01"))
    assert "You own" not in words(signed(factories.actor(Role.VIEWER, username="another")).get("/"))
    made.reviews.progress_opportunity(by=reader, opportunity=found, step="done", reason="Signed.")
    page = words(signed(reader).get("/"))
    assert "You own" not in page and NOTHING not in page


def opportunity(people, owner):
    return made.reviews.note_opportunity(
        by=people.analyst,
        review=made.review(people),
        function=None,
        action="Lease capacity",
        owner=made.account(owner),
        due_on=made.in_days(9),
    )


def test_the_overview_of_people_with_a_desk_has_no_tasks(people, signed):
    assert NOTHING not in words(signed(people.reviewer).get("/overview/"))


def test_an_administrators_desk_shows_failures_and_roles_to_confirm(people, signed):
    admin = made.person("admin", Role.ADMINISTRATOR)
    client = signed(admin)
    page = client.get("/")
    assert NOTHING in words(page) and "Desk" in [item.label for item in page.context["nav"]]
    accounts.grant_role(by=admin, user=made.account(people.analyst), role=Role.STEWARD, reason="Stands in.")
    made.submitted(people)
    notices.deliver(mail=False)
    refused = Notice.objects.filter(person_id__in=[people.reviewer.pk, people.reviewer2.pk])
    refused.update(mail_answer="550 5.1.1 No such user", mail_tries=1)
    page = words(client.get("/"))
    assert "Correct 2 addresses. 1 role waits for a steward." in page
    assert "reviewer2@example.mil" in page and "550 5.1.1 No such user" in page
    assert "Given up after 1 try" in page
    assert "Steward for Analyst" in page and "Stands in." in page
    accounts.correct_address(by=admin, user=made.account(people.reviewer), email="new@example.mil", reason="Moved.")
    assert "Correct 1 address." in words(client.get("/"))


def test_an_administrator_who_also_reads_finds_the_overview_at_its_address(signed):
    client = signed(factories.actor(Role.ADMINISTRATOR, Role.VIEWER))
    assert NOTHING in words(client.get("/")) and "13 mission areas" not in words(client.get("/"))
    assert "13 mission areas" in words(client.get("/overview/")) and "13 mission areas" in words(
        client.get("/?trust=yes")
    )


def test_a_moment_or_filter_in_the_address_leads_to_the_overview(people, signed):
    client = signed(people.reviewer)
    assert "13 mission areas" in words(client.get("/?as_of=2025-06-01"))
    assert "13 mission areas" in words(client.get("/overview/"))
    assert "13 mission areas" not in words(client.get("/"))
