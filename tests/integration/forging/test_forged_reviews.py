"""Without the actions: only people who may can run reviews or write in them."""

import pytest

from missions.access import SYSTEM
from missions.actions.people import accounts
from missions.actions.reviews import reviews
from missions.domain.vocabulary import (
    EntryClass,
    OpportunityStep,
    Role,
)
from missions.models import (
    Comment,
    DueDateMove,
    Opportunity,
    OpportunityProgress,
    RequestDecline,
    Review,
    ReviewClosing,
    ReviewRequest,
    Seat,
)
from missions.queries.moment import today_of_database
from tests import factories
from tests import review_factories as made
from tests.integration.forging.as_application import refused, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_categories_stand")]


def opportunity(people, review, **said) -> Opportunity:
    usual = {"action": "Lease capacity.", "owner": made.account(people.analyst), "due_on": made.in_days(30)}
    return Opportunity(review=review, **usual | said)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_people_who_take_part_comment_and_note_opportunities(people, role):
    review = made.review(people)
    outsider = made.person("outsider", role)
    for row in (Comment(review=review, text="Forged."), opportunity(people, review)):
        for by in (outsider, SYSTEM):
            with refused("takes part in reviews comments"):
                write(row, by=by, entry_class=EntryClass.PROCESS)
    left = made.person("left", Role.ANALYST)
    accounts.set_active(by=factories.SETUP, user=made.account(left), active=False, reason="Left.")
    with refused("takes part in reviews comments"):
        write(Comment(review=review, text="Forged."), by=left, entry_class=EntryClass.PROCESS)


def test_comments_belong_to_an_open_review_and_its_own_proposal(people):
    proposal, other = made.submitted(people), made.review(people, area_code="SDA")
    with refused("takes part in reviews comments"):
        write(Comment(review=other, proposal=proposal, text="x"), by=people.analyst, entry_class=EntryClass.PROCESS)
    for row in (Comment(review=other, text="x"), opportunity(people, other)):
        with refused("of class record does not bring this"):
            write(row, by=people.analyst)
    reviews.close_review(by=people.steward, review=other, reason="Done.")
    for row in (Comment(review=other, text="x"), opportunity(people, other)):
        with refused("while the review is open"):
            write(row, by=people.analyst, entry_class=EntryClass.PROCESS)


def test_only_its_owner_or_a_steward_updates_an_opportunity(people):
    found = opportunity(people, made.review(people))
    write(found, by=people.analyst, entry_class=EntryClass.PROCESS)
    for by in (people.reviewer, people.coauthor, people.authority, SYSTEM):
        with refused("Its owner or a steward"):
            progress = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="Forged.")
            write(progress, by=by, entry_class=EntryClass.PROCESS)
    for by in (people.analyst, people.steward):
        progress = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="It is.")
        write(progress, by=by, entry_class=EntryClass.PROCESS)


def test_only_stewards_or_the_system_run_reviews(people):
    proposal = made.submitted(people)
    review = proposal.review
    for row in (
        Seat(review=review, user_id=people.analyst.pk, place="reviewer", seated=True, reason="Forged."),
        Review(area=factories.area("SDA"), kind="ad_hoc", due_on=today_of_database(), reason="Forged."),
    ):
        with refused("A steward runs reviews"):
            write(row, by=people.analyst)
    with refused("closed by a steward"):
        write(ReviewClosing(review=review, outcome="closed", reason="Forged."), by=people.analyst)
    with refused("open proposal cannot be closed"):
        write(ReviewClosing(review=review, outcome="closed", reason="Forged."), by=people.steward)


def test_only_stewards_move_the_due_date_of_an_open_review_to_another_day(people):
    review = made.review(people)

    def moved(days=40) -> DueDateMove:
        return DueDateMove(review=review, due_on=made.in_days(days), reason="Forged.")

    for other in (people.analyst, people.authority, SYSTEM):
        with refused("A steward moves a due date"):
            write(moved(), by=other)
    with refused("and to another day"):
        write(moved(30), by=people.steward)
    reviews.close_review(by=people.steward, review=review, reason="Not now.")
    with refused("of an open review"):
        write(moved(), by=people.steward)


def test_only_analysts_request_a_review_and_only_without_an_open_one(people):
    def asked(code="C2") -> ReviewRequest:
        return ReviewRequest(area=factories.area(code), reason="Forged.")

    for other in (people.steward, people.reviewer, SYSTEM):
        with refused("An analyst asks"):
            write(asked(), by=other)
    with refused("review_request_one_per_entry|waits already"):
        write(asked(), asked(), by=people.analyst)
    made.asked(people)
    with refused("waits already"):
        write(asked(), by=people.coauthor)
    made.review(people, area_code="SDA")
    with refused("while one is open"):
        write(asked("SDA"), by=people.analyst)


def test_only_stewards_decline_a_request_and_only_while_it_waits(people):
    asked = made.asked(people)

    def declined() -> RequestDecline:
        return RequestDecline(request=asked, reason="Forged.")

    for other in (people.analyst, people.authority, SYSTEM):
        with refused("A steward declines"):
            write(declined(), by=other)
    made.review(people, area_code="C2")
    with refused("Only a request that waits"):
        write(declined(), by=people.steward)


def test_nobody_is_assigned_who_may_not_vote(people):
    proposal = made.submitted(people)
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    late = made.person("late", Role.REVIEWER)
    writer = made.person("writer", Role.REVIEWER, Role.STEWARD)

    def place(user, by, **said) -> Seat:
        usual = {"review": proposal.review, "place": "reviewer", "seated": True, "reason": "Forged."}
        return Seat(user_id=user.pk, **usual | said)

    with refused("holds the role"):
        write(place(people.steward, people.steward), by=people.steward, entry_class=EntryClass.PROCESS)
    with refused("Nobody seats themselves"):
        write(place(writer, writer), by=writer, entry_class=EntryClass.PROCESS)
    for said in ({}, {"seated": False}):
        with refused("The system seats only"):
            write(place(late, SYSTEM, **said), by=SYSTEM, entry_class=EntryClass.PROCESS)
    with refused("of class access does not bring this"):
        write(place(late, people.steward), by=people.steward, entry_class=EntryClass.ACCESS)
    made.vote(people.reviewer, proposal)
    with refused("may have read the votes"):
        write(place(both, people.steward), by=people.steward, entry_class=EntryClass.PROCESS)
