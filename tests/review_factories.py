"""Reviews in the state where a test begins, made through the actions that people use."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta

from missions.access import Actor
from missions.actions import installation
from missions.actions.chain import recording
from missions.actions.reviews import amendments, comments, decisions, proposals, requests, reviews, votes
from missions.domain.vocabulary import (
    Category,
    EvidenceKind,
    ProposalKind,
    Provenance,
    ReplyKind,
    Role,
    State,
    VoteChoice,
)
from missions.models import (
    CategoryDecision,
    Cycle,
    Evidence,
    Function,
    Proposal,
    ProposalRevision,
    Review,
    ReviewRequest,
    Transition,
    User,
    Vote,
)
from missions.models.reviews.proposals import ProposalState
from missions.queries.moment import today_of_database
from missions.storage.connections import planned_once
from tests import factories

REASON = "A test needs it."
# The number of days before its effective date on which a waiting proposal is approved.
AHEAD = 3
SSC, USSF = "Space Systems Command", "Space Force"


@dataclass(frozen=True)
class Cast:
    """Everybody whom a review needs; the second reviewer belongs to another organization than the others."""

    steward: Actor
    analyst: Actor
    coauthor: Actor
    reviewer: Actor
    reviewer2: Actor
    reviewer3: Actor
    authority: Actor
    authority2: Actor

    @property
    def reviewers(self) -> list[User]:
        """The accounts of the reviewers."""
        return [account(one) for one in (self.reviewer, self.reviewer2, self.reviewer3)]


ROLES = {"coauthor": Role.ANALYST, "reviewer2": Role.REVIEWER, "reviewer3": Role.REVIEWER, "authority2": Role.AUTHORITY}


def person(username: str, *roles: Role, organization: str = SSC) -> Actor:
    """A person of an organization, with these roles in force."""
    made = factories.user(username, *roles, organization=organization)
    return Actor(made.pk, made.username, made.name, organization, frozenset(roles))


def cast() -> Cast:
    """New accounts for a review."""
    made = {}
    for one in fields(Cast):
        role = ROLES.get(one.name) or Role(one.name)
        made[one.name] = person(one.name, role, organization=USSF if one.name == "reviewer2" else SSC)
    return Cast(**made)


def account(actor: Actor) -> User:
    """The actor's account."""
    return User.objects.get(pk=actor.pk)


def in_days(days: int) -> date:
    """The day this many days after the database's today."""
    return today_of_database() + timedelta(days=days)


def on_day(days: int = AHEAD) -> AbstractContextManager[None]:
    """Set the database's clock to noon, some days from now: by default on the day of what waits."""
    return installation.clock(datetime.combine(in_days(days), time(12), UTC))


def evidence(title: str = "A report") -> Evidence:
    """A piece of evidence without a file."""
    with recording(by=factories.SETUP, action="add evidence", target="evidence", reason=REASON) as entry:
        return entry.add(
            Evidence(kind=EvidenceKind.DOCUMENT, title=title, provenance=Provenance.PUBLIC_SOURCE, reason=REASON)
        )


def assessed(code: str = "T-1", *, area_code: str = "SATCOM") -> Function:
    """A function with an assessment that leaves it open."""
    function = factories.function(code, area_code=area_code)
    factories.assessment(function)
    return function


def review(people: Cast, *, area_code: str = "SATCOM") -> Review:
    """An open review with all three reviewers assigned."""
    return reviews.open_review(
        by=people.steward,
        area=factories.area(area_code),
        due_on=in_days(30),
        reason=REASON,
        reviewers=people.reviewers,
        analysts=[account(people.analyst)],
    )


def asked(people: Cast, *, area_code: str = "C2") -> ReviewRequest:
    """A request for a review of an area whose only assessment indicates another category."""
    if not factories.area(area_code).functions.exists():
        assessed(f"T-{area_code}", area_code=area_code)
    return requests.ask_for_review(by=people.analyst, area=factories.area(area_code), reason=REASON)


def in_cycle(people: Cast, *codes: str, due: int = 30) -> Cycle:
    """A cycle with a review for each of these areas, with all reviewers assigned and the analyst asked to draft."""
    return reviews.open_cycle(
        by=people.steward,
        name=f"Cycle of {', '.join(codes)}",
        areas=[factories.area(code) for code in codes],
        due_on=in_days(due),
        reason=REASON,
        reviewers=people.reviewers,
        analysts=[account(people.analyst)],
    )


def content(**said: object) -> proposals.DraftContent:
    """A shift of SATCOM to Government Primary as of today, complete unless other values are given."""
    usual = {
        "kind": ProposalKind.SHIFT,
        "target": Category.GOVERNMENT_PRIMARY,
        "effective_on": today_of_database(),
        "rationale": "What was found speaks for it.",
    }
    if "evidence" not in said:
        usual["evidence"] = (evidence().pk,)
    return proposals.DraftContent(**usual | said)


def draft(people: Cast, *, area_code: str = "SATCOM", **said: object) -> Proposal:
    """A draft that could be submitted, in a review of an area with one assessed function."""
    if not factories.area(area_code).functions.exists():
        assessed(f"T-{area_code}", area_code=area_code)
    made = proposals.create_draft(by=people.analyst, review=review(people, area_code=area_code))
    proposals.save_draft(by=people.analyst, proposal=made, against=0, content=content(**said))
    return again(made)


def submit(people: Cast, proposal: Proposal) -> ProposalRevision:
    """Submit the draft as it is."""
    saved = again(proposal).draft.saved
    return proposals.submit(by=people.analyst, proposal=proposal, against=saved, reason=REASON)


def submitted(people: Cast, **said: object) -> Proposal:
    """A proposal in review."""
    made = draft(people, **said)
    submit(people, made)
    return again(made)


def vote(by: Actor, proposal: Proposal, choice: VoteChoice = VoteChoice.SUPPORT, reason: str = REASON) -> Vote:
    """A vote on the live revision."""
    return votes.vote(by=by, proposal=proposal, choice=choice, reason=reason, **live(proposal))


def supported(people: Cast, **said: object) -> Proposal:
    """A proposal in review with the votes that a shift needs."""
    return support(people, submitted(people, **said))


def support(people: Cast, proposal: Proposal) -> Proposal:
    """The proposal with the votes that a shift needs."""
    vote(people.reviewer, proposal)
    vote(people.reviewer2, proposal)
    return again(proposal)


def approve(by: Actor, proposal: Proposal, **said: object) -> Transition:
    """Approve the live revision."""
    return decisions.approve(by=by, proposal=proposal, reason=REASON, **live(proposal), **said).transition


def approved(people: Cast, **said: object) -> Proposal:
    """A proposal that waits for its day, by default `AHEAD` days from now."""
    made = supported(people, **{"effective_on": in_days(AHEAD)} | said)
    approve(people.authority, made)
    return again(made)


def effective(people: Cast, **said: object) -> CategoryDecision:
    """The decision of a proposal that took effect when it was approved, by default today."""
    made = supported(people, **said)
    approve(people.authority, made)
    return CategoryDecision.objects.get(revision__proposal=made)


def live(proposal: Proposal) -> dict[str, object]:
    """The arguments that name the live revision in every action."""
    revision = again(proposal).state.revision
    return {"revision": revision.number, "content_hash": revision.content_hash}


def again(proposal: Proposal) -> Proposal:
    """The proposal, read again."""
    found = Proposal.objects.select_related("state__revision", "draft", "review__area")
    return planned_once(lambda: found.get(pk=proposal.pk))


def state(proposal: Proposal) -> State:
    """The state of the proposal."""
    return State(ProposalState.objects.get(proposal=proposal).state)


def another_revision(people: Cast, proposal: Proposal) -> None:
    """Changes are requested, made, and submitted as the next revision."""
    votes.request_changes(by=people.authority, proposal=proposal, items=[("The date", REASON)], **live(proposal))
    request = again(proposal).state.revision.change_requests.get()
    answered = content(answers={request.pk: "Done."}, rationale="Written anew.")
    saved = again(proposal).draft.saved
    proposals.save_draft(by=people.analyst, proposal=proposal, against=saved, content=answered)
    submit(people, proposal)


def every_table(people: Cast) -> None:
    """A row in every table of reviews.

    A complete review with a change request, an answered objection, and a declined policy.
    """
    made = submitted(people)
    vote(people.reviewer2, made)
    votes.request_changes(by=people.reviewer3, proposal=made, items=[("The date", REASON)], **live(made))
    request = again(made).state.revision.change_requests.get()
    answered = content(answers={request.pk: "The date stands."})
    proposals.save_draft(by=people.coauthor, proposal=made, against=again(made).draft.saved, content=answered)
    submit(people, made)
    votes.ask_again(by=people.analyst, proposal=made, **live(made))
    vote(people.reviewer, made)
    vote(people.reviewer2, made)
    objection = vote(people.reviewer3, made, VoteChoice.OBJECT)
    answer = votes.answer_objection(by=people.analyst, vote=objection, text="It was weighed.", **live(made))
    votes.reply(
        by=people.reviewer3, proposal=made, answer=answer.pk, kind=ReplyKind.STAND_FIRM, reason=REASON, **live(made)
    )
    function = made.review.area.functions.first()
    said = comments.comment(by=people.steward, review=made.review, proposal=made, text="On its way.", function=function)
    comments.resolve(by=people.analyst, comment=said, resolved=True)
    reviews.move_due_date(by=people.steward, review=made.review, due_on=in_days(45), reason=REASON)
    requests.decline_request(by=people.steward, request=asked(people), reason=REASON)
    found = reviews.note_opportunity(
        by=people.analyst,
        review=made.review,
        function=function,
        action="Lease capacity",
        owner=account(people.analyst),
        due_on=in_days(90),
    )
    reviews.progress_opportunity(by=people.analyst, opportunity=found, step="done", reason=REASON)
    approve(people.authority, made)
    reviews.open_cycle(
        by=people.steward,
        name="A cycle",
        areas=[factories.area("SDA")],
        due_on=in_days(60),
        reason=REASON,
        reviewers=people.reviewers,
    )
    amendments.turn_down(by=people.authority, amendment=factories.drafted_policy(), reason=REASON)
