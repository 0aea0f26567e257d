"""The illustrative reviews of a demonstration, replayed through the same actions that people use."""

from datetime import date
from typing import Any

from missions.access import Actor
from missions.actions.people import accounts
from missions.actions.record import evidence
from missions.actions.reviews import comments, decisions, effect, proposals, reviews, votes
from missions.domain.vocabulary import (
    Category,
    EvidenceKind,
    OpportunityStep,
    ProposalKind,
    Provenance,
    ReplyKind,
    Role,
    Standing,
    VoteChoice,
)
from missions.models import Evidence, Function, MissionArea, ObjectionAnswer, Opportunity, Proposal, Review, User, Vote
from missions.queries.reviews.proposals import load_subject

GAP = "Not assessed in the sample."


class ReviewLoader:
    """Replays events about reviews; later events refer to earlier ones by their keys."""

    def __init__(self) -> None:
        self.areas = {area.code: area for area in MissionArea.objects.all()}
        self.users = {user.username: user for user in User.objects.select_related("organization")}
        self.reviews: dict[str, Review] = {}
        self.proposals: dict[str, Proposal] = {}
        self.evidence: dict[str, Evidence] = {}
        self.opportunities: dict[str, Opportunity] = {}

    def replay(self, event: dict[str, Any]) -> None:
        """Do what the event says, as the person it names."""
        act = getattr(self, f"_{event['action']}")
        act(event, *([self._actor(event["by"])] if "by" in event else []))

    def _actor(self, username: str) -> Actor:
        user = self.users[username]
        return Actor(user.pk, user.username, user.name, user.organization.name, frozenset(user.role_codes))

    def _people(self, names: list[str]) -> list[User]:
        return [self.users[name] for name in names]

    def _open_review(self, event: dict[str, Any], by: Actor) -> None:
        self.reviews[event["review"]] = reviews.open_review(
            by=by,
            area=self.areas[event["area"]],
            due_on=date.fromisoformat(event["due_on"]),
            reason=event["reason"],
            reviewers=self._people(event["reviewers"]),
            analysts=self._people(event["analysts"]),
        )

    def _open_cycle(self, event: dict[str, Any], by: Actor) -> None:
        cycle = reviews.open_cycle(
            by=by,
            name=event["cycle"],
            areas=[self.areas[code] for code in event["areas"]],
            due_on=date.fromisoformat(event["due_on"]),
            reason=event["reason"],
            reviewers=self._people(event["reviewers"]),
        )
        for review in cycle.reviews.select_related("area"):
            self.reviews[event["areas"][review.area.code]] = review

    def _close(self, event: dict[str, Any], by: Actor) -> None:
        reviews.close_review(by=by, review=self.reviews[event["review"]], reason=event["reason"])

    def _comment(self, event: dict[str, Any], by: Actor) -> None:
        comments.comment(by=by, review=self.reviews[event["review"]], text=event["text"])

    def _opportunity(self, event: dict[str, Any], by: Actor) -> None:
        self.opportunities[event["key"]] = reviews.note_opportunity(
            by=by,
            review=self.reviews[event["review"]],
            function=Function.objects.get(code=event["function"]),
            action=event["text"],
            owner=self.users[event["owner"]],
            due_on=date.fromisoformat(event["due_on"]),
        )

    def _progress(self, event: dict[str, Any], by: Actor) -> None:
        step = OpportunityStep(event["step"])
        opportunity = self.opportunities[event["key"]]
        reviews.progress_opportunity(by=by, opportunity=opportunity, step=step, reason=event["reason"])

    def _add_evidence(self, event: dict[str, Any], by: Actor) -> None:
        content = evidence.EvidenceContent(
            kind=EvidenceKind(event["kind"]),
            title=event["title"],
            publisher=event["publisher"],
            dated_on=date.fromisoformat(event["dated_on"]),
            note=event["note"],
            provenance=Provenance(event.get("provenance", Provenance.ILLUSTRATIVE)),
        )
        self.evidence[event["key"]] = evidence.add_evidence(by=by, content=content, reason=event["reason"])

    def _draft(self, event: dict[str, Any], by: Actor) -> None:
        proposal = proposals.create_draft(by=by, review=self.reviews[event["review"]])
        self.proposals[event["proposal"]] = proposal
        area = load_subject(proposal.pk).subject.area
        content = proposals.DraftContent(
            kind=ProposalKind(event["kind"]),
            target=Category(event["target"]),
            effective_on=date.fromisoformat(event["effective_on"]),
            rationale=event["rationale"],
            evidence=tuple(self.evidence[key].pk for key in event["evidence"]),
            gaps={one.code: GAP for one in area.functions if one.standing is Standing.UNASSESSED},
        )
        proposals.save_draft(by=by, proposal=proposal, against=0, content=content)

    def _revise(self, event: dict[str, Any], by: Actor) -> None:
        """Revise the live revision: another rationale, effective today, and one answer to every open comment."""
        loaded = load_subject(self.proposals[event["proposal"]].pk)
        content = proposals.DraftContent(
            kind=loaded.subject.kind,
            target=loaded.subject.target,
            effective_on=loaded.subject.today,
            rationale=event["rationale"],
            evidence=loaded.subject.evidence,
            gaps=loaded.subject.gaps,
            answers=dict.fromkeys((request.pk for request in loaded.requests), event["answer"]),
        )
        saved = proposal_saves(loaded.proposal)
        proposals.save_draft(by=by, proposal=loaded.proposal, against=saved, content=content)

    def _submit(self, event: dict[str, Any], by: Actor) -> None:
        proposal = self.proposals[event["proposal"]]
        proposals.submit(by=by, proposal=proposal, against=proposal_saves(proposal), reason=event["reason"])

    def _withdraw(self, event: dict[str, Any], by: Actor) -> None:
        proposals.withdraw(by=by, proposal=self.proposals[event["proposal"]], reason=event["reason"])

    def _live(self, event: dict[str, Any]) -> dict[str, Any]:
        """The event's proposal, with the revision that the act applies to."""
        proposal = self.proposals[event["proposal"]]
        revision = load_subject(proposal.pk).revision
        return {"proposal": proposal, "revision": revision.number, "content_hash": revision.content_hash}

    def _vote(self, event: dict[str, Any], by: Actor) -> None:
        votes.vote(by=by, choice=VoteChoice(event["choice"]), reason=event["reason"], **self._live(event))

    def _request_changes(self, event: dict[str, Any], by: Actor) -> None:
        votes.request_changes(by=by, items=[tuple(item) for item in event["items"]], **self._live(event))

    def _answer_objection(self, event: dict[str, Any], by: Actor) -> None:
        live = self._live(event)
        vote = Vote.objects.get(revision__proposal=live.pop("proposal"), by=self.users[event["of"]])
        votes.answer_objection(by=by, vote=vote, text=event["text"], **live)

    def _reply(self, event: dict[str, Any], by: Actor) -> None:
        live = self._live(event)
        answer = ObjectionAnswer.objects.get(vote__revision__proposal=live["proposal"], vote__by=by.pk)
        votes.reply(by=by, answer=answer.pk, kind=ReplyKind(event["kind"]), reason=event["reason"], **live)

    def _approve(self, event: dict[str, Any], by: Actor) -> None:
        decisions.approve(by=by, reason=event["reason"], **self._live(event))

    def _reject(self, event: dict[str, Any], by: Actor) -> None:
        decisions.reject(by=by, reason=event["reason"], **self._live(event))

    def _grant(self, event: dict[str, Any], by: Actor) -> None:
        user, role = self.users[event["account"]], Role(event["role"])
        accounts.grant_role(by=by, user=user, role=role, reason=event["reason"])

    def _take_effect(self, _event: dict[str, Any]) -> None:
        effect.apply_due_decisions()


def proposal_saves(proposal: Proposal) -> int:
    """How many times the draft was saved, which a submission must name."""
    proposal.draft.refresh_from_db()
    return proposal.draft.saved
