"""Requests that no page of ours would send: each is answered, changes nothing, and reveals nothing."""

import pytest
from django.test import Client

from missions.actions.people import accounts
from missions.actions.reviews import proposals, reviews
from missions.domain.vocabulary import Role, SeatKind, State, VoteChoice
from missions.models import (
    AuditEntry,
    ChangeRequest,
    Comment,
    Cycle,
    Proposal,
    ReviewRequest,
    RoleGrant,
    Transition,
    User,
    Vote,
)
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

ANSWERED = {302, 400, 403, 404, 409}
# Hostile values for fields: text that cannot be stored, odd numbers, very long text, other scripts.
HOSTILE = {
    "nul": "a\0b",
    "superscript": "²",
    "arabic digit": "٣",
    "huge number": "9" * 5000,
    "long": "x" * 100_000,
    "right to left": "\u202eabc 🛰️",
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}",
    "quote": "' OR 1=1; --",
    "negative": "-1",
}
TYPED = ("reason", "text", "words", "item-1", "reason-1", "item-2", "reason-2", "name", "action", "rationale")
PICKED = ("revision", "content_hash", "choice", "decision", "vote", "proposal", "against", "kind", "target")
CHOSEN = (
    "effective_on",
    "due_on",
    "users",
    "user",
    "place",
    "areas",
    "reviewers",
    "analysts",
    "reviews",
    "do",
    "step",
    "owner",
)
MORE = ("function", "evidence", "end", "verb", "role")
EVERY = (*TYPED, *PICKED, *CHOSEN, *MORE)


def signed(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=actor.username))
    return client


def posts(proposal: Proposal) -> dict[str, str]:
    """Every address of reviews that accepts a POST, by its name."""
    at, review = f"/proposals/{proposal.pk}/", f"/reviews/{proposal.review_id}/"
    found = {name: f"{at}{name}/" for name in ("votes", "answers", "change-requests", "decision", "recall", "rebase")}
    found |= {name: f"{at}{name}/" for name in ("submission", "withdrawal", "draft")}
    of_review = ("seats", "comments", "closing", "due-date", "proposals", "opportunities")
    found |= {name: f"{review}{name}/" for name in of_review}
    found |= {"ask": "/areas/C2/ask/", "open": "/reviews/open/", "triage": "/reviews/triage/"}
    for cycle in Cycle.objects.all():
        found["reminders"] = f"/cycles/{cycle.pk}/reminders/"
    for asked in ReviewRequest.objects.all():
        found["request"] = f"/review-requests/{asked.pk}/"
    return found


def test_no_field_of_any_form_causes_an_error(people, proposal):
    """Each field of each form separately, with all others valid; then all fields at once."""
    draft = made.draft(people, area_code="SDA")
    made.in_cycle(people, "PNT")
    made.asked(people, area_code="MW")
    objection = made.vote(people.reviewer, proposal, VoteChoice.OBJECT)
    everything = signed(made.person("everything", Role.ANALYST, Role.REVIEWER, Role.AUTHORITY, Role.STEWARD))
    usual = made.live(proposal) | {"reason": "Fine.", "text": "Fine.", "vote": objection.pk, "choice": "object"}
    usual |= {"item-1": "This", "reason-1": "Why", "decision": "reject", "due_on": made.in_days(9).isoformat()}
    for client in (everything, signed(people.reviewer2)):
        for name, address in posts(proposal).items():
            for what, text in HOSTILE.items():
                answer = client.post(address, dict.fromkeys(EVERY, text[:25_000]))
                assert answer.status_code in ANSWERED, (name, what)
    for field in EVERY:
        for what in ("superscript", "long"):
            for name, address in posts(draft).items():
                given = usual | {field: HOSTILE[what]}
                if name in {"comments", "triage", "seats", "draft", "opportunities", "answers"}:
                    assert everything.post(address, given).status_code in ANSWERED, (name, field, what)


@pytest.mark.parametrize("what", ["right to left", "markup", "quote"])
def test_text_in_any_script_is_kept_and_shown_unchanged(people, proposal, what):
    text = HOSTILE[what]
    at, live = f"/proposals/{proposal.pk}/", made.live(proposal)
    comment = {"text": text, "proposal": proposal.pk}
    assert signed(people.steward).post(f"/reviews/{proposal.review_id}/comments/", comment).status_code == 302
    vote = live | {"choice": "object", "reason": text}
    assert signed(people.reviewer).post(f"{at}votes/", vote).status_code == 302
    asked = live | {"item-1": text, "reason-1": text}
    assert signed(people.reviewer2).post(f"{at}change-requests/", asked).status_code == 302
    assert [row.text for row in Comment.objects.all()] == [text]
    assert [row.reason for row in Vote.objects.all()] == [text]
    assert [(row.item, row.reason) for row in ChangeRequest.objects.all()] == [(text, text)]
    for address in (at, f"{at}draft/", f"/reviews/{proposal.review_id}/", "/reviews/"):
        page = signed(people.analyst).get(address).content.decode()
        assert "<script>alert" not in page and "14" not in page.split("alert(1)")[-1][:30], address


def test_an_approval_of_another_proposals_revision_is_refused(people, proposal):
    """A number and a hash of another revision, and the key of an objection to another proposal."""
    mine = made.support(people, proposal)
    other = made.submitted(people, area_code="SDA", rationale="Other.")
    objection = made.vote(people.reviewer, other, VoteChoice.OBJECT)
    client = signed(people.authority)
    foreign = made.live(other) | {"decision": "approve", "reason": "Crossed."}
    assert client.post(f"/proposals/{mine.pk}/decision/", foreign).status_code == 409
    crossed = made.live(mine) | {"decision": "approve", "reason": "Crossed.", "proposal": mine.pk}
    assert client.post(f"/proposals/{other.pk}/decision/", crossed).status_code == 409
    answer = made.live(mine) | {"vote": objection.pk, "text": "Not here."}
    assert signed(people.analyst).post(f"/proposals/{mine.pk}/answers/", answer).status_code == 400
    overruled = made.live(other) | {"decision": "approve", "reason": "x", f"overrule-{objection.pk}": "x"}
    assert client.post(f"/proposals/{other.pk}/decision/", overruled).status_code == 400
    comment = {"text": "Crossed.", "proposal": other.pk}
    signed(people.reviewer).post(f"/reviews/{mine.review_id}/comments/", comment)
    assert not Comment.objects.filter(review=mine.review, proposal=other).exists()
    assert {made.state(mine), made.state(other)} == {State.IN_REVIEW}


def test_an_act_sent_again_with_the_back_button_has_no_second_effect(people):
    """The same form sent again, in every state in which it can be sent."""
    proposal = made.draft(people, area_code="SDA", effective_on=made.in_days(made.AHEAD))
    at = f"/proposals/{proposal.pk}/"

    def twice(actor, name, fields, second):
        client = signed(actor)
        assert client.post(f"{at}{name}/", fields).status_code == 302, name
        before = AuditEntry.objects.filter(entry_class="process").count()
        answer = client.post(f"{at}{name}/", fields)
        assert answer.status_code == second, name
        assert AuditEntry.objects.filter(entry_class="process").count() == before, name

    twice(people.analyst, "submission", {"revision": made.again(proposal).draft.saved, "reason": "Ready."}, 409)
    live = made.live(proposal)
    for reviewer in (people.reviewer, people.reviewer2):
        # A repeated vote is recognized without a key.
        twice(reviewer, "votes", live | {"choice": "support", "reason": "Said once."}, 302)
    twice(people.authority, "decision", live | {"decision": "approve", "reason": "Carried."}, 409)
    twice(people.authority2, "recall", live | {"reason": "Wait."}, 409)
    twice(people.reviewer3, "change-requests", live | {"item-1": "This", "reason-1": "Why"}, 409)
    twice(people.analyst, "withdrawal", {"reason": "Not now."}, 409)


def test_a_page_loaded_before_the_role_or_account_was_lost_cannot_act(people, proposal):
    made.support(people, proposal)
    given = made.live(proposal) | {"decision": "approve", "reason": "Carried.", "choice": "support"}
    authority, reviewer, analyst = signed(people.authority), signed(people.reviewer3), signed(people.analyst)
    at = f"/proposals/{proposal.pk}/"
    assert {client.get(at).status_code for client in (authority, reviewer, analyst)} == {200}
    said = {"by": factories.SETUP, "reason": "Left."}
    accounts.end_role(user=made.account(people.authority), role=Role.AUTHORITY, **said)
    accounts.set_active(user=made.account(people.reviewer3), active=False, **said)
    accounts.set_active(user=made.account(people.analyst), active=False, **said)
    assert authority.post(f"{at}decision/", given).status_code == 403
    for client, name in ((reviewer, "votes"), (analyst, "withdrawal")):
        answer = client.post(f"{at}{name}/", given)
        assert answer.status_code == 401 and "<h1>Sign in</h1>" in answer.content.decode()
    assert made.state(proposal) is State.IN_REVIEW and Vote.objects.count() == 2
    assert made.approve(people.authority2, proposal)


def test_a_seat_that_ended_after_the_page_was_loaded_cannot_vote(people, proposal):
    client = signed(people.reviewer)
    client.get(f"/proposals/{proposal.pk}/")
    user = made.account(people.reviewer)
    reviews.unseat(by=people.steward, review=proposal.review, user=user, place=SeatKind.REVIEWER, reason="Away.")
    given = made.live(proposal) | {"choice": "support"}
    assert client.post(f"/proposals/{proposal.pk}/votes/", given).status_code == 403
    assert not Vote.objects.exists()


def test_an_administrator_alone_makes_nobody_an_authority_including_themselves(people, proposal):
    made.support(people, proposal)
    admin = made.person("admin", Role.ADMINISTRATOR)
    client = signed(admin)
    given = made.live(proposal) | {"decision": "approve", "reason": "Mine."}
    made.person("viewer", Role.VIEWER)
    for name in ("admin", "analyst", "viewer"):
        for role in Role.values:
            client.post(f"/people/{name}/grants/", {"role": role, "reason": "Needed."})
    for grant in RoleGrant.objects.all():
        person = User.objects.get(pk=grant.user_id).username
        answer = client.post(f"/people/{person}/grants/{grant.pk}/confirm/", {"reason": "Needed."})
        assert answer.status_code in {403, 404, 409, 302, 400}
    assert User.objects.get(username="admin").role_codes == [Role.ADMINISTRATOR]
    assert Role.AUTHORITY not in User.objects.get(username="viewer").role_codes
    assert client.post(f"/proposals/{proposal.pk}/decision/", given).status_code == 403
    assert (
        signed(made.person("other", Role.VIEWER)).post(f"/proposals/{proposal.pk}/decision/", given).status_code == 403
    )
    assert made.state(proposal) is State.IN_REVIEW


def test_a_form_without_its_token_and_a_link_do_nothing(people, proposal):
    made.support(people, proposal)
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.account(people.authority))
    given = made.live(proposal) | {"decision": "approve", "reason": "Forged."}
    before = Transition.objects.count()
    for address in posts(proposal).values():
        assert client.post(address, given).status_code == 403, address
        for method in ("put", "patch", "delete"):
            assert getattr(signed(people.authority), method)(address).status_code in {403, 405}, address
        assert signed(people.authority).get(address, given).status_code in {302, 403}, address
    assert Transition.objects.count() == before


def test_refusals_show_administrators_no_numbers_of_votes(people):
    """Refusals are kept in a class of entries that administrators read; they may not read reviews."""
    both = made.person("both", Role.ANALYST, Role.AUTHORITY)
    own = made.draft(people, area_code="SDA")
    content = made.content(rationale="Co-written.")
    proposals.save_draft(by=both, proposal=own, against=1, content=content)
    made.submit(people, own)
    made.vote(people.reviewer, own)
    given = made.live(own) | {"decision": "approve", "reason": "Mine."}
    assert signed(both).post(f"/proposals/{own.pk}/decision/", given).status_code == 403
    refused = AuditEntry.objects.filter(action="refused").latest("sequence")
    assert "You are an author of this proposal." in refused.reason
    page = signed(made.person("admin", Role.ADMINISTRATOR)).get("/audit/").content.decode()
    assert "support" not in refused.reason and "1 of 2" not in page
