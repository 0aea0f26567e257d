"""Comments on a function or a change request: shown beside it, and resolved or reopened."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from missions.access import Refused
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.record import facts
from missions.actions.reviews import comments, votes
from missions.domain.vocabulary import EntryClass, Role
from missions.models import Comment, CommentStep, CommentTie, Proposal
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.integration.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(people: made.Cast) -> Proposal:
    return made.submitted(people)


def say(client, proposal: Proposal, about: str = "", words: str = "Seen at sea."):
    said = {"proposal": proposal.pk, "about": about, "text": words}
    return client.post(f"/reviews/{proposal.review_id}/comments/", said)


def retire(function) -> None:
    facts.revise_function(
        by=factories.SETUP,
        function=function,
        name="Uplink",
        description="",
        effective_on=factories.DAY + timedelta(days=1),
        reason="Over.",
        retired=True,
    )


def resolve(client, comment: Comment, resolved: str = "yes"):
    return client.post(f"/comments/{comment.pk}/resolution/", {"resolved": resolved})


def test_a_comment_on_a_function_is_beside_it_and_in_the_thread(people, proposal, signed):
    analyst, function = signed(people.analyst), proposal.review.area.functions.get()
    assert f'value="function:{function.code}"' in analyst.get(f"/proposals/{proposal.pk}/").content.decode()
    assert say(analyst, proposal, f"function:{function.code}").status_code == 302
    page = analyst.get(f"/proposals/{proposal.pk}/")
    rows = [*page.context["differing"], *page.context["same"]]
    [row] = [row for row in rows if row["function"].code == function.code]
    assert [one.text for one in row["comments"]] == ["Seen at sea."]
    [event] = [event for event in page.context["events"] if event.kind == "comment"]
    assert (event.said.function, event.said.retired) == (function.code, False)
    assert words(page).count("Seen at sea.") == 2
    assert [finding.what for finding in verify()] == []


def test_a_comment_on_a_change_request_is_beside_it(people, proposal, signed):
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[("The day", "Early.")], **made.live(proposal))
    request = made.again(proposal).state.revision.change_requests.get()
    client = signed(people.reviewer2)
    assert say(client, proposal, f"request:{request.pk}", "Agreed.").status_code == 302
    [row] = client.get(f"/proposals/{proposal.pk}/").context["requests"]
    assert [one.text for one in row["comments"]] == ["Agreed."]
    assert "On the change “The day”" in words(client.get(f"/reviews/{proposal.review_id}/"))


def test_a_comment_on_a_function_retired_since_says_so(people, proposal, signed):
    function = proposal.review.area.functions.get()
    client = signed(people.reviewer)
    say(client, proposal, f"function:{function.code}")
    retire(function)
    for address in (f"/proposals/{proposal.pk}/", f"/reviews/{proposal.review_id}/"):
        page = words(client.get(address))
        assert "Seen at sea." in page and f"{function.code}, retired since" in page


def test_a_retired_or_foreign_function_is_refused_beside_the_field_and_input_kept(people, proposal, signed):
    retired, foreign = proposal.review.area.functions.get(), made.assessed("T-9", area_code="SDA")
    retire(retired)
    for about in (f"function:{retired.code}", f"function:{foreign.code}", "function:none", "request:1", "x"):
        page = say(signed(people.reviewer), proposal, about, "Words that must stay.")
        assert page.status_code == 400, about
        form = page.context["comment_form"]
        assert form.errors["about"] and form["text"].value() == "Words that must stay."
    assert not Comment.objects.exists()


def test_the_action_refuses_what_changed_after_the_form(people, proposal):
    """The function is retired or foreign, or the request answered, between the form and the lock."""
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[("The day", "Early.")], **made.live(proposal))
    request = made.again(proposal).state.revision.change_requests.get()
    function, said = proposal.review.area.functions.get(), {"by": people.analyst, "text": "Well?"}
    other = made.draft(people, area_code="SDA")
    ties = [
        {"review": other.review, "proposal": other, "function": function},
        {"review": other.review, "proposal": other, "request": request},
        {"review": proposal.review, "request": request},
    ]
    for tie in ties:
        with pytest.raises(Unfit) as caught:
            comments.comment(**said, **tie)
        assert caught.value.field == "about"
    answered = made.content(answers={request.pk: "Done."})
    made.proposals.save_draft(
        by=people.analyst, proposal=proposal, against=made.again(proposal).draft.saved, content=answered
    )
    made.submit(people, proposal)
    with pytest.raises(Unfit, match="answered meanwhile"):
        comments.comment(**said, review=proposal.review, proposal=proposal, request=request)
    assert not Comment.objects.exists()


def test_a_comment_is_resolved_and_reopened_by_writer_author_or_steward(people, proposal, signed):
    said = {"review": proposal.review, "proposal": proposal, "text": "Seen at sea."}
    comment = comments.comment(by=people.reviewer, **said)
    for other in (people.reviewer2, people.coauthor, people.authority):
        assert resolve(signed(other), comment).status_code == 403
        page = signed(other).get(f"/proposals/{proposal.pk}/").content.decode()
        assert f"/comments/{comment.pk}/resolution/" not in page
    for number, who in enumerate((people.reviewer, people.analyst, people.steward)):
        address = f"/proposals/{proposal.pk}/"
        assert f"/comments/{comment.pk}/resolution/" in signed(who).get(address).content.decode()
        assert resolve(signed(who), comment).status_code == 302
        page = words(signed(who).get(address))
        assert "Resolved" in page and "resolved the comment of Reviewer" in page
        again = resolve(signed(who), comment)
        assert again.status_code == 409 and "The comment is resolved already." in words(again)
        assert resolve(signed(who), comment, "no").status_code == 302
        assert CommentStep.objects.count() == 2 * (number + 1)
    assert [finding.what for finding in verify()] == []


def test_comments_of_a_closed_review_cannot_be_resolved(people, proposal, signed):
    comment = comments.comment(by=people.reviewer, review=proposal.review, text="Well?")
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    made.approve(people.authority, proposal)
    assert resolve(signed(people.steward), comment).status_code == 409
    page = signed(people.steward).get(f"/reviews/{proposal.review_id}/").content.decode()
    assert f"/comments/{comment.pk}/resolution/" not in page


def test_people_who_lost_their_roles_resolve_nothing_of_their_own(people, proposal):
    comment = comments.comment(by=people.reviewer, review=proposal.review, text="Well?")
    accounts.end_role(by=factories.SETUP, user=made.account(people.reviewer), role=Role.REVIEWER, reason="Left.")
    with pytest.raises(Refused):
        comments.resolve(by=people.reviewer, comment=comment, resolved=True)


def forge(by, *rows) -> None:
    said = {"action": "forge", "target": "x", "reason": "Forged.", "entry_class": EntryClass.PROCESS}
    with transaction.atomic(), recording(by=by, **said) as entry:
        for row in rows:
            row.by_id = by.pk
            entry.add(row)


def test_the_database_refuses_a_forged_subject_or_step(people, proposal):
    comment = comments.comment(by=people.reviewer, review=proposal.review, proposal=proposal, text="Well?")
    function = proposal.review.area.functions.get()
    foreign = made.assessed("T-9", area_code="SDA")
    with pytest.raises(DatabaseError, match="as it is written"):
        forge(people.reviewer, CommentTie(comment=comment, function=function))
    mine = Comment(review=proposal.review, proposal=proposal, text="Mine.")
    with pytest.raises(DatabaseError, match="function of the area"):
        forge(people.reviewer, mine, CommentTie(comment=mine, function=foreign))
    with pytest.raises(DatabaseError, match="resolves it"):
        forge(people.reviewer2, CommentStep(comment=comment, resolved=True))
    with pytest.raises(DatabaseError, match="resolved once"):
        forge(people.reviewer, CommentStep(comment=comment, resolved=False))
