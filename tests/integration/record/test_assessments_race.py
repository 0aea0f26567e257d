"""Several people save an assessment with the same base at the same time: one of them is first."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from missions.actions import errors
from missions.actions.record import facts
from missions.models import Assessment, Function
from tests import factories
from tests.patience import STEP_SECONDS

PEOPLE = 5


def save(barrier: threading.Barrier, person: int) -> str:
    """Save over this thread's own connection, with no assessment as its base; returns the result."""
    try:
        function = Function.objects.select_related("area").get(code="T-1")
        answers = factories.answers(function, rationale=f"Version {person}")
        barrier.wait(STEP_SECONDS)
        facts.reassess(by=factories.SETUP, answers=answers, effective_on=factories.DAY, reason="Race.", against=0)
    except errors.Conflict:
        return "conflict"
    finally:
        connection.close()
    return "saved"


def test_only_one_of_several_simultaneous_saves_succeeds(real_db):
    factories.function()
    barrier = threading.Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        came = [one.result(STEP_SECONDS) for one in [pool.submit(save, barrier, person) for person in range(PEOPLE)]]
    assert sorted(came) == ["conflict"] * (PEOPLE - 1) + ["saved"]
    assert Assessment.objects.count() == 1
