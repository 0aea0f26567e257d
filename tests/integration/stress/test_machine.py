"""Random people do random things, beyond what their pages offer; a simple model says what is allowed.

What the model allows must succeed and everything else must be refused; at every end the chain verifies. Every run plays
other histories; `make stress` plays more of them.
"""

import os

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from missions.access import Refused
from missions.actions.errors import Unfit
from missions.actions.people import accounts
from missions.actions.reviews import decisions, effect, proposals, reviews, votes
from missions.actions.reviews.errors import Blocked, Overtaken
from missions.domain.reviews.transitions import edges
from missions.domain.vocabulary import Category, Performer, ProposalKind, Role, SeatKind, State, VoteChoice
from missions.models import CategoryDecision, Transition, Vote
from missions.queries.people.verification import verify
from missions.queries.reviews.proposals import area_today
from tests import factories
from tests import review_factories as made
from tests.integration.stress import agreeing
from tests.integration.stress.review_model import OVER, Ballot, Model
from tests.integration.stress.review_people import PEOPLE, SEATED

STOPPED = (Refused, Blocked, Overtaken, Unfit)
STEPS = {(move.value, source or "", target.value) for move, source, target in edges()}
RUNS, LENGTH = int(os.environ.get("CSIS_STRESS_RUNS", "8")), 40
REASON = "Chance."
S = State

who = st.sampled_from(sorted(PEOPLE))
judges = st.sampled_from(["reviewer", "reviewer2", "critic", "judge"])
deciders = st.sampled_from(["writer", "judge", "authority", "reviewer"])
writers = st.sampled_from(["analyst", "writer", "critic", "steward"])
few, days = st.integers(0, 1), st.sampled_from([0, 0, 1])
mostly = st.sampled_from([VoteChoice.SUPPORT, VoteChoice.SUPPORT, VoteChoice.RECUSE])


class Reviews(RuleBasedStateMachine):
    """Acts on one area with one function, all in a savepoint that is rolled back at the end."""

    actors: dict
    evidence: int

    @initialize(steps=st.integers(0, 7), category=st.sampled_from(Category), asks=few, recalls=st.sampled_from([0, 2]))
    def begin(self, steps: int, category: Category, asks: int, recalls: int) -> None:
        """Start from nothing, or after a few proper steps."""
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.function = made.assessed("T-1")
        self.area = self.function.area
        self.model = Model(
            roles={name: set(roles) for name, (roles, _) in PEOPLE.items()},
            organizations={name: organization for name, (_, organization) in PEOPLE.items()},
            category=Category.HYBRID.value,
        )
        self.proposal = self.old = None
        self.open()
        self.play(steps, category, asks, recalls, VoteChoice.SUPPORT)

    def attempt(self, may: bool, act, *arguments, **said):
        """Try an act and compare the result with the model; None if it was refused."""
        try:
            done, stopped = act(*arguments, **said), None
        except STOPPED as refusal:
            done, stopped = None, refusal
        assert (stopped is None) == may, f"{act.__name__} is allowed: {may}, and came to {stopped or done}"
        return done

    @property
    def live(self) -> dict:
        revision = made.again(self.proposal).state.revision
        if revision is None:
            return {"revision": 1, "content_hash": "0" * 64}
        return {"revision": revision.number, "content_hash": revision.content_hash}

    @rule()
    def open(self) -> None:
        ready = all(self.model.holds(name, Role.REVIEWER) for name in SEATED)
        may = not self.model.is_open and self.model.holds("steward", Role.STEWARD) and ready
        opened = self.attempt(
            may,
            reviews.open_review,
            by=self.actors["steward"],
            area=self.area,
            due_on=made.in_days(9),
            reason=REASON,
            reviewers=[made.account(self.actors[name]) for name in SEATED],
        )
        if opened:
            self.review = opened
            self.model.is_open, self.model.seats = True, set(SEATED)

    @rule()
    def close(self) -> None:
        may = self.model.is_open and self.model.state in OVER and self.model.holds("steward", Role.STEWARD)
        if self.attempt(may, reviews.close_review, by=self.actors["steward"], review=self.review, reason=REASON):
            self.model.is_open = False

    @rule(name=writers)
    def create(self, name: str) -> None:
        may = self.model.may_create(name)
        drafted = self.attempt(may, proposals.create_draft, by=self.actors[name], review=self.review)
        if drafted:
            self.proposal = drafted
            self.model.begin(name)

    @rule(name=writers, category=st.sampled_from(Category), version=st.integers(0, 2), days=days)
    def save(self, name: str, category: Category, version: int, days: int) -> None:
        if self.proposal is None:
            return
        kind = ProposalKind.REAFFIRM if category.value == self.model.category else ProposalKind.SHIFT
        said = (kind, category.value, days, version, frozenset(self.model.asked))
        saved = self.attempt(
            self.model.may_save(name),
            proposals.save_draft,
            by=self.actors[name],
            proposal=self.proposal,
            against=made.again(self.proposal).draft.saved,
            content=made.content(
                kind=kind,
                target=category,
                effective_on=made.in_days(days),
                rationale=f"Version {version}",
                evidence=(self.evidence,),
                answers=dict.fromkeys(self.model.asked, "Done."),
            ),
        )
        if saved and said != self.model.said:
            self.model.said = said
            self.model.authors.add(name)

    @rule(name=writers)
    def submit(self, name: str) -> None:
        if self.proposal is None:
            return
        said = {"proposal": self.proposal, "against": made.again(self.proposal).draft.saved, "reason": REASON}
        before = self.live
        if self.attempt(self.model.may_submit(name), proposals.submit, by=self.actors[name], **said):
            self.model.send()
            self.old = before if before != self.live else self.old

    @rule(name=judges, choice=st.sampled_from([VoteChoice.SUPPORT, VoteChoice.SUPPORT, *VoteChoice]))
    def vote(self, name: str, choice: VoteChoice) -> None:
        if self.proposal is None:
            return
        may = self.model.may_vote(name)
        said = {"proposal": self.proposal, "choice": choice, "reason": REASON, **self.live}
        if self.attempt(may, votes.vote, by=self.actors[name], **said):
            self.model.ballots[name] = Ballot(choice, self.model.organizations[name])
            (self.model.recused if choice is VoteChoice.RECUSE else self.model.voters).add(name)

    @rule(name=who)
    def act_on_what_was_replaced(self, name: str) -> None:
        if self.proposal is None or self.old is None or self.old == self.live:
            return
        said = {"by": self.actors[name], "proposal": self.proposal, "reason": REASON, **self.old}
        self.attempt(False, votes.vote, choice=VoteChoice.SUPPORT, **said)
        self.attempt(False, decisions.approve, **said)

    @rule(name=st.one_of(judges, deciders))
    def ask(self, name: str) -> None:
        if self.proposal is None:
            return
        said = {"proposal": self.proposal, "items": [("This", REASON)], **self.live}
        if self.attempt(self.model.may_ask(name), votes.request_changes, by=self.actors[name], **said):
            self.model.state = S.CHANGES_REQUESTED
            self.model.requesters.add(name)
            requests = made.again(self.proposal).state.revision.change_requests
            self.model.asked.add(requests.latest("pk").pk)

    @rule(name=writers)
    def answer(self, name: str) -> None:
        vote = Vote.objects.filter(choice=VoteChoice.OBJECT).order_by("pk").last()
        if vote is None or vote.revision.proposal_id != self.proposal.pk:
            return
        of = next(one for one, actor in self.actors.items() if actor.pk == vote.by_id)
        standing = self.model.ballots.get(of)
        current = vote.revision_id == made.again(self.proposal).state.revision_id and standing is not None
        may = current and self.model.state is S.IN_REVIEW and self.model.writes(name)
        said = {"vote": vote, "text": REASON, **self.live}
        if self.attempt(may, votes.answer_objection, by=self.actors[name], **said):
            standing.answered = True

    @rule(name=deciders, overruling=st.booleans())
    def approve(self, name: str, overruling: bool) -> None:
        if self.proposal is None:
            return
        live = made.again(self.proposal).state.revision
        objections = live.votes.filter(choice=VoteChoice.OBJECT) if live and overruling else ()
        texts = {vote.pk: REASON for vote in objections}
        may = self.model.may_approve(name, overruling)
        said = {"proposal": self.proposal, "reason": REASON, "overrulings": texts, **self.live}
        if self.attempt(may, decisions.approve, by=self.actors[name], **said):
            self.model.deciders.add(name)
            for ballot in self.model.ballots.values():
                ballot.answered = ballot.answered or overruling
            self.model.approved()

    @rule(name=deciders, rejecting=st.sampled_from([True, False, False]))
    def reject_or_recall(self, name: str, rejecting: bool) -> None:
        if self.proposal is None:
            return
        source, target = (S.IN_REVIEW, S.REJECTED) if rejecting else (S.APPROVED, S.IN_REVIEW)
        may = self.model.state is source and self.model.may_decide(name)
        act = decisions.reject if rejecting else decisions.recall
        if self.attempt(may, act, by=self.actors[name], proposal=self.proposal, reason=REASON, **self.live):
            self.model.state = target
            self.model.deciders.add(name)

    @rule(name=writers, withdrawing=st.sampled_from([True, False, False]))
    def rebase_or_withdraw(self, name: str, withdrawing: bool) -> None:
        if self.proposal is None:
            return
        may = self.model.may_withdraw(name) if withdrawing else self.model.may_rebase(name)
        act = proposals.withdraw if withdrawing else proposals.rebase
        if not self.attempt(may, act, by=self.actors[name], proposal=self.proposal, reason=REASON):
            return
        self.model.state = S.WITHDRAWN if withdrawing else S.DRAFT
        if not withdrawing:
            self.model.authors.add(name)
            self.model.base = (self.model.category, self.model.standing)

    @rule(name=judges)
    def seat(self, name: str) -> None:
        may = self.model.may_seat(name) and self.model.holds("steward", Role.STEWARD)
        said = {"review": self.review, "place": SeatKind.REVIEWER, "reason": REASON}
        users = [made.account(self.actors[name])]
        if self.attempt(may, reviews.seat, by=self.actors["steward"], users=users, **said):
            self.model.seats.add(name)

    @rule(name=judges)
    def unseat(self, name: str) -> None:
        may = self.model.is_open and name in self.model.seats and self.model.holds("steward", Role.STEWARD)
        said = {"review": self.review, "place": SeatKind.REVIEWER, "reason": REASON}
        user = made.account(self.actors[name])
        if self.attempt(may, reviews.unseat, by=self.actors["steward"], user=user, **said):
            self.model.seats.discard(name)

    @rule(name=who, leaving=st.booleans())
    def come_or_go(self, name: str, leaving: bool) -> None:
        """Somebody is deactivated or loses a role, or gets it back."""
        self.turn_active(name) if leaving else self.turn_role(name)

    def turn_active(self, name: str) -> None:
        active, user = name in self.model.inactive, made.account(self.actors[name])
        accounts.set_active(by=factories.SETUP, user=user, active=active, reason=REASON)
        (self.model.inactive.discard if active else self.model.inactive.add)(name)

    def turn_role(self, name: str) -> None:
        role = sorted(PEOPLE[name][0])[0]
        said = {"by": factories.SETUP, "user": made.account(self.actors[name]), "role": role, "reason": REASON}
        if role in self.model.roles[name]:
            accounts.end_role(**said)
            self.model.roles[name].discard(role)
        else:
            accounts.grant_role(**said)
            accounts.confirm_role(**said)
            self.model.roles[name].add(role)

    def everybody_is_back(self) -> None:
        for name, (roles, _) in PEOPLE.items():
            if name in self.model.inactive:
                self.turn_active(name)
            if self.model.roles[name] != roles:
                self.turn_role(name)

    @rule()
    def area_moves(self) -> None:
        to = Performer.EITHER if self.model.standing else Performer.GOVERNMENT_ONLY
        factories.assessment(self.function, performer=to)
        self.model.area_moves()

    @rule()
    def the_worker_looks(self) -> None:
        """What is due took effect as it was approved; what waits has a later day."""
        assert effect.apply_due_decisions() == []

    @rule(category=st.sampled_from(Category), days=days)
    def everybody_does_their_part(self, category: Category, days: int) -> None:
        """The next steps as intended, so that random acts reach late states."""
        self.everybody_is_back()
        if self.model.state in OVER:
            self.open()
            self.create("analyst")
        elif self.model.state is S.IN_REVIEW:
            for name in SEATED:
                self.vote(name, VoteChoice.SUPPORT)
            self.approve("authority", overruling=True)
        elif self.model.state is S.APPROVED:
            self.reject_or_recall("authority", rejecting=False)
        else:
            self.rebase_or_withdraw("analyst", withdrawing=False)
            self.save("analyst", category, 1, days)
            self.submit("analyst")

    @rule(
        steps=st.integers(1, 4), category=st.sampled_from(Category), asks=few, recalls=st.integers(0, 2), choice=mostly
    )
    def play(self, steps: int, category: Category, asks: int, recalls: int, choice: VoteChoice) -> None:
        """Proper steps with repeated rounds: changes requested and made, approvals recalled and given again."""
        self.everybody_is_back()
        for _ in range(steps):
            if asks and self.model.state is S.IN_REVIEW:
                asks -= 1
                self.another_round(SEATED[asks], choice, category)
            elif recalls and self.model.state is S.APPROVED:
                recalls -= 1
                self.there_and_back() if recalls else self.reject_or_recall("authority", rejecting=False)
            else:
                self.everybody_does_their_part(category, 1 if recalls else 0)

    @rule()
    def there_and_back(self) -> None:
        """The area changes and changes back: what is submitted again is no new revision and keeps its votes."""
        if self.model.state in {S.IN_REVIEW, S.APPROVED}:
            self.everybody_is_back()
            self.area_moves()
            self.area_moves()
            self.rebase_or_withdraw("analyst", withdrawing=False)
            self.submit("analyst")

    @rule(name=st.sampled_from(SEATED), choice=mostly, category=st.sampled_from(Category))
    def another_round(self, name: str, choice: VoteChoice, category: Category) -> None:
        """Somebody votes, changes are requested, and the authors submit again."""
        if self.model.state is S.IN_REVIEW:
            self.everybody_is_back()
            self.vote(name, choice)
            self.ask("authority")
            self.save("analyst", category, 2, 0)
            self.submit("analyst")

    @invariant()
    def the_record_stands_where_the_model_does(self) -> None:
        if self.proposal is not None:
            assert made.state(self.proposal) == self.model.state
        assert CategoryDecision.objects.filter(revision__isnull=False).count() == self.model.decisions
        assert area_today("SATCOM")[0].category.value == self.model.category

    @rule()
    def everybody_is_told_the_same(self) -> None:
        """Queue, header, notices, reminders and page agree on who acts next, and those people can act."""
        agreeing.demand_agreement(self.actors.values(), self.review, self.proposal)

    def teardown(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            self.nothing_forbidden_happened()
            self.everybody_is_told_the_same()
            assert [finding.what for finding in verify()] == []
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def nothing_forbidden_happened(self) -> None:
        """Read from the rows only: every step is in the table, and nobody approved what they wrote or voted on."""
        for step in Transition.objects.select_related("proposal"):
            assert (step.move, step.source, step.target) in STEPS
            if step.move == "approve":
                authors = set(step.proposal.authorships.values_list("by_id", flat=True))
                votes = Vote.objects.filter(revision__proposal=step.proposal).exclude(choice=VoteChoice.RECUSE)
                assert step.by_id not in authors | set(votes.values_list("by_id", flat=True))


@pytest.mark.django_db
def test_random_reviews_do_what_the_model_says():
    Reviews.actors = {
        name: made.person(name, *sorted(roles), organization=organization)
        for name, (roles, organization) in PEOPLE.items()
    }
    # The last steward could not leave.
    made.person("keeper", Role.STEWARD)
    Reviews.evidence = made.evidence().pk
    run_state_machine_as_test(
        Reviews,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=LENGTH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
