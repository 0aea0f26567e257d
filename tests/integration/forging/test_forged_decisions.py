"""Without the actions: rows written by the application's role change no category without votes and authority."""

import pytest

from missions.access import SYSTEM
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.reviews import proposals, votes
from missions.domain import canonical
from missions.domain.vocabulary import (
    AnswerKind,
    Category,
    Move,
    Role,
    State,
)
from missions.models import (
    Authorship,
    ChangeAnswer,
    ChangeRequest,
    ObjectionAnswer,
    ObjectionReply,
    ProposalRevision,
    RevisionEvidence,
    RevisionPosture,
    Vote,
)
from tests import factories
from tests import review_factories as made
from tests.integration.forging.as_application import decide, refused, step, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_categories_stand")]


@pytest.mark.parametrize("state", ["submitted", "supported"])
def test_no_category_changes_by_a_proposal_that_nobody_approved(people, state):
    with refused("only by an approved proposal"):
        decide(getattr(made, state)(people))


def test_an_approval_needs_quorum_and_authority_whoever_writes_it(people):
    proposal = made.submitted(people)
    made.vote(people.reviewer, proposal)
    approval = (Move.APPROVE, State.APPROVED)
    with refused("only with its quorum"):
        write(step(proposal, *approval), by=people.authority)
    made.vote(people.reviewer2, proposal)
    for other in (people.analyst, people.reviewer3, people.steward, SYSTEM):
        with refused("may not make the move"):
            write(step(proposal, *approval), by=other)


def test_an_author_or_voter_cannot_approve_even_with_every_role(people):
    writer = made.person("writer", Role.ANALYST, Role.AUTHORITY)
    proposal = made.draft(people)
    content = made.content(rationale="Co-written.")
    proposals.save_draft(by=writer, proposal=proposal, against=1, content=content)
    made.submit(people, proposal)
    made.vote(people.reviewer, proposal)
    made.vote(people.reviewer2, proposal)
    accounts.grant_role(by=factories.SETUP, user=made.account(people.reviewer), role=Role.AUTHORITY, reason="x")
    accounts.confirm_role(by=factories.SETUP, user=made.account(people.reviewer), role=Role.AUTHORITY, reason="x")
    for other in (writer, people.reviewer):
        for move, target in ((Move.APPROVE, State.APPROVED), (Move.REJECT, State.REJECTED)):
            with refused("may not make the move"):
                write(step(proposal, move, target), by=other)


def test_an_unanswered_objection_prevents_an_approval(people):
    proposal = made.supported(people)
    vote = made.vote(people.reviewer3, proposal, "object")
    with refused("every objection answered"):
        write(step(proposal, Move.APPROVE, State.APPROVED), by=people.authority)
    with refused("An author answers an objection"):
        write(ObjectionAnswer(vote=vote, kind=AnswerKind.OVERRULE, text="x"), by=people.analyst)
    with refused("An author answers an objection"):
        write(ObjectionAnswer(vote=vote, kind=AnswerKind.ANSWER, text="x"), by=people.authority)
    answer = ObjectionAnswer(vote=vote, kind=AnswerKind.ANSWER, text="x")
    write(answer, by=people.analyst)
    for other in (people.reviewer, people.authority, people.analyst):
        with refused("Whoever objected"):
            write(ObjectionReply(answer=answer, kind="accept"), by=other)
    with pytest.raises(Unfit, match="does not settle it"):
        write(ObjectionReply(answer=answer, kind="stand_firm"), by=people.reviewer3)
    support = Vote.objects.filter(choice="support").first()
    with refused("Only an objection"):
        write(ObjectionAnswer(vote=support, kind=AnswerKind.OVERRULE, text="x"), by=people.authority)


def test_a_judge_cannot_become_an_author_nor_anybody_of_a_frozen_revision(people):
    proposal = made.submitted(people)
    with refused("author of what is frozen"):
        write(Authorship(proposal=proposal), by=people.coauthor)
    votes.request_changes(by=people.authority, proposal=proposal, items=[("Date", "Late.")], **made.live(proposal))
    accounts.grant_role(by=factories.SETUP, user=made.account(people.authority), role=Role.ANALYST, reason="x")
    accounts.confirm_role(by=factories.SETUP, user=made.account(people.authority), role=Role.ANALYST, reason="x")
    with refused("has judged a proposal"):
        write(Authorship(proposal=proposal), by=people.authority)
    with refused("An author is an analyst"):
        write(Authorship(proposal=proposal), by=people.reviewer)


def test_a_revision_matches_its_hash_and_has_its_evidence(people):
    proposal = made.draft(people)
    sent = made.submit(people, proposal)
    other = made.evidence("Slipped in")
    with refused("on no other"):
        write(RevisionEvidence(revision=sent, evidence=other), by=people.analyst)
    copied = {
        field.attname: getattr(sent, field.attname)
        for field in ProposalRevision._meta.concrete_fields
        if field.attname not in {"id", "entry_id", "number"}
    }
    with refused("what its content and hash say"):
        write(ProposalRevision(**copied | {"number": 2, "target": Category.COMMERCIAL_PRIMARY}), by=people.analyst)
    with refused("frozen when it is sent"):
        write(ProposalRevision(**copied, number=2), by=people.analyst)


def test_a_posture_is_kept_with_its_revision_and_under_its_hash(people):
    sent = made.submit(people, made.draft(people))
    text = RevisionPosture.objects.get().content
    for digest, words in (("0" * 64, "what its hash says"), (canonical.digest(text), "when its revision is sent")):
        with refused(words):
            write(RevisionPosture(revision=sent, content=text, content_hash=digest), by=people.analyst)


def test_a_quorum_is_not_lowered(people):
    proposal = made.draft(people)
    made.submit(people, proposal)
    votes.request_changes(by=people.reviewer, proposal=proposal, items=[("Date", "Late.")], **made.live(proposal))
    sent = made.again(proposal).state.revision
    copied = {
        field.attname: getattr(sent, field.attname)
        for field in ProposalRevision._meta.concrete_fields
        if field.attname not in {"id", "entry_id", "number", "needed_supports"}
    }
    with refused("carries the quorum|quorum_floor"):
        write(ProposalRevision(**copied, number=2, needed_supports=1), by=people.analyst)
    request = ChangeRequest.objects.get()
    with refused("revision that is sent next"):
        write(ChangeAnswer(request=request, revision=sent, text="Done."), by=people.analyst)
