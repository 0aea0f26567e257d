"""The pages of one review: its decision page, drafts and acts; what each shows and keeps."""

import re

import pytest

from missions.actions.reviews import decisions, proposals, reviews, votes
from missions.domain.vocabulary import Availability, Category, OpportunityStep, Role, SeatKind, State, VoteChoice
from missions.models import Opportunity, Proposal
from missions.views.reviews.proposals.offers import Offer
from missions.web.context import DEPLOYMENT
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


def offered(page) -> dict[str, Offer]:
    """The buttons of a decision page by their labels."""
    return {offer.slug: offer for group in page.context["offers"] for offer in group.offers}


def live(proposal: Proposal) -> dict[str, object]:
    return made.live(proposal)


def test_an_analyst_begins_a_draft_and_saves_it_as_typed(people, signed):
    review = made.review(people)
    made.assessed()
    analyst = signed(people.analyst)
    answer = analyst.post(f"/reviews/{review.pk}/proposals/")
    proposal = Proposal.objects.get()
    assert answer["Location"] == f"/proposals/{proposal.pk}/draft/"
    typed = {"kind": "shift", "target": "hybrid", "rationale": "Because.", "against": 0}
    saved = analyst.post(answer["Location"], typed, headers={"HX-Request": "true"})
    assert saved.status_code == 200
    assert 'name="against" value="1"' in saved.content.decode()
    assert "<html" not in saved.content.decode()
    assert made.again(proposal).draft.rationale == "Because."
    assert analyst.post(f"/reviews/{review.pk}/proposals/").status_code == 409


def test_two_people_who_save_at_once_see_both_versions(people, signed):
    proposal = made.draft(people)
    address = f"/proposals/{proposal.pk}/draft/"
    typed = {"kind": "shift", "target": "hybrid", "rationale": "Mine.", "against": 0}
    analyst = signed(people.analyst)
    fragment = analyst.post(address, typed, headers={"HX-Request": "true"})
    assert fragment.status_code == 409 and "saved the draft" in words(fragment)
    page = analyst.post(address, typed)
    assert page.status_code == 409
    assert "Mine." in words(page) and "What was found speaks for it." in words(page)
    assert page.context["against"] == made.again(proposal).draft.saved
    assert analyst.post(address, typed | {"against": page.context["against"]}).status_code == 302
    assert made.again(proposal).draft.rationale == "Mine."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rationale", "x" * 20_001),
        ("rationale", "nul\0"),
        ("target", "purple"),
        ("effective_on", "tomorrow"),
        ("effective_on", "9999-12-31"),
        ("evidence", "999999"),
        ("evidence", "x"),
        ("against", "many"),
        ("kind", ""),
    ],
)
def test_invalid_input_is_reported_beside_the_field(people, signed, field, value):
    proposal = made.draft(people)
    typed = {"kind": "shift", "target": "hybrid", "rationale": "Kept.", "against": 1, field: value}
    page = signed(people.analyst).post(f"/proposals/{proposal.pk}/draft/", typed)
    assert page.status_code == 400
    assert page.context["form"].errors.keys() == {field}


def test_a_proposal_goes_from_draft_to_approved_through_its_pages(people, signed):
    proposal = made.draft(people)
    at = f"/proposals/{proposal.pk}"
    draft = made.again(proposal).draft
    assert (
        signed(people.analyst).post(f"{at}/submission/", {"revision": draft.saved, "reason": "Ready."}).status_code
        == 302
    )
    given = live(proposal)
    asked = given | {"item-1": "The date", "reason-1": "Too early."}
    assert signed(people.reviewer).post(f"{at}/change-requests/", asked).status_code == 302
    assert made.state(proposal) is State.CHANGES_REQUESTED
    request = proposal.revisions.get().change_requests.get()
    analyst = signed(people.analyst)
    page = analyst.get(f"{at}/draft/")
    typed = {name: page.context["form"][name].value() for name in ("kind", "target", "rationale", "evidence")}
    typed |= {"effective_on": made.in_days(0).isoformat(), "against": draft.saved, f"answer-{request.pk}": "It stays."}
    assert analyst.post(f"{at}/draft/", typed).status_code == 302
    saved = made.again(proposal).draft.saved
    assert analyst.post(f"{at}/submission/", {"revision": saved, "reason": "Answered."}).status_code == 302
    given = live(proposal)
    assert signed(people.reviewer).post(f"{at}/votes/", given | {"choice": "support"}).status_code == 302
    objection = given | {"choice": "object", "reason": "No need."}
    assert signed(people.reviewer3).post(f"{at}/votes/", objection).status_code == 302
    assert signed(people.reviewer2).post(f"{at}/votes/", given | {"choice": "support"}).status_code == 302
    vote = proposal.revisions.latest("number").votes.get(choice=VoteChoice.OBJECT)
    answer = given | {"vote": vote.pk, "text": "There is."}
    assert signed(people.analyst).post(f"{at}/answers/", answer).status_code == 302
    approval = given | {"decision": "approve", "reason": "Carried."}
    assert signed(people.authority).post(f"{at}/decision/", approval).status_code == 302
    assert made.state(proposal) is State.EFFECTIVE
    page = words(signed(people.reviewer).get(f"{at}/"))
    assert "There is." in page and "It stays." in page and "Too early." in page


def test_an_authority_overrules_in_writing(people, signed):
    proposal = made.supported(people, effective_on=made.in_days(made.AHEAD))
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, "No need.")
    vote = proposal.revisions.get().votes.get(choice=VoteChoice.OBJECT)
    at = f"/proposals/{proposal.pk}/decision/"
    given = live(proposal) | {"decision": "approve", "reason": "Carried."}
    authority = signed(people.authority)
    refused = authority.post(at, given)
    assert refused.status_code == 400 and "Carried." in refused.content.decode()
    assert authority.post(at, given | {f"overrule-{vote.pk}": "There is a need."}).status_code == 302
    assert made.state(proposal) is State.APPROVED
    recall = live(proposal) | {"reason": "Wait."}
    assert authority.post(f"/proposals/{proposal.pk}/recall/", recall).status_code == 302
    assert authority.post(at, live(proposal) | {"decision": "reject", "reason": "No."}).status_code == 302
    assert made.state(proposal) is State.REJECTED


def test_a_vote_on_a_replaced_revision_is_answered_409_with_the_input(people, signed):
    proposal = made.submitted(people)
    old = live(proposal)
    votes.request_changes(by=people.reviewer3, proposal=proposal, items=[("The text", "Thin.")], **old)
    request = proposal.revisions.get().change_requests.get()
    content = made.content(rationale="A longer text.", answers={request.pk: "Longer now."})
    saved = made.again(proposal).draft.saved
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=content)
    made.submit(people, proposal)
    given = old | {"choice": "object", "reason": "Words that must stay."}
    page = signed(people.reviewer).post(f"/proposals/{proposal.pk}/votes/", given)
    assert page.status_code == 409
    said = words(page)
    assert "Words that must stay." in said and "sent revision 2" in said and "A longer text." in said
    assert [one.label for one in page.context["problem"]["differences"]] == [
        "Rationale",
        "Evidence",
        "Answers to changes asked for",
    ]
    form = page.context["form"]
    again = {name: form[name].value() for name in ("revision", "content_hash", "choice", "reason")}
    assert page.client.post(f"/proposals/{proposal.pk}/votes/", again).status_code == 302


def test_a_late_act_is_answered_409_with_the_current_state(people, signed):
    proposal = made.supported(people)
    given = live(proposal) | {"decision": "approve", "reason": "Carried."}
    made.approve(people.authority2, proposal)
    page = signed(people.authority).post(f"/proposals/{proposal.pk}/decision/", given)
    assert page.status_code == 409
    assert "The proposal is effective." in words(page) and "Carried." in words(page)


def test_disabled_buttons_say_which_guard_failed_and_who_can_resolve_it(people, signed):
    proposal = made.submitted(people)
    page = signed(people.authority).get(f"/proposals/{proposal.pk}/")
    assert offered(page)["approve"].blocks
    assert "0 of 2 supports" in words(page)
    assert "The assigned reviewers who have not voted can vote." in words(page)


def test_each_disabled_act_says_what_enables_it(people, signed):
    writer = made.person("writer", Role.ANALYST, Role.AUTHORITY)
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    everybody = [*vars(people).values(), writer, both]
    proposal = made.draft(people)
    against = made.again(proposal).draft.saved
    proposals.save_draft(by=writer, proposal=proposal, against=against, content=made.content(rationale="Ours."))
    disabled = 0

    def look() -> None:
        nonlocal disabled
        for person in everybody:
            page = signed(person).get(f"/proposals/{proposal.pk}/")
            groups = page.context["offers"] if page.status_code == 200 else []
            blocks = [block for group in groups for block in group.blocks]
            assert [block.why for block in blocks if not block.remedy] == [], person
            assert all(str(block) in words(page) for block in blocks)
            disabled += len(blocks)

    look()
    made.reviews.seat(
        by=people.steward,
        review=proposal.review,
        users=[made.account(both)],
        place=SeatKind.REVIEWER,
        reason=made.REASON,
    )
    made.submit(people, proposal)
    look()
    made.vote(people.reviewer, proposal)
    look()
    made.another_revision(people, proposal)
    made.vote(both, proposal)
    look()
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    look()
    assert disabled > 20


def test_only_a_support_needs_no_reason(people, signed):
    proposal = made.submitted(people)
    offers = offered(signed(people.reviewer).get(f"/proposals/{proposal.pk}/"))
    needed = {choice.value: offers[choice.value].form.fields["reason"].required for choice in VoteChoice}
    assert needed == {"support": False, "object": True, "recuse": True}


def test_an_open_page_announces_a_newer_version(people, signed):
    proposal = made.submitted(people)
    authority = signed(people.authority)
    seen = authority.get(f"/proposals/{proposal.pk}/").context["shown"].sight.version
    address = f"/proposals/{proposal.pk}/version/?seen={seen}"
    quiet = authority.get(address, headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.content.strip()) == (200, b"")
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[("x", "y")], **live(proposal))
    told = authority.get(address, headers={"HX-Request": "true"})
    assert told.status_code == 286 and "A newer version arrived" in words(told)


def test_opportunities_are_noted_completed_and_shown_on_the_area(people, signed):
    review = made.review(people)
    given = {"action": "Lease capacity", "owner": people.analyst.pk, "due_on": made.in_days(9).isoformat()}
    assert signed(people.reviewer).post(f"/reviews/{review.pk}/opportunities/", given).status_code == 302
    found = Opportunity.objects.get()
    assert "Lease capacity" in words(signed(people.analyst).get("/areas/SATCOM/"))
    address = f"/opportunities/{found.pk}/progress/"
    assert signed(people.reviewer).post(address, {"step": "done", "reason": "Mine?"}).status_code == 403
    assert signed(people.analyst).post(address, {"step": "done", "reason": ""}).status_code == 400
    assert signed(people.analyst).post(address, {"step": "done", "reason": "Signed."}).status_code == 302
    assert found.progress.get().step == OpportunityStep.DONE
    assert "Signed." in words(signed(people.analyst).get("/reviews/?view=opportunities"))


def test_comments_are_kept_in_the_thread(people, signed):
    proposal = made.submitted(people)
    address = f"/reviews/{proposal.review_id}/comments/"
    reviewer = signed(people.reviewer)
    assert reviewer.post(address, {"text": "About it.", "proposal": proposal.pk}).status_code == 302
    assert reviewer.post(address, {"text": ""}).status_code == 400
    assert reviewer.post(address, {"text": "x" * 10_001}).status_code == 400
    assert reviewer.post(address, {"text": "nul\0"}).status_code == 400
    assert "About it." in words(reviewer.get(f"/proposals/{proposal.pk}/"))


def test_a_review_closes_with_a_reason_but_not_over_an_open_proposal(people, signed):
    proposal = made.submitted(people)
    address = f"/reviews/{proposal.review_id}/closing/"
    assert signed(people.steward).post(address, {"reason": "Enough."}).status_code == 409
    made.proposals.withdraw(by=people.analyst, proposal=proposal, reason="Not now.")
    assert signed(people.steward).post(address, {"reason": "Enough."}).status_code == 302
    assert "Closed by the steward" in words(signed(people.steward).get("/reviews/?view=closed"))


def test_a_proposal_is_rebased_and_withdrawn_through_its_pages(people, signed):
    proposal = made.submitted(people, target=Category.COMMERCIAL_PRIMARY)
    factories.assessment(proposal.review.area.functions.get(), performer="government_only")
    at = f"/proposals/{proposal.pk}"
    analyst = signed(people.analyst)
    assert "The assessments changed since this was written." in words(analyst.get(f"{at}/"))
    assert analyst.post(f"{at}/rebase/", live(proposal) | {"reason": "It moved."}).status_code == 302
    assert made.state(proposal) is State.DRAFT
    assert analyst.post(f"{at}/withdrawal/", {"reason": ""}).status_code == 400
    assert analyst.post(f"{at}/withdrawal/", {"reason": "Not now."}).status_code == 302
    assert made.state(proposal) is State.WITHDRAWN


def test_the_area_page_shows_who_decided_and_on_what_at_any_date(people, signed):
    decision = made.effective(people)
    proposal = decision.revision.proposal_id
    viewer = signed(made.person("viewer", Role.VIEWER))
    page = viewer.get("/areas/SATCOM/")
    assert f"/proposals/{proposal}/" in page.content.decode()
    assert "2 supports from 2 organizations" in words(page)
    before = viewer.get(f"/areas/SATCOM/?as_of={made.in_days(-1).isoformat()}")
    assert f"/proposals/{proposal}/" not in before.content.decode()
    assert viewer.get(f"/proposals/{proposal}/").status_code == 200


def test_a_decided_proposal_shows_the_state_at_its_decision(people, signed):
    decision = made.effective(people)
    factories.assessment(decision.area.functions.get(), performer="government_only")
    page = signed(people.analyst).get(f"/proposals/{decision.revision.proposal_id}/")
    assert page.context["shown"].area.category is Category.HYBRID
    assert "The assessments changed" not in words(page)
    assert "It was approved and took effect." in words(page) and "what was proposed" in words(page)
    assert [point.label for point in page.context["shown"].gauge.points][-1] == "As proposed"


def test_the_authority_sees_objections_and_answers_first(people, signed):
    proposal = made.supported(people)
    made.vote(people.reviewer3, proposal, VoteChoice.OBJECT, "No need.")
    vote = proposal.revisions.get().votes.get(choice=VoteChoice.OBJECT)
    given = live(proposal) | {"vote": vote.pk, "text": "There is a need."}
    assert signed(people.analyst).post(f"/proposals/{proposal.pk}/answers/", given).status_code == 302
    deciding = words(signed(people.authority).get(f"/proposals/{proposal.pk}/"))
    assert deciding.index("No need.") < deciding.index("There is a need.") < deciding.index("Against the thresholds")
    reading = words(signed(people.analyst).get(f"/proposals/{proposal.pk}/"))
    assert reading.index("Against the thresholds") < reading.index("No need.")


def test_evidence_and_changed_words_are_beside_each_function(people, signed):
    function = made.assessed("T-1")
    proposal = made.draft(people)
    found = factories.assessment(function, availability=Availability.NONE, rationale="Nothing new is sold.")
    factories.evidence("Market survey", behind=[found])
    page = signed(people.analyst).get(f"/proposals/{proposal.pk}/")
    [row] = page.context["differing"]
    assert [one.title for one in row["evidence"]] == ["Market survey"]
    assert row["function"].rationale.differs
    assert "<ins>" in page.content.decode() and "Market survey" in words(page)


def test_a_reversal_names_the_decision_it_reverses(people, signed):
    decision = made.effective(people)
    review = made.review(people)
    analyst = signed(people.analyst)
    assert "Propose to reverse it" in analyst.get("/areas/SATCOM/").content.decode()
    address = f"/reviews/{review.pk}/proposals/"
    for wrong in ("x", "0", "9" * 30, "\0"):
        assert analyst.post(address, {"reverses": wrong}).status_code == 404
    assert analyst.post(address, {"reverses": decision.entry_id}).status_code == 302
    proposal = Proposal.objects.get(review=review)
    assert proposal.reverses == decision
    assert "reverses the decision from" in words(analyst.get(f"/proposals/{proposal.pk}/"))


def test_decision_pages_are_in_no_shared_cache(people, signed):
    proposal = made.submitted(people)
    for address in (f"/proposals/{proposal.pk}/", f"/reviews/{proposal.review_id}/", "/reviews/"):
        assert signed(people.analyst).get(address)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("shown", [True, False])
def test_pages_of_reviews_in_a_demonstration_are_marked_illustrative(people, client, monkeypatch, shown):
    monkeypatch.setitem(DEPLOYMENT, "demonstration", shown)
    proposal = made.submitted(people)
    client.force_login(made.account(people.analyst))
    draft = made.draft(people, area_code="SDA")
    for address in (
        "/reviews/",
        f"/reviews/{proposal.review_id}/",
        f"/proposals/{proposal.pk}/",
        f"/proposals/{draft.pk}/draft/",
    ):
        page = client.get(address).content.decode()
        [title] = re.findall(r"<h1>.*?</h1>", page, re.DOTALL)
        assert ("Illustrative" in title) is shown, address


def test_the_case_compares_now_with_the_time_when_the_category_began(people, signed):
    function = made.assessed("T-1")
    made.assessed("T-2")
    factories.assessment(function, on=made.in_days(-1), availability=Availability.NONE)
    proposal = made.draft(people)
    page = signed(people.analyst).get(f"/proposals/{proposal.pk}/")
    assert [one["function"].code for one in page.context["differing"]] == ["T-1"]
    assert "As first assessed, after the category began on 2 Apr 2024" in words(page)
    assert "No review of this area ended before." in words(page)


def test_a_rejected_proposal_and_a_closed_review_are_listed_as_earlier_outcomes(people, signed):
    first = made.submitted(people)
    decisions.reject(by=people.authority, proposal=first, reason=made.REASON, **made.live(first))
    reviews.close_review(by=people.steward, review=first.review, reason=made.REASON)
    second = made.draft(people)
    page = words(signed(people.analyst).get(f"/proposals/{second.pk}/"))
    assert f"proposal {first.pk} rejected" in page and "closed by the steward" in page and page.count(made.REASON) >= 2
    assert "No review of this area ended before." not in page
