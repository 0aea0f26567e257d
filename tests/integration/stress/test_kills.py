"""The program or the database killed while approvals are posted: one outcome stands, the next request works."""

import os
import signal
import threading
import time
from collections.abc import Callable
from http.client import HTTPException

import pytest
from django.db import connection

from missions.domain.vocabulary import State
from missions.models import AuditEntry, CategoryDecision, Transition
from missions.queries.people.verification import verify
from tests import review_factories as made
from tests.patience import STEP_SECONDS
from tests.running.browsers.visitors import Answer, Visitor, all_at_once
from tests.running.servers.sockets import HOST
from tests.running.serving import Site, workers

TRIES = 6
# How long after the requests are on their way the kill comes; each round has an area of its own.
ROUNDS = ((0.0, "SATCOM"), (0.02, "SDA"), (0.06, "ISR"))


@pytest.fixture
def people(program):
    yield made.cast()
    connection.close()


def approvals(program: Site, people: made.Cast, proposal) -> list[Callable[[], Answer | None]]:
    """Two authorities who approve again and again; None where the connection broke off."""
    fields = {"decision": "approve", "reason": made.REASON, **made.live(proposal)}
    at = f"/proposals/{proposal.pk}/decision/"
    who = [Visitor(made.account(one), HOST, program.port) for one in (people.authority, people.authority2)]

    def approve(visitor: Visitor) -> Answer | None:
        try:
            return visitor.post(at, **fields)
        except (OSError, HTTPException):
            return None

    return [lambda visitor=visitor: approve(visitor) for visitor in who * (TRIES // 2)]


def after(seconds: float, act: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.start()
    return timer


def settle(approve: Callable[[], Answer | None]) -> Answer:
    """The answer of a program that is there again."""
    end = time.monotonic() + STEP_SECONDS
    while time.monotonic() < end:
        answer = approve()
        if answer is not None and answer.status != 503:
            return answer
        time.sleep(0.05)
    raise AssertionError("The program did not come back.")


def approved_once(proposal, before: int) -> None:
    """One approval stands with its entry and took effect once, and the chain is whole."""
    assert made.state(proposal) is State.EFFECTIVE
    assert CategoryDecision.objects.filter(revision__proposal=proposal).count() == 1
    assert Transition.objects.filter(proposal=proposal, move="approve").count() == 1
    assert AuditEntry.objects.filter(action="approve").count() == before + 1
    assert [finding.what for finding in verify()] == []


# A program for each: the server gives up when a worker that it has just started dies again.
@pytest.mark.parametrize("delay", [delay for delay, _ in ROUNDS])
def test_a_worker_killed_while_approvals_are_posted(people, program, delay):
    proposal = made.supported(people)
    before = AuditEntry.objects.filter(action="approve").count()
    acts = approvals(program, people, proposal)
    killed = workers(program.process.pid)
    timer = after(delay, lambda: [os.kill(pid, signal.SIGKILL) for pid in killed])
    answers = [answer for answer in all_at_once(acts) if answer is not None]
    timer.join()
    assert {answer.status for answer in answers} <= {302, 409}
    assert sum(answer.status == 302 for answer in answers) <= 1
    assert settle(acts[0]).status in {302, 409}
    approved_once(proposal, before)
    assert not set(killed) & set(workers(program.process.pid))


def test_sessions_of_the_database_ended_while_approvals_are_posted(people, program, database_server, owner):
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename <> current_user"
    for delay, area_code in ROUNDS:
        proposal = made.supported(people, area_code=area_code)
        before = AuditEntry.objects.filter(action="approve").count()
        acts = approvals(program, people, proposal)
        timer = after(delay, lambda: owner.execute(ended, [database_server.name]))
        answers = all_at_once(acts)
        timer.join()
        connection.close()
        assert {answer.status for answer in answers} <= {302, 409, 503}
        assert sum(answer.status == 302 for answer in answers) <= 1
        assert settle(acts[0]).status in {302, 409}
        approved_once(proposal, before)
