"""What each role may see and do in reviews: every address and role; and nobody judges their own work."""

import pytest
from django.db import transaction
from django.test import Client

from missions.actions.reviews import comments, proposals, reviews, votes
from missions.domain.vocabulary import Role, SeatKind, State, VoteChoice
from missions.models import AuditEntry, CategoryDecision, Vote
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db

SIGN_IN = 302
# A form sent without a session is answered with the sign-in page, which carries what was typed.
UNSIGNED = 401
COLUMNS = ["nobody", "viewer", "analyst", "reviewer", "authority", "steward", "auditor", "administrator"]
RECORD = [SIGN_IN, 200, 200, 200, 200, 200, 200, 403]
STEWARDS = [SIGN_IN, 403, 403, 403, 403, 200, 403, 403]
TAKES_PART = [SIGN_IN, 403, 200, 200, 200, 200, 200, 403]
# Opened with GET, they redirect to the page of their form.
POST_ONLY = [SIGN_IN] + [302] * 7

# People here have only the role: no seat, and no part in the proposal, which is in review with its quorum. Address
# name: (example address, answer to GET for each column).
READS: dict[str, tuple[str, list[int]]] = {
    "reviews": ("/reviews/", RECORD),
    "open_review": ("/reviews/open/", STEWARDS),
    "triage": ("/reviews/triage/", POST_ONLY),
    "ask_review": ("/areas/C2/ask/", [SIGN_IN, 403, 200, 403, 403, 403, 403, 403]),
    "review_request": ("/review-requests/{request}/", TAKES_PART),
    "cycle": ("/cycles/{cycle}/", RECORD),
    "remind_cycle": ("/cycles/{cycle}/reminders/", POST_ONLY),
    "review": ("/reviews/{review}/", RECORD),
    "due_date": ("/reviews/{review}/due-date/", POST_ONLY),
    "seats": ("/reviews/{review}/seats/", POST_ONLY),
    "comments": ("/reviews/{review}/comments/", POST_ONLY),
    "closing": ("/reviews/{review}/closing/", POST_ONLY),
    "proposals": ("/reviews/{review}/proposals/", POST_ONLY),
    "opportunities": ("/reviews/{review}/opportunities/", POST_ONLY),
    "progress": ("/opportunities/{opportunity}/progress/", POST_ONLY),
    "proposal": ("/proposals/{proposal}/", TAKES_PART),
    "proposal_version": ("/proposals/{proposal}/version/", TAKES_PART),
    # People who have not voted are redirected to the proposal.
    "since_vote": ("/proposals/{proposal}/changes/", [SIGN_IN, 403, 302, 302, 302, 302, 302, 403]),
    "revision": ("/proposals/{proposal}/revisions/1/", TAKES_PART),
    "compare_revisions": ("/proposals/{proposal}/revisions/1..1/", TAKES_PART),
    "draft": ("/proposals/{draft}/draft/", STEWARDS),
    "votes": ("/proposals/{proposal}/votes/", POST_ONLY),
    "answers": ("/proposals/{proposal}/answers/", POST_ONLY),
    "replies": ("/proposals/{proposal}/replies/", POST_ONLY),
    "vote_requests": ("/proposals/{proposal}/vote-requests/", POST_ONLY),
    "resolution": ("/comments/{comment}/resolution/", POST_ONLY),
    "change_requests": ("/proposals/{proposal}/change-requests/", POST_ONLY),
    "decision": ("/proposals/{proposal}/decision/", POST_ONLY),
    "recall": ("/proposals/{proposal}/recall/", POST_ONLY),
    "rebase": ("/proposals/{proposal}/rebase/", POST_ONLY),
    "submission": ("/proposals/{proposal}/submission/", POST_ONLY),
    "withdrawal": ("/proposals/{proposal}/withdrawal/", POST_ONLY),
}

# Address name: (fields in addition to the live revision, answer to POST for each column; 302 for somebody signed in
# means done).
WRITES: dict[str, tuple[dict[str, str], list[int]]] = {
    "open_review": ({}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "triage": ({}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    # A request for it already waits.
    "ask_review": ({"reason": "It drifts."}, [UNSIGNED, 403, 409, 403, 403, 403, 403, 403]),
    "review_request": ({"reason": "Not now."}, [UNSIGNED, 403, 403, 403, 403, 302, 403, 403]),
    # Nothing in it is late.
    "remind_cycle": ({"words": "Please."}, [UNSIGNED, 403, 403, 403, 403, 409, 403, 403]),
    "due_date": ({}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "seats": ({}, [UNSIGNED, 403, 403, 403, 403, 400, 403, 403]),
    "comments": ({"text": "Seen."}, [UNSIGNED, 403, 302, 302, 302, 302, 403, 403]),
    # Its proposal is open.
    "closing": ({"reason": "Done."}, [UNSIGNED, 403, 403, 403, 403, 409, 403, 403]),
    "proposals": ({}, [UNSIGNED, 403, 409, 403, 403, 403, 403, 403]),
    "opportunities": ({}, [UNSIGNED, 403, 400, 400, 400, 400, 403, 403]),
    "progress": ({"step": "done", "reason": "Signed."}, [UNSIGNED, 403, 403, 403, 403, 302, 403, 403]),
    "draft": ({"kind": "shift", "against": "1"}, [UNSIGNED, 403, 403, 403, 403, 302, 403, 403]),
    "votes": ({"choice": "support"}, [UNSIGNED] + [403] * 7),
    "answers": ({"vote": "{vote}", "text": "It was weighed."}, [UNSIGNED] + [403] * 7),
    # The objection is somebody else's.
    "replies": ({"answer": "{answer}", "kind": "accept"}, [UNSIGNED, 403, 403, 400, 403, 403, 403, 403]),
    # Nobody voted on an earlier revision.
    "vote_requests": ({}, [UNSIGNED, 403, 403, 403, 403, 409, 403, 403]),
    "resolution": ({"resolved": "yes"}, [UNSIGNED, 403, 403, 403, 403, 302, 403, 403]),
    "change_requests": ({"item-1": "Date", "reason-1": "Early."}, [UNSIGNED, 403, 403, 403, 302, 403, 403, 403]),
    "decision": ({"decision": "approve", "reason": "Carried."}, [UNSIGNED, 403, 403, 403, 302, 403, 403, 403]),
    # It is in review: people who could otherwise do it are told its state.
    "recall": ({"reason": "Wait."}, [UNSIGNED, 403, 403, 403, 409, 403, 403, 403]),
    "rebase": ({"reason": "Moved."}, [UNSIGNED, 403, 409, 403, 403, 409, 403, 403]),
    "submission": ({"reason": "Ready."}, [UNSIGNED, 403, 409, 403, 403, 409, 403, 403]),
    "withdrawal": ({"reason": "Not now."}, [UNSIGNED, 403, 403, 403, 403, 403, 403, 403]),
}


@pytest.fixture
def places(people: made.Cast) -> dict[str, object]:
    """A proposal in review with its quorum and an answered objection, a draft elsewhere, and an opportunity."""
    proposal = made.supported(people)
    objection = made.vote(people.reviewer3, proposal, VoteChoice.OBJECT)
    said = {"vote": objection, "text": "It was weighed.", **made.live(proposal)}
    answer = votes.answer_objection(by=people.analyst, **said)
    found = reviews.note_opportunity(
        by=people.analyst,
        review=proposal.review,
        function=None,
        action="Lease capacity",
        owner=made.account(people.analyst),
        due_on=made.in_days(9),
    )
    return {
        "review": proposal.review_id,
        "proposal": proposal.pk,
        "draft": made.draft(people, area_code="SDA").pk,
        "opportunity": found.pk,
        "request": made.asked(people).pk,
        "cycle": made.in_cycle(people, "PNT").pk,
        "vote": objection.pk,
        "answer": answer.pk,
        "comment": comments.comment(by=people.reviewer, review=proposal.review, proposal=proposal, text="Well?").pk,
        "live": made.live(proposal),
    }


@pytest.fixture
def columns() -> dict[str, Client]:
    """A client for each column, signed in as somebody with only that role."""
    clients = {column: Client() for column in COLUMNS}
    for column in COLUMNS[1:]:
        clients[column].force_login(factories.user(f"the-{column}", Role(column)))
    return clients


def act(client: Client, address: str, fields: dict[str, object]) -> int:
    """The answer to a POST, which is then rolled back."""
    with transaction.atomic():
        status = client.post(address, fields).status_code
        transaction.set_rollback(True)
    return status


def test_writing(places: dict[str, object], columns: dict[str, Client]) -> None:
    for name, (fields, expected) in WRITES.items():
        address = READS[name][0].format(**places)
        given = places["live"] | {key: value.format(**places) for key, value in fields.items()}
        assert [act(columns[column], address, given) for column in COLUMNS] == expected, name


def test_every_post_is_in_the_table() -> None:
    posts = {name for name, (_, answers) in READS.items() if answers == POST_ONLY}
    assert posts | {"ask_review", "review_request", "open_review", "draft"} == set(WRITES)


def test_what_does_not_exist_is_not_found(columns: dict[str, Client]) -> None:
    nowhere = dict.fromkeys(("review", "proposal", "draft", "opportunity", "request", "cycle", "comment"), 10**17)
    for name, (address, _) in READS.items():
        if "{" in address:
            answer = columns["steward"].post(address.format(**nowhere), {"text": "x", "step": "done", "reason": "x"})
            assert answer.status_code in {403, 404, 405}, name


def test_an_author_with_every_workflow_role_judges_nothing_of_their_own(people, signed) -> None:
    everything = made.person("everything", Role.ANALYST, Role.REVIEWER, Role.AUTHORITY, Role.STEWARD)
    proposal = made.draft(people)
    content = made.content(rationale="Co-written.")
    proposals.save_draft(by=everything, proposal=proposal, against=1, content=content)
    made.submit(people, proposal)
    seat = {"users": [everything.pk], "place": SeatKind.REVIEWER.value, "reason": "A mistake."}
    assert signed(people.steward).post(f"/reviews/{proposal.review_id}/seats/", seat).status_code == 400
    client, live = signed(everything), made.live(proposal)
    for choice in VoteChoice.values:
        given = live | {"choice": choice, "reason": "Mine."}
        assert client.post(f"/proposals/{proposal.pk}/votes/", given).status_code == 403
    asked = live | {"item-1": "x", "reason-1": "y"}
    assert client.post(f"/proposals/{proposal.pk}/change-requests/", asked).status_code == 403
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    for decision in ("approve", "reject"):
        given = live | {"decision": decision, "reason": "Mine."}
        assert client.post(f"/proposals/{proposal.pk}/decision/", given).status_code == 403
    assert made.state(proposal) is State.IN_REVIEW
    assert not Vote.objects.filter(by_id=everything.pk).exists()


def test_a_voter_does_not_decide_and_a_second_vote_is_refused(people, signed) -> None:
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    proposal = made.submitted(people)
    reviews.seat(
        by=people.steward, review=proposal.review, users=[made.account(both)], place=SeatKind.REVIEWER, reason="Joins."
    )
    for voter in (people.reviewer, people.reviewer2, both):
        made.vote(voter, proposal)
    client, live = signed(both), made.live(proposal)
    assert client.post(f"/proposals/{proposal.pk}/votes/", live | {"choice": "support"}).status_code == 409
    given = live | {"decision": "approve", "reason": "Mine."}
    assert client.post(f"/proposals/{proposal.pk}/decision/", given).status_code == 403
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.entry_class, entry.action) == ("access", "refused")
    assert not CategoryDecision.objects.filter(revision__isnull=False).exists()


def test_without_its_quorum_nothing_is_approved(people, signed) -> None:
    proposal = made.submitted(people)
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer3, proposal)
    given = made.live(proposal) | {"decision": "approve", "reason": "Two are enough?"}
    answer = signed(people.authority).post(f"/proposals/{proposal.pk}/decision/", given)
    assert answer.status_code == 400
    assert "1 of 2 organizations" in answer.content.decode()


def test_an_ended_role_opens_nothing_from_then_on(people, signed) -> None:
    proposal = made.submitted(people)
    client = signed(people.reviewer)
    factories.accounts.end_role(
        by=factories.SETUP, user=made.account(people.reviewer), role=Role.REVIEWER, reason="Left."
    )
    given = made.live(proposal) | {"choice": "support"}
    assert client.post(f"/proposals/{proposal.pk}/votes/", given).status_code == 403
    assert client.get(f"/proposals/{proposal.pk}/").status_code == 403


def test_an_invented_hash_counts_as_an_older_version(people, signed) -> None:
    proposal = made.submitted(people)
    given = made.live(proposal) | {"choice": "support", "content_hash": "0" * 64}
    assert signed(people.reviewer).post(f"/proposals/{proposal.pk}/votes/", given).status_code == 409


@pytest.mark.parametrize("bad", ["", "x", "-1", "9" * 30, "\0"])
def test_invalid_input_is_reported_and_never_an_error(people, signed, bad) -> None:
    proposal = made.submitted(people)
    client = signed(people.reviewer)
    live = made.live(proposal)
    for name, fields in (
        ("votes", live | {"choice": bad}),
        ("votes", live | {"choice": "support", "revision": bad, "content_hash": bad}),
        ("change-requests", live | {"item-1": bad, "reason-1": "x" * 2001}),
        ("change-requests", live | {"item-1": "x", "reason-1": "y", "item-3": "only an item"}),
    ):
        assert client.post(f"/proposals/{proposal.pk}/{name}/", fields).status_code in {400, 409}, name
    steward = signed(people.steward)
    for fields in ({"users": bad, "reason": "x"}, {"end": "yes", "user": bad, "place": bad, "reason": bad}):
        assert steward.post(f"/reviews/{proposal.review_id}/seats/", fields).status_code == 400
    given = {"areas": bad, "name": bad, "due_on": bad, "reviewers": bad, "reason": bad}
    assert steward.post("/reviews/open/", given).status_code == 400
    given = {"due_on": bad, "reason": bad}
    assert steward.post(f"/reviews/{proposal.review_id}/due-date/", given).status_code == 400
    given = {"reviews": bad, "do": bad, "users": bad, "reason": bad}
    assert steward.post("/reviews/triage/", given).status_code == 400
    assert steward.get(f"/reviews/?cycle={bad or 'x'}").status_code == 400


def test_input_is_shown_as_text(people, signed) -> None:
    proposal = made.submitted(people)
    script = "<script>alert(1)</script>"
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[(script, script)], **made.live(proposal))
    comments.comment(by=people.steward, review=proposal.review, text=script, proposal=proposal)
    client = signed(people.analyst)
    for address in (
        f"/proposals/{proposal.pk}/",
        f"/proposals/{proposal.pk}/draft/",
        f"/reviews/{proposal.review_id}/",
    ):
        page = client.get(address).content.decode()
        assert script not in page and "&lt;script&gt;" in page, address
