"""Fifty people at once on one review through the server program: writes per second, and the slowest answer."""

import time
from collections import Counter

from django.db import connection, connections

from csis.settings import database
from missions.actions.reviews import reviews
from missions.domain.vocabulary import Role, SeatKind
from missions.models import Proposal, User
from tests import factories
from tests import review_factories as made
from tests.database import Server
from tests.running.browsers.visitors import Answer, Visitor, all_at_once
from tests.running.servers.sockets import HOST
from tests.running.serving import Site, served

REVIEWERS, AUTHORITIES, ANALYSTS = 25, 10, 15
# After an approval, later writers are refused; how many write and how many are refused is chance.
ROWS = {"each may write": False, "decided meanwhile": True}
ROUNDS = 3
WARM_UP = 8


def print_reviews() -> None:
    """Print what fifty people get done at once: they vote and comment, or some of them decide in the meantime."""
    heads = f"{'writes':>7} {'told why not':>13} {'writes/s':>9} {'answers/s':>10} {'slowest ms':>11}"
    print(f"\n{'Reviews, 50 people at once':28} {heads}")
    for number in range(1, ROUNDS + 1):
        for label, decided in ROWS.items():
            answers, seconds = _measured(decided=decided)
            statuses = Counter(answer.status for answer in answers)
            unexpected = set(statuses) - ({302, 400, 409} if decided else {302})
            if unexpected:
                raise RuntimeError(f"Answered {sorted(unexpected)}.")
            done, everybody = statuses[302], len(answers)
            rates = f"{done / seconds:9.0f} {everybody / seconds:10.0f}"
            slowest = max(answer.seconds for answer in answers) * 1000
            print(f"{f'round {number}, {label}':28} {done:7} {everybody - done:13} {rates} {slowest:11.0f}")


def _measured(*, decided: bool) -> tuple[list[Answer], float]:
    """The answers to fifty people in a database of its own, and the seconds until all have one."""
    server = Server()
    server.create()
    kept, own = connections["default"], connection.copy()
    own.settings_dict.update(database(server.app()))
    connections["default"] = own
    try:
        proposal, seated = _proposal()
        with served("csis.serve", "/healthz", {"DATABASE_URL": server.app(), "DATABASE_OWNER_URL": ""}) as site:
            acts = _acts(site, proposal, seated, decided=decided)
            # Every worker has shown the page once, so that no first request is measured.
            first = Visitor(seated[0], HOST, site.port)
            all_at_once([lambda: first.get(f"/proposals/{proposal.pk}/")] * WARM_UP)
            started = time.perf_counter()
            answers = all_at_once(acts)
            return answers, time.perf_counter() - started
    finally:
        own.close()
        connections["default"] = kept
        server.drop()


def _many(number: int, role: Role) -> list[User]:
    organizations = (made.SSC, made.USSF)
    return [factories.user(f"{role.value}-{n}", role, organization=organizations[n % 2]) for n in range(number)]


def _proposal() -> tuple[Proposal, list[User]]:
    people = made.cast()
    proposal = made.submitted(people)
    seated = _many(REVIEWERS, Role.REVIEWER)
    said = {"review": proposal.review, "place": SeatKind.REVIEWER, "reason": made.REASON}
    reviews.seat(by=people.steward, users=seated, **said)
    return proposal, seated


def _acts(site: Site, proposal: Proposal, seated: list[User], *, decided: bool) -> list:
    live, at = made.live(proposal), f"/proposals/{proposal.pk}/"
    voters = [Visitor(user, HOST, site.port) for user in seated]
    authorities = [Visitor(user, HOST, site.port) for user in _many(AUTHORITIES, Role.AUTHORITY)]
    talkers = [Visitor(user, HOST, site.port) for user in _many(ANALYSTS, Role.ANALYST)]
    deciders = authorities if decided else []
    talkers += [] if decided else authorities
    approval = {"decision": "approve", "reason": made.REASON, **live}
    comment = f"/reviews/{proposal.review_id}/comments/"
    return [
        *[lambda who=who: who.post(f"{at}votes/", choice="support", **live) for who in voters],
        *[lambda who=who: who.post(f"{at}decision/", **approval) for who in deciders],
        *[lambda who=who: who.post(comment, text="Well?", proposal=proposal.pk) for who in talkers],
    ]
