"""Each revision can be opened and any two compared; changes are requested; reviewers see what changed since."""

import html
import re

import pytest

from missions.actions.people import notices
from missions.actions.reviews import effect, proposals, reviews, votes
from missions.domain.vocabulary import Category, Role
from missions.models import Notice, Proposal
from missions.queries.reviews.brief.timeline import thread
from tests import factories
from tests import review_factories as made
from tests.integration.conftest import settled
from tests.integration.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rewritten(people) -> Proposal:
    """Revision 1 with one reviewer's vote, then another with new content: in order, each part differs. Made once."""
    kept, dropped, added = (made.evidence(title) for title in ("Kept report", "Dropped report", "Added report"))
    proposal = made.submitted(people, evidence=(kept.pk, dropped.pk), rationale="Two firms serve this today.")
    made.vote(people.reviewer, proposal)
    votes.request_changes(by=people.authority, proposal=proposal, items=[("The date", "Early.")], **made.live(proposal))
    asked = made.again(proposal).state.revision.change_requests.get()
    content = made.content(
        target=Category.GOVERNMENT_PRIMARY,
        effective_on=made.in_days(40),
        rationale="Three firms serve this today.",
        evidence=(kept.pk, added.pk),
        answers={asked.pk: "Moved to summer."},
    )
    saved = made.again(proposal).draft.saved
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=content)
    made.submit(people, proposal)
    settled()
    return proposal


@pytest.fixture
def revised(rewritten: Proposal) -> Proposal:
    return made.again(rewritten)


def lines(page) -> dict[str, tuple[str, str, bool]]:
    """The two sides of each field, and whether they differ."""
    return {
        line.label: (
            "".join(piece.text for piece in line.before),
            "".join(piece.text for piece in line.after),
            line.differs,
        )
        for line in page.context["lines"]
    }


def body(page) -> str:
    return html.unescape(re.sub(r"\s+", " ", page.content.decode()))


def test_two_revisions_are_side_by_side_with_differences_marked(people, signed, revised):
    page = signed(people.authority).get(f"/proposals/{revised.pk}/revisions/1..2/")
    found = lines(page)
    assert found["Rationale"] == ("Two firms serve this today.", "Three firms serve this today.", True)
    before, after = (re.sub(r", evidence \d+", "", found["Evidence"][side]) for side in (0, 1))
    assert (before, after) == ("Kept report\nDropped report\n", "Kept report\nAdded report\n")
    assert found["Evidence"][2]
    assert found["Answers to changes asked for"] == ("", "The date: Moved to summer.\n", True)
    assert found["Effective date"][2] is True
    assert found["Category"][2] is False
    said = body(page)
    for mark, word, text in (("del", "removed", "Two"), ("ins", "added", "Three")):
        assert f'<{mark}><span class="usa-sr-only">[{word}:</span>{text}<span' in said


def test_the_earlier_revision_comes_first_and_one_can_be_shown_alone(people, signed, revised):
    client = signed(people.authority)
    page = client.get(f"/proposals/{revised.pk}/revisions/2..1/")
    assert (page.context["earlier"].number, page.context["later"].number) == (1, 2)
    alone = client.get(f"/proposals/{revised.pk}/revisions/2..2/")
    assert (alone.context["earlier"], alone.context["later"].number) == (None, 2)


def test_an_earlier_revision_opens_unchanged(people, signed, revised):
    page = signed(people.authority).get(f"/proposals/{revised.pk}/revisions/1/")
    said = body(page)
    assert "Two firms serve this today." in said and "Dropped report" in said
    assert "Three firms" not in said and "<del>" not in said.split("<main")[1]
    assert f"/proposals/{revised.pk}/revisions/1..2/" in said


def test_functions_are_shown_as_they_were_when_each_was_written(people, signed):
    proposal = made.submitted(people, area_code="ISR")
    function = made.again(proposal).review.area.functions.get()
    factories.assessment(function, performer="government_only")
    effect.notice_moved()
    proposals.rebase(by=people.analyst, proposal=made.again(proposal), reason="The area moved.")
    saved = made.again(proposal).draft.saved
    content = made.content(rationale="Read again.")
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=content)
    made.submit(people, proposal)
    page = signed(people.authority).get(f"/proposals/{proposal.pk}/revisions/1..2/")
    before, after, differs = lines(page)["Functions when it was written"]
    assert before.startswith(function.code) and after.startswith(function.code) and differs


def test_an_unknown_revision_is_not_found(people, signed, revised):
    client = signed(people.authority)
    for address in ("revisions/3/", "revisions/1..3/", "revisions/0/"):
        assert client.get(f"/proposals/{revised.pk}/{address}").status_code == 404
    assert client.get("/proposals/999999/revisions/1/").status_code == 404


def test_a_draft_has_no_revision_and_its_input_shows_in_none(people, signed, revised):
    votes.request_changes(by=people.authority, proposal=revised, items=[("x", "y")], **made.live(revised))
    saved = made.again(revised).draft.saved
    typed = made.content(rationale="Half a secret sentence")
    proposals.save_draft(by=people.analyst, proposal=revised, against=saved, content=typed)
    assert "Half a secret" not in body(signed(people.analyst).get(f"/proposals/{revised.pk}/revisions/1..2/"))
    draft = made.draft(people, area_code="SDA")
    for address in ("revisions/1/", "changes/"):
        assert signed(people.analyst).get(f"/proposals/{draft.pk}/{address}").status_code == 403
        assert signed(people.reviewer).get(f"/proposals/{draft.pk}/{address}").status_code == 403


def test_evidence_hidden_from_a_reader_is_counted_but_not_named(people, signed, revised):
    proposals.withdraw(by=people.analyst, proposal=revised, reason="Not now.")
    reviews.close_review(by=people.steward, review=revised.review, reason="Nothing to decide.")
    page = signed(made.person("viewer", Role.VIEWER)).get(f"/proposals/{revised.pk}/revisions/1..2/")
    assert page.status_code == 200
    assert lines(page)["Evidence"] == ("Items you may not read: 2\n", "Items you may not read: 2\n", False)
    assert "report" not in body(page)


def test_a_reviewer_is_led_to_what_changed_since_their_vote(people, signed, revised):
    address, compared = f"/proposals/{revised.pk}/changes/", f"/proposals/{revised.pk}/revisions/1..2/"
    client = signed(people.reviewer)
    assert client.get(address)["Location"] == compared
    assert "What changed since you voted on revision 1." in body(client.get(compared))
    proposal = body(client.get(f"/proposals/{revised.pk}/"))
    assert f'href="{address}">What changed since you voted on revision 1' in proposal
    for queue in ("/", "/reviews/?view=awaiting"):
        assert f'href="{address}"' in body(client.get(queue))
    made.vote(people.reviewer, revised)
    assert client.get(address)["Location"] == f"/proposals/{revised.pk}/"
    assert address not in body(client.get(f"/proposals/{revised.pk}/"))
    assert address not in body(client.get("/reviews/?view=all"))


def test_a_reviewer_without_a_vote_is_led_to_the_proposal(people, signed, revised):
    client = signed(people.reviewer2)
    assert client.get(f"/proposals/{revised.pk}/changes/")["Location"] == f"/proposals/{revised.pk}/"
    assert '/changes/"' not in body(client.get("/reviews/?view=awaiting")).split("<main")[1]


def test_the_notice_of_a_new_revision_links_to_what_changed(people, revised):
    notices.deliver(mail=False)
    newest = {
        notice.person.username: (notice.path, "since you voted" in notice.text)
        for notice in Notice.objects.filter(text__contains="was sent to reviewers").order_by("pk")
    }
    assert newest["reviewer"] == (f"/proposals/{revised.pk}/changes/", True)
    assert newest["reviewer2"] == (f"/proposals/{revised.pk}/", False)


def test_unchanged_evidence_is_not_listed_as_attached(people, revised):
    events = thread(people.authority, revised.review_id, made.in_days(0))
    told = {event.revision: event.text for event in events if event.kind == "evidence"}
    assert told == {1: "Dropped report; Kept report", 2: "Added report"}


def test_further_changes_are_folded_unless_there_is_an_error(people, signed):
    proposal = made.submitted(people, area_code="ISR")
    reviewer = signed(people.reviewer)
    page = reviewer.get(f"/proposals/{proposal.pk}/").content.decode()
    assert page.count('name="item-') == 3
    assert page.partition("Ask for more changes")[2].count('name="item-') == 2
    given = made.live(proposal) | {"item-1": "", "reason-1": "", "item-2": "The text"}
    back = reviewer.post(f"/proposals/{proposal.pk}/change-requests/", given)
    assert back.status_code == 400 and '<details class="more" open>' in back.content.decode()
    assert "Say what must change." in words(back) and "Enter the reason for this change." in words(back)


def test_only_an_author_reads_their_answers_before_submitting(people, signed):
    proposal = made.submitted(people, area_code="ISR")
    asked = [("The text", "Thin."), ("The date", "Soon.")]
    votes.request_changes(by=people.reviewer3, proposal=proposal, items=asked, **made.live(proposal))
    request = proposal.revisions.get().change_requests.get(item="The text")
    content = made.content(answers={request.pk: "Longer now."})
    saved = made.again(proposal).draft.saved
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=content)
    page = words(signed(people.analyst).get(f"/proposals/{proposal.pk}/"))
    assert "Answer in the draft, not sent yet: Longer now." in page and page.count("Not answered yet") == 1
    page = words(signed(people.reviewer3).get(f"/proposals/{proposal.pk}/"))
    assert "Longer now." not in page and page.count("Not answered yet") == 2
