"""Fifty people at once on one area, over HTTP: nothing locks up, nothing breaks, one outcome stands."""

import re
from collections import Counter

import pytest
from django.db import connection

from missions.actions.reviews import effect, reviews
from missions.domain.vocabulary import Role, SeatKind, State
from missions.models import CategoryDecision, Comment, Transition, User, Vote
from missions.queries.people.verification import verify
from tests import factories
from tests import review_factories as made
from tests.running.browsers.visitors import Answer, Visitor, all_at_once
from tests.running.servers.sockets import HOST
from tests.running.serving import Site

REVIEWERS, AUTHORITIES, ANALYSTS = 25, 10, 15


@pytest.fixture
def people(program):
    yield made.cast()
    connection.close()


def verified() -> bool:
    return [finding.what for finding in verify()] == []


def many(number: int, role: Role) -> list[User]:
    """So many people of one role, in turn of two organizations."""
    organizations = (made.SSC, made.USSF)
    return [
        factories.user(f"{role.value}-{place}", role, organization=organizations[place % 2]) for place in range(number)
    ]


def visitors(program: Site, users: list[User]) -> list[Visitor]:
    return [Visitor(user, HOST, program.port) for user in users]


def counted(answers: list[Answer]) -> Counter:
    """How often each status came; a page of an error is shown where there is one."""
    broken = [answer.text for answer in answers if answer.status >= 500]
    assert not broken, broken[0][:2000]
    return Counter(answer.status for answer in answers)


def test_fifty_people_at_once_on_one_area_reach_one_outcome(people, program):
    proposal = made.submitted(people, effective_on=made.in_days(made.AHEAD))
    reviewers = many(REVIEWERS, Role.REVIEWER)
    said = {"review": proposal.review, "place": SeatKind.REVIEWER, "reason": made.REASON}
    reviews.seat(by=people.steward, users=reviewers, **said)
    live, at = made.live(proposal), f"/proposals/{proposal.pk}/"
    voting = visitors(program, reviewers)
    deciding = visitors(program, many(AUTHORITIES, Role.AUTHORITY))
    talking = visitors(program, many(ANALYSTS, Role.ANALYST))
    votes = [lambda who=who: who.post(f"{at}votes/", choice="support", **live) for who in voting]
    approval = {"decision": "approve", "reason": made.REASON, **live}
    approvals = [lambda who=who: who.post(f"{at}decision/", **approval) for who in deciding]
    comments = f"/reviews/{proposal.review_id}/comments/"
    said = [lambda who=who: who.post(comments, text="Well?", proposal=proposal.pk) for who in talking]
    answers = all_at_once([*votes, *approvals, *said])
    assert set(counted(answers)) <= {302, 400, 409}
    assert counted(answers[-ANALYSTS:]) == {302: ANALYSTS}
    # An authority who came before the quorum, or after another, was told so; all of them try once more.
    later = all_at_once(approvals)
    assert set(counted(later)) <= {302, 409}
    decided = [*answers[REVIEWERS : REVIEWERS + AUTHORITIES], *later]
    assert counted(decided)[302] == 1
    assert Transition.objects.filter(proposal=proposal, move="approve").count() == 1
    assert made.state(proposal) is State.APPROVED
    assert Vote.objects.count() == counted(answers[:REVIEWERS])[302] >= 2
    assert Comment.objects.count() == ANALYSTS
    with made.on_day():
        assert len(effect.apply_due_decisions()) == 1 and effect.apply_due_decisions() == []
    assert CategoryDecision.objects.filter(revision__isnull=False).count() == 1
    assert verified()


def test_one_person_who_sends_everything_twice_at_once_acts_once(people, program):
    proposal = made.draft(people, effective_on=made.in_days(made.AHEAD))
    at, saved = f"/proposals/{proposal.pk}/", made.again(proposal).draft.saved

    def twice(actor, name: str, expected: dict[int, int], **fields: object) -> None:
        pair = visitors(program, [made.account(actor)] * 4)
        answers = all_at_once([lambda who=who: who.post(f"{at}{name}/", **fields) for who in pair])
        assert counted(answers) == expected, name

    once = {302: 1, 409: 3}
    twice(people.analyst, "submission", once, revision=saved, reason=made.REASON)
    live = made.live(proposal)
    # The same vote again is answered as the first was.
    twice(people.reviewer, "votes", {302: 4}, choice="support", **live)
    twice(people.reviewer2, "votes", {302: 4}, choice="support", **live)
    twice(people.authority, "decision", once, decision="approve", reason=made.REASON, **live)
    twice(people.authority2, "recall", once, reason=made.REASON, **live)
    assert made.state(proposal) is State.IN_REVIEW and Vote.objects.count() == 2
    assert proposal.revisions.count() == 1
    assert verified()


def test_an_approval_over_http_while_an_assessment_lands(people, program):
    proposal = made.supported(people)
    function = proposal.review.area.functions.get()
    [authority] = visitors(program, [made.account(people.authority)])
    [analyst] = visitors(program, [made.account(people.analyst)])
    page = f"/areas/SATCOM/functions/{function.code}/assess/"
    judged = {
        "against": re.search(r'name="against" value="(\d+)"', analyst.get(page).text)[1],
        "performer": "government_only",
        "availability": "limited",
        "fit": "partially",
        "contribution": "some",
        "risk": "low",
        "risk_of_not": "low",
        "rationale": "Seen.",
        "effective_on": made.in_days(0).isoformat(),
        "reason": "Looked at again.",
    }
    against = made.live(proposal)
    approval, assessment = all_at_once(
        [
            lambda: authority.post(
                f"/proposals/{proposal.pk}/decision/", decision="approve", reason=made.REASON, **against
            ),
            lambda: analyst.post(page, **judged),
        ]
    )
    assert assessment.status == 302, assessment.text[:3000]
    assert (approval.status, made.state(proposal)) in {(302, State.EFFECTIVE), (409, State.NEEDS_REBASE)}
    assert effect.apply_due_decisions() == []
    assert verified()
