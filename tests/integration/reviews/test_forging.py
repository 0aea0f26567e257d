"""Past the actions: what the application's role can write by itself changes no category without votes and authority."""

from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from missions.access import SYSTEM
from missions.actions.chain import recording
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.reviews import proposals, reviews, votes
from missions.domain.vocabulary import (
    AnswerKind,
    Category,
    DecisionKind,
    EntryClass,
    Move,
    OpportunityStep,
    Provenance,
    Role,
    State,
)
from missions.models import (
    Authorship,
    CategoryDecision,
    ChangeAnswer,
    ChangeRequest,
    Comment,
    DueDateMove,
    ObjectionAnswer,
    ObjectionReply,
    Opportunity,
    OpportunityProgress,
    ProposalRevision,
    RequestDecline,
    Review,
    ReviewClosing,
    ReviewRequest,
    RevisionEvidence,
    Seat,
    Transition,
    Vote,
)
from missions.queries.moment import today_of_database
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return made.cast()


@pytest.fixture(autouse=True)
def _categories_stand():
    """Whatever a test tries, the categories are the official ones afterwards, and the chain verifies."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not CategoryDecision.objects.filter(revision__isnull=False).exists()
    assert [finding.what for finding in verify()] == []


@contextmanager
def as_if_committed():
    """What the database looks at only at the end of a transaction is looked at here."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def refused(words: str):
    with pytest.raises((DatabaseError, psycopg.Error), match=words), as_if_committed():
        yield


def write(*rows, by, entry_class=EntryClass.RECORD):
    """Rows as a forger would insert them: in a well-formed entry in somebody's name."""
    with recording(by=by, action="forge", target="x", reason="Forged.", entry_class=entry_class) as entry:
        for row in rows:
            row.by_id = by.pk
            entry.add(row)


def step(proposal, move: Move, target: State, **said) -> Transition:
    standing = made.again(proposal).state
    usual = {"source": standing.state, "revision": standing.revision, "reason": "Forged."}
    return Transition(proposal=proposal, move=move, target=target, **usual | said)


def decide(proposal, **said) -> None:
    revision = made.again(proposal).state.revision
    usual = {
        "area": proposal.review.area,
        "category": Category.GOVERNMENT_PRIMARY,
        "kind": DecisionKind.SHIFT,
        "effective_on": today_of_database(),
        "provenance": Provenance.ASSESSMENT,
        "reason": "Forged.",
        "revision": revision,
    }
    with recording(by=SYSTEM, action="take effect", target="x", reason="Forged.") as entry:
        entry.add(CategoryDecision(**usual | said))


@pytest.mark.parametrize("state", ["submitted", "supported"])
def test_no_category_changes_by_a_proposal_that_nobody_approved(people, state):
    with refused("only by an approved proposal"):
        decide(getattr(made, state)(people))


@pytest.mark.parametrize(
    "said",
    [
        {"category": Category.COMMERCIAL_PRIMARY},
        {"kind": DecisionKind.REAFFIRM},
        {"provenance": Provenance.OFFICIAL},
        {"revision": None},
        {"area": "SDA"},
        {"effective_on": "2025-01-01"},
    ],
)
def test_an_approval_carries_exactly_what_was_approved(people, said):
    proposal = made.approved(people)
    if "area" in said:
        said = {"area": factories.area(said["area"])}
    with refused("only by an approved proposal"):
        decide(proposal, **said)


def test_an_approved_decision_waits_for_its_day(people):
    proposal = made.approved(people)
    with refused("only by an approved proposal"):
        decide(proposal, effective_on=made.in_days(made.AHEAD))


def test_no_proposal_takes_effect_without_its_decision_or_a_review_without_its_proposal(people):
    proposal = made.approved(people)
    with refused("with its category decision"):
        write(step(proposal, Move.TAKE_EFFECT, State.EFFECTIVE), by=SYSTEM)
    with refused("only when its proposal took effect"):
        write(ReviewClosing(review=proposal.review, outcome="effective", reason="Forged."), by=SYSTEM)


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


def test_an_author_or_voter_with_every_role_approves_nothing(people):
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


def test_an_unanswered_objection_stops_an_approval(people):
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


@pytest.mark.parametrize("move", sorted(Move))
@pytest.mark.parametrize("target", [State.EFFECTIVE, State.APPROVED, State.IN_REVIEW])
def test_no_step_outside_the_table(people, move, target):
    with refused("does not make the move|may not make the move|newest revision"):
        write(step(made.draft(people), move, target), by=people.analyst)


def ballot(people, proposal, **said) -> Vote:
    revision = made.again(proposal).state.revision
    seat = Seat.objects.get(review=proposal.review, user=people.reviewer.pk)
    usual = {
        "revision": revision,
        "seat": seat,
        "choice": "support",
        "content_hash": revision.content_hash,
        "voter_name": people.reviewer.name,
        "voter_role": "reviewer",
        "voter_organization": made.SSC,
    }
    return Vote(**usual | said)


@pytest.mark.parametrize(
    ("said", "who", "words"),
    [
        ({"content_hash": "0" * 64}, "reviewer", "live revision"),
        ({"voter_organization": made.USSF}, "reviewer", "pins the name"),
        ({"voter_name": "Somebody"}, "reviewer", "pins the name"),
        ({"voter_role": "authority"}, "reviewer", "pins the name"),
        ({}, "reviewer2", "pins the name"),
        ({}, "authority", "seated in the review"),
        ({}, "analyst", "seated in the review"),
    ],
)
def test_a_vote_is_the_voters_own(people, said, who, words):
    proposal = made.submitted(people)
    with refused(words):
        write(ballot(people, proposal, **said), by=getattr(people, who))


def test_nobody_signs_for_somebody_else(people):
    proposal = made.submitted(people)
    vote = ballot(people, proposal)
    vote.by_id = people.reviewer.pk
    with (
        refused("somebody else than its audit entry"),
        recording(
            by=people.analyst, action="forge", target="x", reason="Forged.", entry_class=EntryClass.PROCESS
        ) as entry,
    ):
        entry.add(vote)


def opportunity(people, review, **said) -> Opportunity:
    usual = {"action": "Lease capacity.", "owner": made.account(people.analyst), "due_on": made.in_days(30)}
    return Opportunity(review=review, **usual | said)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_comments_or_notes_opportunities_who_takes_no_part(people, role):
    review = made.review(people)
    outsider = made.person("outsider", role)
    for row in (Comment(review=review, text="Forged."), opportunity(people, review)):
        for by in (outsider, SYSTEM):
            with refused("takes part in reviews comments"):
                write(row, by=by, entry_class=EntryClass.PROCESS)
    left = made.person("left", Role.ANALYST)
    accounts.set_active(by=factories.SETUP, user=made.account(left), active=False, reason="Left.")
    with refused("takes part in reviews comments"):
        write(Comment(review=review, text="Forged."), by=left, entry_class=EntryClass.PROCESS)


def test_what_is_said_is_said_in_an_open_review_about_its_own_proposal_as_process(people):
    proposal, other = made.submitted(people), made.review(people, area_code="SDA")
    with refused("takes part in reviews comments"):
        write(Comment(review=other, proposal=proposal, text="x"), by=people.analyst, entry_class=EntryClass.PROCESS)
    for row in (Comment(review=other, text="x"), opportunity(people, other)):
        with refused("of class record does not bring this"):
            write(row, by=people.analyst)
    reviews.close_review(by=people.steward, review=other, reason="Done.")
    for row in (Comment(review=other, text="x"), opportunity(people, other)):
        with refused("while the review is open"):
            write(row, by=people.analyst, entry_class=EntryClass.PROCESS)


def test_what_became_of_an_opportunity_its_owner_says_or_a_steward(people):
    found = opportunity(people, made.review(people))
    write(found, by=people.analyst, entry_class=EntryClass.PROCESS)
    for by in (people.reviewer, people.coauthor, people.authority, SYSTEM):
        with refused("Its owner or a steward"):
            progress = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="Forged.")
            write(progress, by=by, entry_class=EntryClass.PROCESS)
    for by in (people.analyst, people.steward):
        progress = OpportunityProgress(opportunity=found, step=OpportunityStep.DONE, reason="It is.")
        write(progress, by=by, entry_class=EntryClass.PROCESS)


def test_a_judge_does_not_become_an_author_nor_anybody_of_what_is_frozen(people):
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


def test_a_revision_says_what_its_hash_says_and_carries_its_evidence(people):
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


def test_only_stewards_or_the_system_run_reviews(people):
    proposal = made.submitted(people)
    review = proposal.review
    for row in (
        Seat(review=review, user_id=people.analyst.pk, place="reviewer", seated=True, reason="Forged."),
        Review(area=factories.area("SDA"), kind="ad_hoc", due_on=today_of_database(), reason="Forged."),
    ):
        with refused("A steward runs reviews"):
            write(row, by=people.analyst)
    with refused("closed by a steward"):
        write(ReviewClosing(review=review, outcome="closed", reason="Forged."), by=people.analyst)
    with refused("open proposal cannot be closed"):
        write(ReviewClosing(review=review, outcome="closed", reason="Forged."), by=people.steward)


def test_only_stewards_move_the_due_date_of_an_open_review_and_to_another_day(people):
    review = made.review(people)

    def moved(days=40) -> DueDateMove:
        return DueDateMove(review=review, due_on=made.in_days(days), reason="Forged.")

    for other in (people.analyst, people.authority, SYSTEM):
        with refused("A steward moves a due date"):
            write(moved(), by=other)
    with refused("and to another day"):
        write(moved(30), by=people.steward)
    reviews.close_review(by=people.steward, review=review, reason="Not now.")
    with refused("of an open review"):
        write(moved(), by=people.steward)


def test_only_analysts_ask_for_a_review_and_not_over_another_request_or_review(people):
    def asked(code="C2") -> ReviewRequest:
        return ReviewRequest(area=factories.area(code), reason="Forged.")

    for other in (people.steward, people.reviewer, SYSTEM):
        with refused("An analyst asks"):
            write(asked(), by=other)
    with refused("review_request_one_per_entry|waits already"):
        write(asked(), asked(), by=people.analyst)
    made.asked(people)
    with refused("waits already"):
        write(asked(), by=people.coauthor)
    made.review(people, area_code="SDA")
    with refused("while one is open"):
        write(asked("SDA"), by=people.analyst)


def test_only_stewards_decline_a_request_and_only_while_it_waits(people):
    asked = made.asked(people)

    def declined() -> RequestDecline:
        return RequestDecline(request=asked, reason="Forged.")

    for other in (people.analyst, people.authority, SYSTEM):
        with refused("A steward declines"):
            write(declined(), by=other)
    made.review(people, area_code="C2")
    with refused("Only a request that waits"):
        write(declined(), by=people.steward)


def test_nobody_is_seated_who_may_not_vote(people):
    proposal = made.submitted(people)
    both = made.person("both", Role.REVIEWER, Role.AUTHORITY)
    late = made.person("late", Role.REVIEWER)
    writer = made.person("writer", Role.REVIEWER, Role.STEWARD)

    def place(user, by, **said) -> Seat:
        usual = {"review": proposal.review, "place": "reviewer", "seated": True, "reason": "Forged."}
        return Seat(user_id=user.pk, **usual | said)

    with refused("holds the role"):
        write(place(people.steward, people.steward), by=people.steward, entry_class=EntryClass.PROCESS)
    with refused("Nobody seats themselves"):
        write(place(writer, writer), by=writer, entry_class=EntryClass.PROCESS)
    for said in ({}, {"seated": False}):
        with refused("The system seats only"):
            write(place(late, SYSTEM, **said), by=SYSTEM, entry_class=EntryClass.PROCESS)
    with refused("of class access does not bring this"):
        write(place(late, people.steward), by=people.steward, entry_class=EntryClass.ACCESS)
    made.vote(people.reviewer, proposal)
    with refused("may have read the votes"):
        write(place(both, people.steward), by=people.steward, entry_class=EntryClass.PROCESS)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_proposalstate SET state = 'approved'",
        "INSERT INTO missions_proposalstate SELECT * FROM missions_proposalstate",
        "DELETE FROM missions_proposalstate",
        "UPDATE missions_reviewstate SET is_open = true",
        "UPDATE missions_proposalrevision SET needed_supports = 1",
        "UPDATE missions_vote SET choice = 'support'",
        "DELETE FROM missions_authorship",
        "UPDATE missions_transition SET move = 'approve'",
        "ALTER TABLE missions_proposalstate DISABLE TRIGGER ALL",
        "CREATE TEMP TABLE mine (LIKE missions_transition); CREATE TRIGGER mine BEFORE INSERT ON mine"
        " FOR EACH ROW EXECUTE FUNCTION csis_transition()",
    ],
)
def test_states_and_rows_of_reviews_cannot_be_written_over(people, statement):
    made.approved(people)
    with refused("permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement)
