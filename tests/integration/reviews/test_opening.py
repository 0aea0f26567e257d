"""Stewards run reviews: opening, cycles, the policy's cadence, seats, closing; comments and opportunities."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.reviews import amendments, comments, decisions, reviews
from missions.domain.dates import months_after
from missions.domain.vocabulary import Category, OpportunityStep, ProposalKind, ReviewKind, Role, SeatKind
from missions.models import AuditEntry, Cycle, Review
from missions.queries.people.verification import verify
from missions.queries.reviews.due import due_areas
from missions.queries.reviews.people import seats_of
from missions.queries.reviews.proposals import load_subject
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


def open_review(people, code="SATCOM", **said):
    usual = {"by": people.steward, "area": factories.area(code), "due_on": made.in_days(30), "reason": made.REASON}
    return reviews.open_review(**usual | said)


def names(review, place=SeatKind.REVIEWER):
    return {seat.user.username for seat in seats_of(review, place)}


def test_a_review_opens_with_its_people_assigned(people):
    review = made.review(people)
    assert review.state.is_open
    assert names(review) == {"reviewer", "reviewer2", "reviewer3"}
    assert names(review, SeatKind.ANALYST) == {"analyst"}
    assert AuditEntry.objects.get(pk=review.entry_id).entry_class == "process"


def test_an_area_has_one_open_review(people):
    review = made.review(people)
    with pytest.raises(Unfit, match="Under review already: SATCOM"):
        open_review(people)
    reviews.close_review(by=people.steward, review=review, reason="Not now.")
    assert open_review(people).state.is_open


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.STEWARD}))
def test_only_a_steward_opens_reviews_and_cycles(people, role):
    other = made.person("other", role)
    with pytest.raises(Refused):
        open_review(people, by=other)
    with pytest.raises(Refused):
        reviews.open_cycle(by=other, name="A", areas=[factories.area()], due_on=made.in_days(1), reason="x")


def test_a_review_is_due_today_or_later(people):
    with pytest.raises(Unfit) as caught:
        open_review(people, due_on=made.in_days(-1))
    assert caught.value.field == "due_on"
    open_review(people, due_on=made.in_days(0))


def test_a_cycle_opens_a_review_of_each_area_in_one_entry(people):
    areas = [factories.area(code) for code in ("SDA", "ISR")]
    said = {"by": people.steward, "due_on": made.in_days(60), "reason": made.REASON}
    cycle = reviews.open_cycle(name="Autumn", areas=areas, reviewers=people.reviewers, **said)
    assert {review.area.code for review in cycle.reviews.all()} == {"SDA", "ISR"}
    assert {review.entry_id for review in cycle.reviews.all()} == {cycle.entry_id}
    assert all(names(review) == {"reviewer", "reviewer2", "reviewer3"} for review in cycle.reviews.all())
    with pytest.raises(Unfit, match="cycle of this name"):
        reviews.open_cycle(name="Autumn", areas=[factories.area()], **said)
    with pytest.raises(Unfit, match="SDA"):
        reviews.open_cycle(name="Winter", areas=[factories.area(), areas[0]], **said)
    with pytest.raises(Unfit, match="at least one area"):
        reviews.open_cycle(name="Winter", areas=[], **said)
    assert Cycle.objects.count() == 1
    assert [finding.what for finding in verify()] == []


@pytest.mark.parametrize("place", SeatKind)
def test_only_people_with_the_role_are_assigned(people, place):
    review = open_review(people)
    users = [made.account(people.authority)]
    with pytest.raises(Unfit, match="does not hold the role"):
        reviews.seat(by=people.steward, review=review, users=users, place=place, reason=made.REASON)


def test_nobody_assigns_themselves_or_an_author(people):
    proposal = made.draft(people)
    both = made.person("both", Role.STEWARD, Role.REVIEWER)
    said = {"review": proposal.review, "place": SeatKind.REVIEWER, "reason": made.REASON}
    with pytest.raises(Unfit, match="cannot assign yourself"):
        reviews.seat(by=both, users=[made.account(both)], **said)
    analyst = made.account(people.analyst)
    accounts.grant_role(by=factories.SETUP, user=analyst, role=Role.REVIEWER, reason="x")
    accounts.confirm_role(by=factories.SETUP, user=analyst, role=Role.REVIEWER, reason="x")
    with pytest.raises(Unfit, match="Analyst is an author"):
        reviews.seat(by=people.steward, users=[analyst], **said)


def test_a_changed_assignment_is_a_new_row_with_its_reason(people):
    review = made.review(people)
    away, substitute = made.account(people.reviewer), made.account(made.person("substitute", Role.REVIEWER))
    said = {"by": people.steward, "review": review, "place": SeatKind.REVIEWER}
    reviews.unseat(user=away, reason="On leave.", **said)
    reviews.seat(users=[substitute], reason="Stands in.", **said)
    assert names(review) == {"substitute", "reviewer2", "reviewer3"}
    assert [seat.reason for seat in review.seats.filter(user=away)] == [made.REASON, "On leave."]
    with pytest.raises(Unfit, match="not assigned"):
        reviews.unseat(user=away, reason="Again.", **said)
    with pytest.raises(Unfit, match="not assigned yet"):
        reviews.seat(users=[substitute], reason="Again.", **said)


def test_a_review_with_an_open_proposal_is_not_closed(people):
    proposal = made.supported(people)
    with pytest.raises(Unfit, match="Its proposal is open"):
        reviews.close_review(by=people.steward, review=proposal.review, reason="Enough.")
    decisions.reject(by=people.authority, proposal=proposal, reason="No.", **made.live(proposal))
    assert reviews.close_review(by=people.steward, review=proposal.review, reason="Enough.").outcome == "closed"
    with pytest.raises(Unfit, match="review is closed"):
        comments.comment(by=people.analyst, review=proposal.review, text="Too late.")


def test_due_reviews_open_once_and_a_second_run_does_nothing(people):
    day = made.in_days(0)
    due = {area.code for area in due_areas(day)}
    assert due
    opened = reviews.open_due_reviews(day)
    assert {review.area.code for review in opened} == due
    assert {(review.kind, review.by_id) for review in opened} == {(ReviewKind.PERIODIC, None)}
    assert reviews.open_due_reviews(day) == []
    assert len({review.entry_id for review in opened}) == len(opened)


def test_an_area_under_review_is_not_opened_again_and_a_closed_one_waits_a_cadence(people):
    day = made.in_days(0)
    code = due_areas(day)[0].code
    review = open_review(people, code)
    assert code not in {area.code for area in due_areas(day)}
    reviews.close_review(by=people.steward, review=review, reason="Nothing new.")
    assert code not in {area.code for area in due_areas(day)}
    assert code in {area.code for area in due_areas(made.in_days(3 * 366))}


def test_the_people_of_the_last_review_are_assigned_to_the_next_if_they_still_can(people):
    code = due_areas(made.in_days(0))[0].code
    review = open_review(people, code, reviewers=people.reviewers)
    reviews.close_review(by=people.steward, review=review, reason="Nothing new.")
    accounts.end_role(by=factories.SETUP, user=people.reviewers[2], role=Role.REVIEWER, reason="Moved on.")
    opened = {one.area.code: one for one in reviews.open_due_reviews(made.in_days(3 * 366))}
    assert names(opened[code]) == {"reviewer", "reviewer2"}


def test_a_decision_moves_the_next_review_by_the_cadence(people):
    code = "SATCOM"
    assert code in {area.code for area in due_areas(made.in_days(0))}
    made.effective(people, area_code=code, kind=ProposalKind.REAFFIRM, target=Category.HYBRID)
    assert code not in {area.code for area in due_areas(made.in_days(700))}
    assert code in {area.code for area in due_areas(made.in_days(732))}


def test_after_a_decision_the_cadence_counts_from_the_day_it_took_effect(people):
    """As the evaluation of the area does: otherwise an area would be overdue before its review opens."""
    start = made.in_days(-90)
    made.effective(people, kind=ProposalKind.REAFFIRM, target=Category.HYBRID, effective_on=start)
    assert "SATCOM" in {area.code for area in due_areas(months_after(start, 24))}
    assert "SATCOM" not in {area.code for area in due_areas(months_after(start, 24) - timedelta(days=1))}


def test_no_review_opens_for_an_area_that_is_not_in_force_yet(people):
    new = amendments.NewArea(code="XYZ", name="Something new", abbreviation="", position=15)
    later = made.in_days(30)
    drafted = amendments.draft_area(by=people.steward, area=new, effective_on=later, reason="New.")
    amendments.approve(by=people.authority, amendment=drafted, reason="Agreed.")
    with pytest.raises(Unfit, match="Not in force yet: XYZ"):
        open_review(people, "XYZ", due_on=later)
    both = [factories.area(), factories.area("XYZ")]
    with pytest.raises(Unfit, match="Not in force yet: XYZ"):
        reviews.open_cycle(by=people.steward, name="A", areas=both, due_on=later, reason="Yearly.")


def test_the_command_opens_what_is_due(people, capsys):
    call_command("open_due_reviews")
    assert f"ok: {Review.objects.count()} opened" in capsys.readouterr().out
    call_command("open_due_reviews")
    assert capsys.readouterr().out == "ok: 0 opened\n"


def test_people_who_take_part_and_may_read_the_draft_comment(people):
    proposal = made.draft(people)
    said = {"review": proposal.review, "text": "Well?"}
    assert comments.comment(by=people.reviewer, **said).proposal is None
    for other in (people.analyst, people.steward):
        assert comments.comment(by=other, proposal=proposal, **said).proposal == proposal
    with pytest.raises(Refused):
        comments.comment(by=people.reviewer, proposal=proposal, **said)
    with pytest.raises(Refused):
        comments.comment(by=made.person("viewer", Role.VIEWER), **said)
    with pytest.raises(Unfit):
        comments.comment(by=people.analyst, review=proposal.review, text=" ")


def test_an_opportunity_is_tracked_until_done_or_dropped(people):
    review = made.review(people)
    said = {"review": review, "action": "Lease capacity", "owner": made.account(people.coauthor)}
    with pytest.raises(Unfit, match="function of this area"):
        reviews.note_opportunity(
            by=people.analyst, function=made.assessed("T-SDA", area_code="SDA"), due_on=made.in_days(9), **said
        )
    found = reviews.note_opportunity(by=people.analyst, function=None, due_on=made.in_days(9), **said)
    step = {"opportunity": found, "reason": made.REASON}
    with pytest.raises(Unfit, match="open already"):
        reviews.progress_opportunity(by=people.coauthor, step=OpportunityStep.OPEN, **step)
    with pytest.raises(Refused):
        reviews.progress_opportunity(by=people.analyst, step=OpportunityStep.DONE, **step)
    reviews.close_review(by=people.steward, review=review, reason="Tracked on.")
    reviews.progress_opportunity(by=people.coauthor, step=OpportunityStep.DROPPED, **step)
    reviews.progress_opportunity(by=people.steward, step=OpportunityStep.OPEN, **step)
    assert [row.step for row in found.progress.order_by("pk")] == ["dropped", "open"]


def test_a_proposal_is_loaded_with_a_constant_number_of_queries(people):
    proposal = made.submitted(people)
    with CaptureQueriesContext(connection) as first:
        load_subject(proposal.pk)
    for voter in (people.reviewer, people.reviewer2, people.reviewer3):
        made.vote(voter, proposal)
    with CaptureQueriesContext(connection) as second:
        load_subject(proposal.pk)
    # The answers to votes are read only if there are votes.
    assert len(second) <= len(first) + 1
