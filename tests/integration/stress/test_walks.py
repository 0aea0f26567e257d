"""Random walks over HTTP by everybody at once: whatever is posted in whatever order, a category changes only with its
quorum and by an authority who took no other part, and no request breaks anything.
"""

import random
from itertools import combinations

import pytest
from django.test import Client

from missions.domain.vocabulary import Role, State, VoteChoice
from missions.models import CategoryDecision, Proposal, ReviewState, User, Vote
from missions.queries.people.verification import verify
from tests import review_factories as made

pytestmark = pytest.mark.django_db

ANSWERED = {200, 302, 400, 403, 404, 409}
WORKFLOW = (Role.ANALYST, Role.REVIEWER, Role.AUTHORITY, Role.STEWARD)
SENT = ("votes", "answers", "change-requests", "decision", "recall", "rebase", "submission", "withdrawal")
STEPS = 90


@pytest.fixture
def people() -> made.Cast:
    return made.cast()


@pytest.fixture
def crowd(people: made.Cast) -> dict[str, Client]:
    """A signed-in client for everybody of the cast, each of the other roles, and each pair of workflow roles."""
    others = [made.person(role.value, role) for role in (Role.VIEWER, Role.AUDITOR, Role.ADMINISTRATOR)]
    both = [made.person("-".join(pair), *pair, organization=made.USSF) for pair in combinations(WORKFLOW, 2)]
    names = [*vars(people), *(one.username for one in (*others, *both))]
    return {name: signed_in(name) for name in names}


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def live(proposal: Proposal) -> dict[str, object]:
    """The fields that name the live revision; for a draft, its number of saves."""
    found = made.again(proposal)
    if found.state.revision is None:
        return {"revision": found.draft.saved, "content_hash": ""}
    return made.live(proposal)


class Walk:
    """One person after another posts something about one proposal, often fitting, often not."""

    def __init__(self, seed: int, people: made.Cast, crowd: dict[str, Client]):
        self.chance = random.Random(seed)
        self.people, self.crowd = people, crowd
        self.function = made.assessed()
        self.evidence = made.evidence().pk
        self.review = made.review(people)
        self.seen: list[dict[str, object]] = []
        self.done: set[str] = set()

    @property
    def proposal(self) -> Proposal | None:
        return Proposal.objects.filter(review=self.review).order_by("-pk").first()

    def step(self) -> None:
        """Somebody posts something; if the last review ended, another is opened."""
        if not ReviewState.objects.get(review=self.review).is_open:
            self.review = made.review(self.people)
        proposal = self.proposal
        state = made.state(proposal) if proposal else None
        if state in {None, State.WITHDRAWN, State.REJECTED} and self.chance.random() < 0.7:
            return self.post(f"/reviews/{self.review.pk}/proposals/", {}, self.chance.choice(["analyst", *self.crowd]))
        if proposal is None:
            return None
        if self.chance.random() < 0.5:
            return self.proper(proposal, state)
        return self.anything(proposal, self.chance.choice([*self.crowd]))

    def proper(self, proposal: Proposal, state: State) -> None:
        """The next step, by somebody who may take it."""
        pick, at = self.chance.choice, f"/proposals/{proposal.pk}/"
        said = live(proposal) | {"reason": "Chance."}
        self.seen.append(said)
        match state:
            case State.DRAFT | State.CHANGES_REQUESTED:
                self.save(proposal, pick(["analyst", "analyst", "coauthor"]))
                saved = {"revision": made.again(proposal).draft.saved, "reason": "Ready."}
                self.post(f"{at}submission/", saved, pick(["analyst", "coauthor"]))
            case State.IN_REVIEW:
                if self.chance.random() < 0.2:
                    asked = said | {"item-1": "This", "reason-1": "Chance."}
                    return self.post(f"{at}change-requests/", asked, "authority")
                choice = pick(["support", "support", "support", "object"])
                self.post(f"{at}votes/", said | {"choice": choice}, pick(["reviewer", "reviewer2", "reviewer3"]))
                overruled = {f"overrule-{key}": "Weighed." for key in Vote.objects.values_list("pk", flat=True)}
                approval = said | overruled | {"decision": "approve"}
                self.post(f"{at}decision/", approval, pick(["authority", "authority2"]))
            case State.APPROVED:
                self.post(f"{at}recall/", said, pick(["authority", "authority2"]))
            case State.NEEDS_REBASE:
                self.post(f"{at}rebase/", said, "analyst")
        return None

    def save(self, proposal: Proposal, name: str) -> None:
        """Save a draft that could be submitted, with an answer to every request."""
        asked = proposal.revisions.values_list("change_requests", flat=True).exclude(change_requests=None)
        content = {
            "kind": "shift",
            "target": self.chance.choice(["government_primary", "hybrid", "commercial_primary"]),
            "effective_on": made.in_days(self.chance.choice([0, 0, 0, 3])).isoformat(),
            "rationale": f"Version {self.chance.randrange(3)}",
            "evidence": [self.evidence],
            "against": made.again(proposal).draft.saved,
        }
        self.post(f"/proposals/{proposal.pk}/draft/", content | {f"answer-{key}": "Done." for key in asked}, name)

    def anything(self, proposal: Proposal, name: str) -> None:
        """Any move by anybody, on the live revision, an older one, or an invented one."""
        pick = self.chance.choice
        if self.chance.random() < 0.1:
            return self.save(proposal, name)
        made_up = {"revision": pick([0, 1, 2, 99]), "content_hash": pick(["", "0" * 64, "f" * 64])}
        against = pick([live(proposal), live(proposal), live(proposal), made_up, *self.seen[-3:]])
        votes = [*Vote.objects.values_list("pk", flat=True), 0]
        said = {
            "reason": "Chance.",
            "choice": pick(VoteChoice.values),
            "decision": pick(["approve", "approve", "reject"]),
            "item-1": "This",
            "reason-1": "Chance.",
            "vote": pick(votes),
            "text": "Chance.",
            **{f"overrule-{vote}": "Chance." for vote in votes},
        }
        likely = ["decision"] * 6 + ["votes"] * 6
        return self.post(f"/proposals/{proposal.pk}/{pick([*likely, *SENT])}/", said | against, name)

    def post(self, address: str, fields: dict[str, object], name: str) -> None:
        before = CategoryDecision.objects.count()
        status = self.crowd[name].post(address, fields).status_code
        assert status in ANSWERED, (address, name, status)
        approving = status == 302 and address.endswith("/decision/")
        assert CategoryDecision.objects.count() in {before, before + approving}, "Only an approval changes a category."
        if status == 302:
            self.done.add(address.rsplit("/", 2)[1])


def demand_separate(decision: CategoryDecision) -> None:
    """Read from the rows only: supports of two people from two organizations, and an authority distinct from them."""
    proposal = decision.revision.proposal
    authors = set(proposal.authorships.values_list("by_id", flat=True))
    supports = decision.revision.votes.filter(choice="support").exclude(by__in=authors)
    assert len({vote.by_id for vote in supports}) >= 2
    assert len({vote.voter_organization for vote in supports}) >= 2
    assert not decision.revision.votes.filter(choice="object", answers=None).exists()
    approval = proposal.transitions.filter(move="approve", revision=decision.revision).latest("entry_id")
    voters = set(Vote.objects.filter(revision__proposal=proposal).exclude(choice="recuse").values_list("by", flat=True))
    assert approval.by_id not in authors | voters
    assert Role.AUTHORITY in User.objects.get(pk=approval.by_id).role_codes


@pytest.mark.parametrize("seed", [0, 2])
def test_no_sequence_of_requests_changes_a_category_without_quorum_and_a_separate_authority(people, crowd, seed):
    walk = Walk(seed, people, crowd)
    for _ in range(STEPS):
        walk.step()
    decided = CategoryDecision.objects.filter(revision__isnull=False).select_related("revision__proposal")
    for decision in decided:
        demand_separate(decision)
    assert walk.done >= {"proposals", "draft", "submission", "votes", "change-requests", "decision"} and decided
    assert [finding.what for finding in verify()] == []
