"""Before the decision, no page shows votes to people who could still vote; drafts and reviews have their readers."""

import re

import pytest
from django.test import Client

from missions.access import Actor
from missions.actions.errors import Unfit
from missions.actions.people import accounts, notices
from missions.actions.reviews import decisions, proposals, reviews, votes
from missions.domain.vocabulary import ReplyKind, Role, SeatKind, VoteChoice
from missions.models import Cycle, Proposal, ReviewRequest
from missions.queries.reviews.brief.contents import sight_of
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

REASON, ANSWER, REPLY = "zanzibar-objects", "quagga-answers", "okapi-replies"
SAID = ("objects, for", "supports it, for", "1 of 2 support", "answers the objection")
LEAKS = (REASON, ANSWER, REPLY, "replied to an answer", "kumquat-supports", *SAID)


@pytest.fixture
def voted(request, people) -> Proposal:
    """A proposal that one reviewer supports and another objects to, answered and replied to; the third has not voted.

    Its effective day is today, or as many days ahead as a test asks.
    """
    proposal = in_cycle(people, effective_on=made.in_days(getattr(request, "param", 0)))
    made.vote(people.reviewer, proposal, reason="kumquat-supports")
    objection = made.vote(people.reviewer2, proposal, VoteChoice.OBJECT, REASON)
    answer = votes.answer_objection(by=people.analyst, vote=objection, text=ANSWER, **made.live(proposal))
    said = {"answer": answer.pk, "kind": ReplyKind.STAND_FIRM, "reason": REPLY}
    votes.reply(by=people.reviewer2, proposal=proposal, **said, **made.live(proposal))
    made.asked(people)
    return proposal


def in_cycle(people, **said) -> Proposal:
    """A proposal in review, in a review that belongs to a cycle."""
    made.assessed("T-SATCOM")
    proposal = proposals.create_draft(by=people.analyst, review=made.in_cycle(people, "SATCOM").reviews.get())
    proposals.save_draft(by=people.analyst, proposal=proposal, against=0, content=made.content(**said))
    made.submit(people, proposal)
    return made.again(proposal)


def pages(proposal: Proposal) -> list[str]:
    """Every address that could show something of the proposal."""
    review, revisions = proposal.review_id, list(proposal.revisions.order_by("number"))
    views = ("awaiting", "others", "mine", "unassigned", "all", "closed", "cycles", "opportunities")
    return [
        "/",
        "/overview/",
        "/areas/",
        "/areas/SATCOM/",
        "/areas/SATCOM/history/",
        f"/areas/SATCOM/?as_of={made.in_days(0).isoformat()}",
        f"/areas/SATCOM/history/?as_of={made.in_days(0).isoformat()}",
        "/areas/SATCOM/functions/T-SATCOM/",
        "/compare/areas/?area=SATCOM&area=SDA",
        f"/compare/dates/?from={made.in_days(-1).isoformat()}&to={made.in_days(0).isoformat()}",
        f"/compare/dates/?from={made.in_days(-1).isoformat()}&wording=yes",
        *(f"/search/?q={word}" for word in ("zanzibar", "quagga", "kumquat")),
        *(f"/evidence/?q={word}" for word in ("", "zanzibar", "quagga", "kumquat")),
        "/saved-filters/",
        "/saved-filters/add/?address=%2Freviews%2F%3Fview%3Dall",
        "/imports/template.csv?area=SATCOM",
        "/exports/",
        "/exports/areas.json",
        "/exports/audit.csv",
        "/exports/reviews.csv",
        "/notices/",
        "/amendments/",
        "/audit/",
        "/policy/",
        "/help/",
        "/reviews/open/",
        "/areas/C2/",
        "/areas/C2/ask/",
        *(f"/review-requests/{asked.pk}/" for asked in ReviewRequest.objects.all()),
        *(f"/cycles/{cycle.pk}/" for cycle in Cycle.objects.all()),
        f"/reviews/{review}/",
        f"/proposals/{proposal.pk}/",
        f"/proposals/{proposal.pk}/version/?seen=old",
        *(f"/proposals/{proposal.pk}/revisions/{one.number}/" for one in revisions),
        *(f"/proposals/{proposal.pk}/revisions/{one.number}..{revisions[-1].number}/" for one in revisions),
        f"/proposals/{proposal.pk}/changes/",
        *(f"/reviews/?view={view}" for view in views),
    ]


def leaks(client: Client, proposal: Proposal) -> list[tuple[str, str]]:
    notices.deliver(mail=False)
    found = []
    for address in pages(proposal):
        answer = client.get(address)
        assert answer.status_code in {200, 302, 403, 404}, address
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", b"".join(answer).decode()))
        found += [(address, word) for word in LEAKS if word in said]
    return found


def test_no_page_tells_a_reviewer_before_voting_which_way_or_why(people, signed, voted):
    client = signed(people.reviewer3)
    assert leaks(client, voted) == []
    page = client.get(f"/proposals/{voted.pk}/")
    assert "<strong>2</strong> voted" in page.content.decode()
    assert page.context["tally"] is None
    assert page.context["votes"] == []


def test_cached_pages_with_votes_are_shown_to_nobody_else(people, signed, voted):
    """The analyst's pages, requested by the reviewer who has not voted; and again after voting."""
    address = "/areas/SATCOM/"
    for path in (address, "/reviews/", f"/proposals/{voted.pk}/"):
        signed(people.analyst).get(path)
        answer = signed(people.reviewer3).get(path)
        assert answer.status_code == 200, path
    assert leaks(signed(people.reviewer3), voted) == []


def test_a_cycle_says_who_acts_next_only_to_people_whom_that_tells_no_vote(people, signed):
    proposal = in_cycle(people)
    address = f"/cycles/{proposal.review.cycle_id}/"
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    assert signed(people.reviewer3).get(address).context["awaited"] == []
    assert signed(made.person("viewer", Role.VIEWER)).get(address).context["awaited"] == []
    decides = [("Authority", ["SATCOM"]), ("Authority2", ["SATCOM"]), ("Reviewer3", ["SATCOM"])]
    assert signed(people.steward).get(address).context["awaited"] == decides
    made.vote(people.reviewer3, proposal)
    assert signed(people.reviewer3).get(address).context["awaited"] == decides[:2]


def seat(people: made.Cast, proposal: Proposal, actor: Actor) -> None:
    reviews.seat(
        by=people.steward, review=proposal.review, users=[made.account(actor)], place=SeatKind.REVIEWER, reason="Joins."
    )


def test_authors_authorities_and_voters_see_the_votes_like_a_reviewer_after_voting(people, signed, voted):
    for actor in (people.authority, people.analyst, people.reviewer):
        assert (f"/proposals/{voted.pk}/", REASON) in leaks(signed(actor), voted)
    made.vote(people.reviewer3, voted)
    assert (f"/proposals/{voted.pk}/", REASON) in leaks(signed(people.reviewer3), voted)


def test_nobody_reads_votes_before_being_assigned(people, signed, voted):
    """People who could be assigned, or have a role in addition to reviewer, read no vote before and may then vote."""
    for role in (Role.REVIEWER, Role.ANALYST, Role.STEWARD, Role.AUDITOR, Role.VIEWER):
        reader = made.person(f"late-{role}", *{role, Role.REVIEWER})
        assert leaks(signed(reader), voted) == [], role
        seat(people, voted, reader)
        assert leaks(signed(reader), voted) == [], role
        made.vote(reader, voted)
        assert (f"/proposals/{voted.pk}/", REASON) in leaks(signed(reader), voted)


def test_an_ended_seat_shows_no_votes_before_it_is_given_again(people, signed, voted):
    said = {"review": voted.review, "place": SeatKind.REVIEWER, "reason": "Away."}
    reviews.unseat(by=people.steward, user=made.account(people.reviewer3), **said)
    assert leaks(signed(people.reviewer3), voted) == []
    seat(people, voted, people.reviewer3)
    assert leaks(signed(people.reviewer3), voted) == []
    made.vote(people.reviewer3, voted)


@pytest.mark.parametrize("voted", [made.AHEAD], indirect=True)
def test_the_quorum_and_an_approval_show_no_votes_to_people_who_could_still_vote(people, signed, voted):
    made.vote(people.reviewer3, voted)
    late = made.person("late", Role.REVIEWER, organization=made.USSF)
    seat(people, voted, late)
    made.vote(late, voted)
    outside = made.person("outside", Role.REVIEWER)
    assert leaks(signed(outside), voted) == []
    made.approve(people.authority, voted)
    assert leaks(signed(outside), voted) == []
    decisions.recall(by=people.authority, proposal=voted, reason="Wait.", **made.live(voted))
    assert leaks(signed(outside), voted) == []


def test_a_former_authority_is_not_assigned_after_reading_votes(people, voted):
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    with pytest.raises(Unfit, match="may have read the votes"):
        seat(people, voted, both)
    accounts.end_role(by=factories.SETUP, user=made.account(both), role=Role.AUTHORITY, reason="Moved on.")
    with pytest.raises(Unfit, match="may have read the votes"):
        seat(people, voted, both)
    made.another_revision(people, voted)
    seat(people, voted, both)


def test_a_new_revision_hides_the_votes_again(people, signed, voted):
    votes.request_changes(by=people.reviewer, proposal=voted, items=[("x", "y")], **made.live(voted))
    request = voted.revisions.get().change_requests.get()
    content = made.content(answers={request.pk: "Done."}, rationale="Another text.")
    saved = made.again(voted).draft.saved
    made.proposals.save_draft(by=people.analyst, proposal=voted, against=saved, content=content)
    made.submit(people, voted)
    made.vote(people.reviewer, voted, reason="kumquat-supports")
    assert leaks(signed(people.reviewer3), voted) == []
    page = signed(people.reviewer2).get(f"/proposals/{voted.pk}/")
    assert [one["vote"].name for one in page.context["objections"]] == ["Reviewer2"]
    assert page.context["votes"] == []


def test_an_assigned_authority_neither_sees_nor_decides_before_voting(people, signed):
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    voted = made.submitted(people)
    seat(people, voted, both)
    made.vote(people.reviewer, voted, reason="kumquat-supports")
    objection = made.vote(people.reviewer2, voted, VoteChoice.OBJECT, REASON)
    votes.answer_objection(by=people.analyst, vote=objection, text=ANSWER, **made.live(voted))
    client = signed(both)
    assert leaks(client, voted) == []
    given = made.live(voted) | {"decision": "approve", "reason": "Now."}
    answer = client.post(f"/proposals/{voted.pk}/decision/", given)
    assert answer.status_code == 403
    said = re.sub(r"<[^>]+>", "", answer.content.decode())
    assert "hidden from you" in said
    assert not any(word in said for word in LEAKS)


def test_the_audit_chain_hides_them_until_the_decision(people, signed, voted):
    words = ("vote: object", "vote: support", REASON, ANSWER, "kumquat-supports")
    readers = (people.steward, made.person("auditor", Role.AUDITOR), made.person("both", Role.STEWARD, Role.REVIEWER))
    addresses = ("/audit/", "/exports/audit.csv")
    for reader in readers:
        for address in addresses:
            page = b"".join(signed(reader).get(address)).decode()
            assert [word for word in words if word in page.lower()] == [], (reader.username, address)
        assert "so numbers can be missing until it is decided" in signed(reader).get("/audit/").content.decode()
    decisions.reject(by=people.authority, proposal=voted, reason="Too early.", **made.live(voted))
    for reader in readers:
        assert all(word in signed(reader).get("/audit/").content.decode() for word in (REASON, ANSWER))


def test_authors_stewards_and_auditors_read_drafts(people, signed):
    proposal = made.draft(people)
    expected = {
        people.analyst: 200,
        people.coauthor: 403,
        people.reviewer: 403,
        people.authority: 403,
        people.steward: 200,
        made.person("auditor", Role.AUDITOR): 200,
        made.person("viewer", Role.VIEWER): 403,
    }
    for actor, status in expected.items():
        assert signed(actor).get(f"/proposals/{proposal.pk}/").status_code == status, actor.username
        words = "What was found speaks for it."
        assert (words in signed(actor).get(f"/reviews/{proposal.review_id}/").content.decode()) is False


def test_input_after_a_revision_is_shown_to_the_authors_only(people, signed):
    proposal = made.submitted(people)
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[("x", "y")], **made.live(proposal))
    saved = made.again(proposal).draft.saved
    typed = made.content(rationale="Half a secret sentence")
    made.proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=typed)
    for actor in (people.reviewer, people.authority, people.coauthor):
        page = signed(actor).get(f"/proposals/{proposal.pk}/").content.decode()
        assert "Half a secret" not in page and "What was found speaks for it." in page
    assert "Half a secret" in signed(people.analyst).get(f"/proposals/{proposal.pk}/").content.decode()


def test_a_viewer_sees_only_the_target_and_due_date_of_an_open_review(people, signed, voted):
    viewer = signed(made.person("viewer", Role.VIEWER))
    page = viewer.get(f"/reviews/{voted.review_id}/")
    said = page.content.decode()
    assert "Government Primary" in said and page.context["row"].due_on
    assert page.context["review"] is None and page.context["events"] == [] and page.context["seats"] == []
    for name in ("Reviewer", "Analyst", made.REASON, REASON):
        assert name not in re.sub(r"<[^>]+>", "", said.split("<main")[1].split("</main")[0])
    row = viewer.get("/reviews/").context["lines"][0].row
    assert (row.state, row.cast, row.supports, row.reviewers, row.proposal) == (None, None, None, "", None)
    assert viewer.get(f"/proposals/{voted.pk}/").status_code == 403


def test_a_viewer_sees_no_target_of_a_draft(people, signed):
    made.draft(people)
    assert signed(made.person("viewer", Role.VIEWER)).get("/reviews/").context["lines"][0].row.target is None


def test_decided_reviews_are_open_to_every_reader_with_votes_and_reasons(people, signed):
    proposal = made.supported(people)
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, REASON)
    decisions.reject(by=people.authority, proposal=proposal, reason="Too early.", **made.live(proposal))
    page = signed(made.person("viewer", Role.VIEWER)).get(f"/proposals/{proposal.pk}/")
    assert page.status_code == 200
    assert REASON in page.content.decode() and "Too early." in page.content.decode()


def test_an_administrator_reads_no_review(people, signed, voted):
    admin = signed(made.person("admin", Role.ADMINISTRATOR))
    for address in (f"/reviews/{voted.review_id}/", f"/proposals/{voted.pk}/", "/reviews/"):
        assert admin.get(address).status_code == 403


def test_access_to_nothing_shows_nothing(people):
    assert sight_of(people.analyst, 999_999, factories.DAY) is None


def test_titles_of_evidence_hidden_from_a_viewer_are_not_in_a_withdrawn_proposal(people, signed):
    private = made.evidence("Quince report")
    proposal = made.submitted(people, evidence=[private.pk])
    proposals.withdraw(by=people.analyst, proposal=proposal, reason="Not now.")
    reviews.close_review(by=people.steward, review=proposal.review, reason="Nothing to decide.")
    viewer = signed(made.person("viewer", Role.VIEWER))
    assert viewer.get(f"/evidence/{private.pk}/").status_code == 404
    for address in (f"/proposals/{proposal.pk}/", f"/reviews/{proposal.review_id}/"):
        page = viewer.get(address)
        assert page.status_code == 200 and "Quince report" not in page.content.decode()
    assert "Quince report" in signed(people.authority).get(f"/proposals/{proposal.pk}/").content.decode()
