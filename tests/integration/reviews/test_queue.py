"""The queue of reviews, opening and assigning, and acts on several reviews at once."""

import pytest

from missions.access import Actor
from missions.actions.people import notices
from missions.actions.reviews import decisions, reviews
from missions.domain.vocabulary import Category, Role, SeatKind, VoteChoice
from missions.models import Comment, Cycle, Proposal, Review
from missions.queries.reviews.people import seated_people
from missions.queries.reviews.reviews import ReviewRow, queue, review_row
from missions.views.reviews.reviews import waits
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


def test_each_person_finds_what_waits_for_them(people, signed):
    proposal = made.submitted(people)

    def asked(actor: Actor) -> list[tuple[str, ...]]:
        return [line.row.duties for line in signed(actor).get("/reviews/?view=awaiting").context["lines"]]

    assert asked(people.reviewer) == [("vote",)]
    assert asked(people.analyst) == []
    assert asked(people.authority) == []
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    assert asked(people.reviewer) == []
    assert asked(people.authority) == [("decide",)]
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    assert asked(people.authority) == []
    assert asked(people.analyst) == [("answer",)]


def test_the_header_counts_what_the_queue_lists(people, signed):
    made.submitted(people)
    for actor in (people.reviewer, people.analyst, people.steward, people.authority):
        page = signed(actor).get("/reviews/?view=awaiting")
        count = next(item.count for item in page.context["nav"] if item.label == "Reviews")
        assert count == len(page.context["lines"])
    assert 'class="count">1<' in signed(people.reviewer).get("/areas/").content.decode()


def test_an_area_chosen_by_code_or_name_is_that_area_only(people, signed):
    made.review(people, area_code="EM")
    # Its letters are also in the name of another area's cycle.
    made.reviews.open_cycle(
        by=people.steward,
        name="After EM",
        areas=[factories.area("PNT")],
        due_on=made.in_days(9),
        reason=made.REASON,
    )
    steward = signed(people.steward)

    def found(typed: str) -> list[str]:
        return [line.row.area for line in steward.get("/reviews/", {"view": "all", "q": typed}).context["lines"]]

    page = steward.get("/reviews/?view=all")
    names = dict(page.context["filters"]["areas"])
    assert set(names) == {"EM", "PNT"}
    assert f'<option value="EM">{names["EM"]}</option>' in page.content.decode()
    assert found("em") == found(f" {names['EM'].upper()} ") == ["EM"]
    assert found("after em") == ["PNT"]
    assert found("W" * 200) == []
    assert steward.get("/reviews/", {"view": "all", "q": "W" * 201}).status_code == 400


def test_a_view_for_people_who_take_part_is_refused_to_others_with_a_reason(people, signed):
    viewer = signed(made.person("viewer", Role.VIEWER))
    for query in ("view=awaiting", "view=mine", "state=in_review", "stale=yes"):
        for address in (f"/reviews/?{query}", f"/exports/reviews.csv?{query}"):
            answer = viewer.get(address)
            assert answer.status_code == 403 and "people who take part in reviews" in words(answer), address
    assert viewer.get("/reviews/?view=all&late=yes").status_code == 200


def test_the_address_contains_the_filters_of_the_queue(people, signed):
    made.submitted(people)
    made.review(people, area_code="SDA")
    steward = signed(people.steward)
    assert [line.row.area for line in steward.get("/reviews/?view=all&q=satc").context["lines"]] == ["SATCOM"]
    assert [line.row.area for line in steward.get("/reviews/?view=all&state=none").context["lines"]] == ["SDA"]
    assert steward.get("/reviews/?view=all&late=yes").context["lines"] == []
    assert steward.get("/reviews/?view=purple").status_code == 400
    assert steward.get("/reviews/?view=all&q=%00").status_code == 400


def test_a_changed_area_is_marked_stale_in_the_queue(people, signed):
    proposal = made.submitted(people)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    lines = signed(people.analyst).get("/reviews/?view=all&stale=yes").context["lines"]
    assert [line.waits for line in lines] == ["The author must update it to the current assessments"]


def test_the_steward_opens_a_review_and_a_cycle(people, signed):
    steward = signed(people.steward)
    given = {"due_on": made.in_days(30).isoformat(), "reason": "It is time.", "reviewers": [people.reviewer.pk]}
    answer = steward.post("/reviews/open/", given | {"areas": ["SATCOM"]})
    review = Review.objects.get(area__code="SATCOM")
    assert answer["Location"] == f"/reviews/{review.pk}/"
    assert [seat.name for seat in seated_people(review.pk)] == ["Reviewer"]
    refused = steward.post("/reviews/open/", given | {"areas": ["SDA", "PNT"]})
    assert refused.status_code == 400 and "give it a name" in refused.content.decode()
    cycle = steward.post("/reviews/open/", given | {"areas": ["SDA", "PNT"], "name": "Annual 2027"})
    assert cycle["Location"] == f"/cycles/{Cycle.objects.get().pk}/"
    assert "0 of 2 closed" in words(steward.get("/reviews/?view=cycles"))
    assert len(steward.get(cycle["Location"]).context["lines"]) == 2


def test_analysts_are_assigned_when_a_review_is_opened(people, signed):
    given = {"areas": ["SATCOM"], "due_on": made.in_days(30).isoformat(), "reason": "It is time."}
    steward = signed(people.steward)
    steward.post("/reviews/open/", given | {"analysts": [people.analyst.pk], "reviewers": [people.reviewer.pk]})
    review = Review.objects.get()
    assert [(seat.place, seat.name) for seat in seated_people(review.pk)] == [
        ("analyst", "Analyst"),
        ("reviewer", "Reviewer"),
    ]
    cycle = given | {"areas": ["SDA", "PNT"], "name": "Annual 2027", "analysts": [people.coauthor.pk]}
    steward.post("/reviews/open/", cycle)
    assert {seat.name for one in Cycle.objects.get().reviews.all() for seat in seated_people(one.pk)} == {"Coauthor"}
    refused = steward.post("/reviews/open/", given | {"areas": ["EW"], "analysts": [people.reviewer.pk]})
    assert refused.status_code == 400


def test_areas_that_drift_or_are_requested_are_marked_when_opening_reviews(people, signed):
    made.assessed("T-C2", area_code="C2")
    made.requests.ask_for_review(by=people.analyst, area=factories.area("C2"), reason="New terminals arrived.")
    page = signed(people.steward).get("/reviews/open/?area=C2")
    marked = {one.box.data["value"]: one for one in page.context["areas"]}
    assert [code for code, one in marked.items() if one.found.drifts] == ["C2"]
    assert [code for code, one in marked.items() if one.asked] == ["C2"]
    assert [code for code, one in marked.items() if one.box.data["selected"]] == ["C2"]
    assert "drift" in words(page) and "New terminals arrived." in words(page)


def test_reviews_without_people_are_a_view_for_stewards(people, signed):
    made.review(people)
    made.reviews.open_review(by=people.steward, area=factories.area("SDA"), due_on=made.in_days(9), reason=made.REASON)
    made.reviews.open_review(
        by=people.steward,
        area=factories.area("PNT"),
        due_on=made.in_days(9),
        reason=made.REASON,
        reviewers=people.reviewers,
    )
    page = signed(people.steward).get("/reviews/?view=unassigned")
    assert [line.row.area for line in page.context["lines"]] == ["SDA", "PNT"]
    assert "Unassigned" in [view["label"] for view in page.context["views"]]
    other = signed(people.reviewer).get("/reviews/?view=unassigned")
    assert other.context["lines"] == []
    assert "Unassigned" not in [view["label"] for view in other.context["views"]]


def test_an_area_under_review_is_not_offered_again(people, signed):
    made.review(people)
    steward = signed(people.steward)
    assert "SATCOM" not in dict(steward.get("/reviews/open/").context["form"].fields["areas"].choices)
    given = {"areas": ["SATCOM"], "due_on": made.in_days(30).isoformat(), "reason": "Again."}
    assert steward.post("/reviews/open/", given).status_code == 400


def test_several_reviews_get_people_and_reminders_at_once(people, signed):
    one, two = made.review(people), made.review(people, area_code="SDA")
    steward = signed(people.steward)
    chosen = {"reviews": [one.pk, two.pk], "reason": "Please look."}
    assert (
        steward.post("/reviews/triage/", chosen | {"do": "analysts", "users": [people.coauthor.pk]}).status_code == 302
    )
    for review in (one, two):
        names = [seat.name for seat in seated_people(review.pk) if seat.place == SeatKind.ANALYST]
        assert "Coauthor" in names
    assert steward.post("/reviews/triage/", chosen | {"do": "remind"}).status_code == 302
    assert Comment.objects.filter(text="Reminder: Please look.").count() == 2
    refused = steward.post("/reviews/triage/", chosen | {"do": "reviewers"})
    assert refused.status_code == 400 and refused.context["chosen"] == [one.pk, two.pk]
    assert steward.post("/reviews/triage/", {"do": "approve"}).status_code == 400


def test_people_are_assigned_and_assignments_ended(people, signed):
    review = made.review(people)
    steward = signed(people.steward)
    address = f"/reviews/{review.pk}/seats/"
    given = {"user": people.reviewer3.pk, "place": "reviewer", "end": "yes"}
    assert steward.post(address, given).status_code == 400
    assert steward.post(address, given | {"reason": "On leave."}).status_code == 302
    assert "Reviewer3" not in [seat.name for seat in seated_people(review.pk)]
    given = {"users": [people.reviewer3.pk], "place": "reviewer", "reason": "Back."}
    assert steward.post(address, given).status_code == 302
    assert steward.post(address, given).status_code == 400
    assert "ended the assignment of Reviewer3" in words(steward.get(f"/reviews/{review.pk}/"))


def test_the_queue_says_what_each_state_waits_for(people):
    proposal = made.approved(people)
    row = row_of(people.analyst, proposal)
    assert waits(row).startswith("Approved; takes effect on ")
    decisions.recall(by=people.authority, proposal=proposal, reason="Wait.", **made.live(proposal))
    assert waits(row_of(people.analyst, proposal)) == "The decision authority must decide"


def row_of(actor: Actor, proposal: Proposal) -> ReviewRow:
    return review_row(actor, proposal.review_id, made.in_days(0))


def test_a_closed_review_still_shows_its_proposal(people, signed):
    proposal = made.supported(people)
    decisions.reject(by=people.authority, proposal=proposal, reason=made.REASON, **made.live(proposal))
    made.reviews.close_review(by=people.steward, review=proposal.review, reason=made.REASON)
    page = signed(made.person("viewer", Role.VIEWER)).get("/reviews/?view=closed")
    assert Category(proposal.revisions.get().target).label in words(page)
    assert '<span class="quiet">Nothing</span>' not in page.content.decode()


def test_what_was_closed_last_stands_first(people):
    """A list that ends after so many reviews would otherwise never show the newest."""
    for review in [made.review(people, area_code=code) for code in ("SDA", "PNT")]:
        made.reviews.close_review(by=people.steward, review=review, reason=made.REASON)
    assert [row.area for row in queue(people.steward, made.in_days(0), is_open=False)] == ["PNT", "SDA"]


def test_one_vote_against_one_shows_stewards_a_quorum_out_of_reach_everywhere(people, signed):
    proposal = made.draft(people)
    reviews.unseat(
        by=people.steward,
        review=proposal.review,
        user=made.account(people.reviewer3),
        place=SeatKind.REVIEWER,
        reason="Two are enough.",
    )
    made.submit(people, proposal)
    address = f"/proposals/{proposal.pk}/"
    live = made.live(proposal)
    assert signed(people.reviewer).post(f"{address}votes/", {"choice": "support", **live}).status_code == 302
    objection = {"choice": "object", "reason": "It is too early.", **live}
    assert signed(people.reviewer2).post(f"{address}votes/", objection).status_code == 302
    notices.deliver()
    steward = signed(people.steward)
    assert "The remaining votes cannot reach the quorum" in words(steward.get(address))
    assert f"cannot reach the quorum of proposal {proposal.pk} on SATCOM. Assign more reviewers." in words(
        steward.get("/notices/")
    )
    queue = steward.get("/reviews/?view=awaiting")
    assert [line.row.duties for line in queue.context["lines"]] == [("reseat",)]
    assert "Assign more reviewers to reach the quorum" in words(queue)
    assert "Assign more reviewers" in words(steward.get("/"))
    seats = {"users": [made.person("late", Role.REVIEWER, organization=made.USSF).pk], "place": "reviewer"}
    assert steward.post(f"/reviews/{proposal.review_id}/seats/", {**seats, "reason": "More."}).status_code == 302
    assert "cannot reach the quorum" not in words(steward.get(address))
    assert list(steward.get("/reviews/?view=awaiting").context["lines"]) == []
