"""`verify_audit` replays the workflow: what a well-formed entry of the owner, guards off, could not bring is named."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection

from missions.access import SYSTEM, Actor
from missions.actions.chain import recording
from missions.actions.people import accounts
from missions.actions.reviews import comments, reviews, votes
from missions.domain.vocabulary import (
    AnswerKind,
    Category,
    DecisionKind,
    EntryClass,
    GrantStep,
    InstallationKind,
    Move,
    OpportunityStep,
    Provenance,
    ReplyKind,
    Role,
    State,
    VoteChoice,
)
from missions.models import (
    Amendment,
    AmendmentDecision,
    Assessment,
    AuditEntry,
    Authorship,
    BriefingFile,
    CategoryDecision,
    ChangeRequest,
    Comment,
    CommentStep,
    CommentTie,
    DueDateMove,
    ObjectionAnswer,
    ObjectionReply,
    Opportunity,
    OpportunityProgress,
    PolicyRevision,
    Proposal,
    RequestDecline,
    Review,
    ReviewClosing,
    ReviewRequest,
    RoleGrant,
    Seat,
    Transition,
    User,
    Vote,
    VoteRequest,
)
from missions.queries.moment import today_of_database
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made


@dataclass
class World:
    """An honest record, to one who is the owner: everybody, a proposal in review, and what was forged since."""

    people: made.Cast
    proposal: Proposal

    def forge(self, by: Actor, *rows, signed: Actor | None = None, entry_class=EntryClass.PROCESS) -> int:
        """Rows in a well-formed entry, past the actions and the guards; returns the sequence of the entry."""
        unguard()
        with recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class) as entry:
            for row in rows:
                if hasattr(row, "by_id"):
                    row.by_id = (signed or by).pk
                entry.add(row)
        return entry.sequence

    def move(self, move: Move, target: State, **said) -> Transition:
        standing = made.again(self.proposal).state
        usual = {"source": standing.state, "revision": standing.revision, "reason": "Forged."}
        return Transition(proposal=self.proposal, move=move, target=target, **usual | said)

    def ballot(self, choice=VoteChoice.SUPPORT, **said) -> Vote:
        revision = made.again(self.proposal).state.revision
        usual = {
            "revision": revision,
            "seat": Seat.objects.get(review=self.proposal.review, user=self.people.reviewer.pk),
            "choice": choice,
            "reason": "Forged.",
            "content_hash": revision.content_hash,
            "voter_name": "Reviewer",
            "voter_role": "reviewer",
            "voter_organization": made.SSC,
        }
        return Vote(**usual | said)

    def seat(self, user: Actor, **said) -> Seat:
        usual = {"review": self.proposal.review, "place": "reviewer", "seated": True, "reason": "Forged."}
        return Seat(user_id=user.pk, **usual | said)


def unguard() -> None:
    """Switch off what guards the rows, but for the chain itself: the entries are well-formed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in factories.insert_only_tables():
            if table != "missions_auditentry":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_rights_'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE missions_auditentry DISABLE TRIGGER {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def world(database_server, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        people = made.cast()
        made_ready = World(people, made.submitted(people))
        assert findings() == []
        yield made_ready


def findings() -> list[str]:
    return [finding.what for finding in verify()]


def grant(to: Actor, role: Role, step: GrantStep = GrantStep.ACTIVE) -> RoleGrant:
    return RoleGrant(user_id=to.pk, role=role, step=step, effective_on=today_of_database(), reason="Forged.")


def test_an_honest_record_with_a_row_in_every_table_is_ok(db):
    made.every_table(made.cast())
    assert findings() == []


@pytest.mark.parametrize("step", sorted(GrantStep))
def test_a_role_granted_confirmed_or_ended_by_whoever_could_not(world, step):
    analyst = world.people.analyst
    sequence = world.forge(analyst, grant(analyst, Role.AUTHORITY, step), entry_class=EntryClass.ACCESS)
    assert (
        f"The role authority of analyst was {step} in entry {sequence} by somebody who could not do it." in findings()
    )


def test_a_role_that_nobody_proposed(world):
    steward, analyst = world.people.steward, world.people.analyst
    sequence = world.forge(steward, grant(analyst, Role.REVIEWER), entry_class=EntryClass.ACCESS)
    assert f"The role reviewer of analyst was active in entry {sequence} by somebody who could not do it." in findings()


def test_facts_by_somebody_who_was_no_analyst(world):
    fact = Assessment.objects.latest("entry_id")
    fact.pk, fact.effective_on, fact.reason = None, today_of_database(), "Forged."
    sequence = world.forge(world.people.reviewer, fact, entry_class=EntryClass.RECORD)
    assert findings() == [f"Entry {sequence} brings rows of missions_assessment by somebody who was no analyst then."]


@pytest.mark.parametrize(
    ("whom", "by"),
    [("reviewer3", "analyst"), ("analyst", "steward"), ("reviewer3", "system")],
)
def test_a_seat_by_whoever_could_not_give_it_or_for_whoever_lacks_the_role(world, whom, by):
    user = getattr(world.people, whom)
    sequence = world.forge(SYSTEM if by == "system" else getattr(world.people, by), world.seat(user))
    told = f"{user.username} was seated in review {world.proposal.review_id} in entry {sequence} by somebody"
    assert f"{told} who could not do it, or without the role." in findings()


@pytest.mark.parametrize(
    ("move", "target", "by", "told"),
    [
        (Move.APPROVE, State.APPROVED, "authority", "lacks what it rests on"),
        (Move.APPROVE, State.APPROVED, "reviewer", "was made by somebody who could not make it"),
        (Move.APPROVE, State.EFFECTIVE, "authority", "is not in the table of moves"),
        (Move.REJECT, State.REJECTED, "analyst", "was made by somebody who could not make it"),
        (Move.WITHDRAW, State.WITHDRAWN, "steward", "was made by somebody who could not make it"),
        (Move.REQUEST_CHANGES, State.CHANGES_REQUESTED, "coauthor", "was made by somebody who could not make it"),
        (Move.TAKE_EFFECT, State.EFFECTIVE, "system", "lacks what it rests on"),
        (Move.AREA_MOVED, State.NEEDS_REBASE, "steward", "was made by somebody who could not make it"),
    ],
)
def test_a_move_that_could_not_be_made(world, move, target, by, told):
    actor = SYSTEM if by == "system" else getattr(world.people, by)
    sequence = world.forge(actor, world.move(move, target))
    assert f"The move {move} of proposal {world.proposal.pk} in entry {sequence} {told}." in findings()


def test_an_approval_over_an_objection_that_nobody_met(world):
    for voter in (world.people.reviewer, world.people.reviewer2):
        made.vote(voter, world.proposal)
    made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    sequence = world.forge(world.people.authority, world.move(Move.APPROVE, State.APPROVED))
    told = f"The move approve of proposal {world.proposal.pk} in entry {sequence} lacks what it rests on."
    assert told in findings()


def demand_told(noun: str, table, world: World, sequence: int) -> None:
    row = table.objects.get(entry_id=sequence)
    told = f"The {noun} {row.pk} on proposal {world.proposal.pk} in entry {sequence} was not made on the live revision"
    assert f"{told} by whoever could make it." in findings()


@pytest.mark.parametrize("by", ["analyst", "authority", "reviewer2"])
def test_a_vote_of_whoever_could_not_cast_it(world, by):
    """The second reviewer signs for the seat of the first."""
    demand_told("vote", Vote, world, world.forge(getattr(world.people, by), world.ballot()))


def test_a_vote_after_the_role_or_the_account_ended(world):
    account = made.account(world.people.reviewer)
    accounts.set_active(by=factories.SETUP, user=account, active=False, reason="Left.")
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_vote_after_the_role_ended(world):
    accounts.end_role(
        by=factories.SETUP, user=made.account(world.people.reviewer), role=Role.REVIEWER, reason="Moved on."
    )
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_vote_on_what_is_no_longer_in_review(world):
    votes.request_changes(
        by=world.people.reviewer2, proposal=world.proposal, items=[("x", "y")], **made.live(world.proposal)
    )
    demand_told("vote", Vote, world, world.forge(world.people.reviewer, world.ballot()))


def test_a_change_asked_and_an_objection_answered_by_whoever_could_not(world):
    revision = made.again(world.proposal).state.revision
    objection = made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    asked = ChangeRequest(revision=revision, item="x", reason="x")
    demand_told("change request", ChangeRequest, world, world.forge(world.people.analyst, asked))
    answered = ObjectionAnswer(vote=objection, kind=AnswerKind.OVERRULE, text="x")
    demand_told("answer", ObjectionAnswer, world, world.forge(world.people.analyst, answered))


def test_a_reply_of_whoever_did_not_object(world):
    objection = made.vote(world.people.reviewer3, world.proposal, VoteChoice.OBJECT)
    said = {"vote": objection, "text": "Weighed.", **made.live(world.proposal)}
    answer = votes.answer_objection(by=world.people.analyst, **said)
    forged = world.forge(world.people.reviewer, ObjectionReply(answer=answer, kind=ReplyKind.ACCEPT))
    demand_told("reply", ObjectionReply, world, forged)


def test_a_vote_asked_for_again_of_whoever_did_not_vote_before(world):
    asked = VoteRequest(revision=made.again(world.proposal).state.revision, reviewer_id=world.people.reviewer.pk)
    demand_told("request for a vote", VoteRequest, world, world.forge(world.people.analyst, asked))


def test_a_comment_tied_to_something_else_or_resolved_by_whoever_could_not(world):
    people, proposal = world.people, world.proposal
    comment = comments.comment(by=people.reviewer, review=proposal.review, proposal=proposal, text="Well?")
    tied = world.forge(people.reviewer, CommentTie(comment=comment, function=made.assessed("T-9", area_code="SDA")))
    settled = world.forge(people.reviewer2, CommentStep(comment=comment, resolved=True))
    told = findings()
    assert f"Comment {comment.pk} was tied in entry {tied} to what it could not be about." in told
    assert f"Comment {comment.pk} was settled in entry {settled} by somebody who could not do it." in told


def test_an_author_who_could_not_write_it(world):
    sequence = world.forge(world.people.reviewer, Authorship(proposal=world.proposal))
    who = world.people.reviewer.pk
    assert f"The author {who} of proposal {world.proposal.pk} in entry {sequence} could not write it." in findings()


def test_what_is_said_and_found_by_somebody_who_took_no_part(world):
    viewer, review = made.person("viewer", Role.VIEWER), world.proposal.review
    owner, due = made.account(world.people.analyst), made.in_days(30)
    said = Comment(review=review, text="Forged.")
    found = Opportunity(review=review, action="Forged.", owner=owner, due_on=due)
    for table, row in (("missions_comment", said), ("missions_opportunity", found)):
        sequence = world.forge(viewer, row)
        told = f"Row {row.pk} of {table} was brought in entry {sequence} by somebody who took no part in reviews then."
        assert told in findings()
    done = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="Forged.")
    sequence = world.forge(world.people.reviewer, done)
    told = f"Entry {sequence} says what became of opportunity {found.pk}, by neither its owner nor a steward."
    assert told in findings()


def test_a_signature_that_is_not_the_entrys(world):
    sequence = world.forge(world.people.analyst, world.ballot(), signed=world.people.reviewer)
    row = Vote.objects.get(entry_id=sequence)
    assert findings() == [f"Row {row.pk} of missions_vote names somebody else than its entry {sequence}."]


@pytest.mark.parametrize("approved", [False, True])
def test_a_category_without_an_approved_proposal(world, approved):
    proposal = made.approved(world.people, area_code="SDA") if approved else world.proposal
    area = proposal.review.area
    decision = CategoryDecision(
        area=area,
        category=Category.COMMERCIAL_PRIMARY if approved else Category.GOVERNMENT_PRIMARY,
        kind=DecisionKind.SHIFT,
        effective_on=today_of_database(),
        provenance=Provenance.ASSESSMENT,
        reason="Forged.",
        revision=made.again(proposal).state.revision,
    )
    sequence = world.forge(SYSTEM, decision, entry_class=EntryClass.RECORD)
    told = f"The decision {decision.pk} on {area.code} in entry {sequence} does not rest on an approved proposal"
    assert f"{told} with its quorum." in findings()


def test_a_review_opened_or_closed_by_whoever_could_not(world):
    review = Review(area=factories.area("SDA"), kind="ad_hoc", due_on=today_of_database(), reason="Forged.")
    opened = world.forge(world.people.analyst, review)
    closing = ReviewClosing(review=world.proposal.review, outcome="closed", reason="Forged.")
    closed = world.forge(world.people.analyst, closing)
    told = findings()
    assert f"Review {review.pk} was opened in entry {opened} by somebody who could not do it." in told
    assert f"Review {closing.review_id} was closed in entry {closed} by somebody who could not do it." in told


def test_a_due_date_moved_by_whoever_could_not_or_once_the_review_was_closed(world):
    open_one, closed = world.proposal.review, made.review(world.people, area_code="SDA")
    reviews.close_review(by=world.people.steward, review=closed, reason="Not now.")
    expected = []
    for by, review in ((world.people.analyst, open_one), (world.people.steward, closed)):
        sequence = world.forge(by, DueDateMove(review=review, due_on=made.in_days(50), reason="Forged."))
        told = f"The due date of review {review.pk} was moved in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or while it was closed.")
    assert set(expected) <= set(findings())


def test_a_review_asked_for_by_whoever_could_not_or_over_an_open_one(world):
    expected = []
    for by, code in ((world.people.steward, "C2"), (world.people.analyst, "SATCOM"), (world.people.coauthor, "C2")):
        row = ReviewRequest(area=factories.area(code), reason="Forged.")
        sequence = world.forge(by, row)
        told = f"Request {row.pk} was made in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or over an open review or another request.")
    assert set(expected) <= set(findings())


def test_a_request_declined_by_whoever_could_not_or_once_it_was_answered(world):
    asked, answered = made.asked(world.people), made.asked(world.people, area_code="MW")
    made.review(world.people, area_code="MW")
    expected = []
    for by, request in ((world.people.analyst, asked), (world.people.steward, answered)):
        sequence = world.forge(by, RequestDecline(request=request, reason="Forged."))
        told = f"Request {request.pk} was declined in entry {sequence} by somebody who could not do it"
        expected.append(f"{told}, or once it was answered.")
    assert findings() == expected


def test_a_change_of_the_policy_by_one_person(world):
    analyst, steward = world.people.analyst, world.people.steward
    change = Amendment(kind="policy", content="{}", effective_on=today_of_database(), reason="Forged.")
    drafted = world.forge(analyst, change)
    decision = AmendmentDecision(amendment=change, approved=True, reason="Forged.")
    decided = world.forge(analyst, decision)
    policy = PolicyRevision.objects.latest("number")
    policy.pk, policy.number, policy.effective_on = None, policy.number + 1, today_of_database()
    brought = world.forge(steward, policy, entry_class=EntryClass.RECORD)
    told = findings()
    assert f"Change {change.pk} was drafted in entry {drafted} by somebody who could not do it." in told
    assert f"Change {change.pk} was decided in entry {decided} by somebody who could not do it." in told
    assert f"The policy {policy.pk} in entry {brought} was not approved by two people." in told


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [("username", "other", "user name"), ("name", "Other", "name"), ("email", "other@example.mil", "address")],
)
def test_an_account_is_as_the_entries_made_it(world, column, value, what):
    User.objects.filter(pk=world.people.coauthor.pk).update(**{column: value})
    assert f"The account coauthor is not as the entries made it: its {what}." in findings()


def test_a_corrected_address_is_the_one_that_counts(world):
    account = made.account(world.people.coauthor)
    accounts.correct_address(by=factories.SETUP, user=account, email="new@example.mil", reason="Moved.")
    assert findings() == []
    User.objects.filter(pk=account.pk).update(email="coauthor@example.mil")
    assert findings() == ["The account coauthor is not as the entries made it: its address."]


def test_an_entry_that_can_no_longer_be_read_is_named_and_stops_nothing(world):
    unguard()
    for action in ("create account", "load official facts"):
        entry = AuditEntry.objects.filter(action=action).latest("sequence")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE missions_auditentry DISABLE TRIGGER USER")
        AuditEntry.objects.filter(pk=entry.pk).update(payload="[")
        assert f"Entry {entry.pk} has a payload that cannot be read." in findings()


def test_an_account_that_no_entry_made_or_that_is_gone(world):
    extra = factories.user("extra")
    sequence = AuditEntry.objects.latest("sequence").sequence
    organization = extra.organization
    User.objects.filter(pk=extra.pk)._raw_delete("default")
    User.objects.create(username="forged", name="Forged", organization=organization)
    told = findings()
    assert f"The account extra of entry {sequence} is gone." in told
    assert "The account forged was made by no entry." in told


def test_the_kind_of_installation_is_what_its_first_entry_says(world):
    factories.become(InstallationKind.DEMONSTRATION)
    assert findings() == ["The database says it was made for demonstration; entry 1 says for test."]


def test_the_file_of_a_briefing_is_what_was_built(world):
    briefing = factories.briefing()
    assert findings() == []
    BriefingFile.objects.filter(pk=briefing.sha256).update(content=b"Forged.")
    assert findings() == [f"The file of briefing {briefing.pk} is not what was built."]
    BriefingFile.objects.filter(pk=briefing.sha256).delete()
    assert findings() == [f"The file of briefing {briefing.pk} is gone."]
