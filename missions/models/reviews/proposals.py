"""Proposals: their authors, drafts, frozen revisions, votes, and every move."""

import pgtrigger
from django.db import models
from django.db.models import Q

from missions.domain.reviews.transitions import edges
from missions.domain.states import FINAL, OPEN
from missions.domain.vocabulary import AnswerKind, Category, Move, ProposalKind, ReplyKind, State, VoteChoice
from missions.models.guards import choices_check
from missions.models.people.accounts import User
from missions.models.record.evidence import Evidence
from missions.models.record.policy import PolicyRevision
from missions.models.reviews.reviews import Act, Review, before_insert, reasoned


class Proposal(Act):
    """A proposal to the reviewers within a review; `by` is its first author."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="proposals")
    reverses = models.ForeignKey("missions.CategoryDecision", models.PROTECT, null=True, related_name="reversals")

    def __str__(self) -> str:
        return f"Proposal {self.pk}"


class Authorship(Act):
    """A person who saved content, and so cannot vote or decide. `by` is the author."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, db_index=False, related_name="authorships")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["proposal", "by"], name="authorship_once")]
        triggers = [*Act.Meta.triggers, before_insert("author", "csis_authorship")]


class Draft(models.Model):
    """The content while it is typed, saved whenever it changes; not of record until it is submitted.

    `saved` counts the saves: each save names the count that it started from. The base is the area when the draft was
    made or rebased: the day, the sequence, and the material version then.
    """

    proposal = models.OneToOneField(Proposal, models.PROTECT, primary_key=True, related_name="draft")
    kind = models.TextField(choices=ProposalKind.choices)
    target = models.TextField(choices=Category.choices, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    rationale = models.TextField(blank=True)
    evidence = models.JSONField(default=list, help_text="Primary keys of evidence.")
    gaps = models.JSONField(default=dict, help_text="Why a function is not assessed, by function code.")
    answers = models.JSONField(default=dict, help_text="Answers to change requests, by primary key.")
    base_on = models.DateField()
    base_sequence = models.BigIntegerField()
    base_version = models.TextField()
    saved = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Draft of proposal {self.proposal_id}, save {self.saved}"


class ProposalRevision(Act):
    """One frozen content of a proposal, by its hash, with the quorum of the policy when it was submitted.

    The hash covers `content`, the canonical JSON of `domain/reviews/transitions.py: Content`; the columns repeat it.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, db_index=False, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.TextField(choices=ProposalKind.choices)
    target = models.TextField(choices=Category.choices)
    effective_on = models.DateField()
    rationale = models.TextField()
    content = models.TextField()
    content_hash = models.TextField()
    base_on = models.DateField()
    base_sequence = models.BigIntegerField()
    base_version = models.TextField()
    policy = models.ForeignKey(PolicyRevision, models.PROTECT, db_index=False, related_name="+")
    needed_supports = models.PositiveSmallIntegerField()
    needed_organizations = models.PositiveSmallIntegerField()

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_revision_number_once"),
            models.CheckConstraint(condition=~Q(rationale=""), name="proposal_revision_rationale_given"),
            choices_check("kind", ProposalKind, "proposal_revision_kind_known"),
            choices_check("target", Category, "proposal_revision_target_known"),
            models.CheckConstraint(
                condition=Q(needed_supports__gte=1, needed_organizations__gte=1)
                & (Q(kind=ProposalKind.REAFFIRM) | Q(needed_supports__gte=2, needed_organizations__gte=2)),
                name="proposal_revision_quorum_floor",
            ),
        ]
        triggers = [*Act.Meta.triggers, before_insert("frozen", "csis_proposal_revision")]

    def __str__(self) -> str:
        return f"Revision {self.number} of proposal {self.proposal_id}"


class RevisionEvidence(Act):
    """A revision rests on a piece of evidence, as its content says."""

    revision = models.ForeignKey(ProposalRevision, models.PROTECT, db_index=False, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="revision_links")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["revision", "evidence"], name="revision_evidence_once")]
        triggers = [*Act.Meta.triggers, before_insert("evidence", "csis_revision_evidence")]


class RevisionPosture(Act):
    """The posture of the area as the brief of a revision showed it, by its hash; not part of what is approved.

    `content` is the canonical JSON of `domain/commercial/posture/block.py: PostureBlock`. Earlier revisions have none.
    """

    revision = models.OneToOneField(ProposalRevision, models.PROTECT, related_name="posture")
    content = models.TextField()
    content_hash = models.TextField()

    class Meta(Act.Meta):
        triggers = [*Act.Meta.triggers, before_insert("kept", "csis_revision_posture")]


class ProposalState(models.Model):
    """The state of a proposal: written only by the trigger on `Transition`."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, primary_key=True, related_name="state")
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    state = models.TextField(choices=State.choices)
    revision = models.ForeignKey(ProposalRevision, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            choices_check("state", State, "proposal_state_known"),
            models.UniqueConstraint(
                fields=["review"], condition=~Q(state__in=sorted(FINAL)), name="proposal_state_one_open_per_review"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="moves",
                field="state",
                transitions=sorted({(source.value, target.value) for _, source, target in edges() if source}),
            ),
            pgtrigger.Protect(
                name="born_a_draft", operation=pgtrigger.Insert, condition=pgtrigger.Q(new__state__df=State.DRAFT)
            ),
        ]

    def __str__(self) -> str:
        return f"Proposal {self.proposal_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether a further move is possible."""
        return self.state in OPEN


class Transition(Act):
    """One move of a proposal from one state to the next; `revision` is the live one after it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="transitions")
    move = models.TextField(choices=Move.choices)
    source = models.TextField(choices=State.choices, blank=True)
    target = models.TextField(choices=State.choices)
    revision = models.ForeignKey(ProposalRevision, models.PROTECT, null=True, related_name="transitions")
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("transition"),
            choices_check("move", Move, "transition_move_known"),
            choices_check("target", State, "transition_target_known"),
            models.UniqueConstraint(fields=["proposal", "entry"], name="transition_one_per_entry"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("moves", "csis_transition")]


class Vote(Act):
    """A reviewer's vote on one revision: final, with the voter's name, role and organization at that time."""

    revision = models.ForeignKey(ProposalRevision, models.PROTECT, db_index=False, related_name="votes")
    seat = models.ForeignKey("missions.Seat", models.PROTECT, related_name="votes")
    choice = models.TextField(choices=VoteChoice.choices)
    reason = models.TextField(blank=True)
    content_hash = models.TextField()
    voter_name = models.TextField()
    voter_role = models.TextField()
    voter_organization = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(fields=["revision", "by"], name="vote_once_per_revision"),
            choices_check("choice", VoteChoice, "vote_choice_known"),
            models.CheckConstraint(condition=Q(choice=VoteChoice.SUPPORT) | ~Q(reason=""), name="vote_reason_given"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("vote", "csis_vote")]


class VoteRequest(Act):
    """An author or a steward asks somebody who voted on an earlier revision to vote on this one."""

    revision = models.ForeignKey(ProposalRevision, models.PROTECT, db_index=False, related_name="vote_requests")
    reviewer = models.ForeignKey(User, models.PROTECT, db_index=False, related_name="+")

    class Meta(Act.Meta):
        constraints = [models.UniqueConstraint(fields=["revision", "reviewer"], name="vote_request_once")]
        triggers = [*Act.Meta.triggers, before_insert("asks_again", "csis_vote_request")]


class ChangeRequest(Act):
    """One item that a reviewer or the decision authority wants changed, with its reason."""

    revision = models.ForeignKey(ProposalRevision, models.PROTECT, related_name="change_requests")
    item = models.TextField()
    reason = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            reasoned("change_request"),
            models.CheckConstraint(condition=~Q(item=""), name="change_request_item_given"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("asked", "csis_change_request")]


class ChangeAnswer(Act):
    """The answer of the next submitted revision to a change request."""

    request = models.OneToOneField(ChangeRequest, models.PROTECT, related_name="answer")
    revision = models.ForeignKey(ProposalRevision, models.PROTECT, related_name="change_answers")
    text = models.TextField()

    class Meta(Act.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="change_answer_given")]
        triggers = [*Act.Meta.triggers, before_insert("answered", "csis_change_answer")]


class ObjectionAnswer(Act):
    """The answer to an objection by an author, or the decision authority's overruling in writing."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="answers")
    kind = models.TextField(choices=AnswerKind.choices)
    text = models.TextField()

    class Meta(Act.Meta):
        constraints = [
            choices_check("kind", AnswerKind, "objection_answer_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="objection_answer_given"),
        ]
        triggers = [*Act.Meta.triggers, before_insert("answer", "csis_objection_answer")]


class ObjectionReply(Act):
    """The objector's one reply to an answer: they accept it, or stand firm and say why."""

    answer = models.OneToOneField(ObjectionAnswer, models.PROTECT, related_name="reply")
    kind = models.TextField(choices=ReplyKind.choices)
    reason = models.TextField(blank=True)

    class Meta(Act.Meta):
        verbose_name_plural = "objection replies"
        constraints = [
            choices_check("kind", ReplyKind, "objection_reply_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ReplyKind.ACCEPT) | ~Q(reason=""), name="objection_reply_reason_given"
            ),
        ]
        triggers = [*Act.Meta.triggers, before_insert("reply", "csis_objection_reply")]
