"""What a vote runs through: functions and files of the project, and statements; and the cost of a refused one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

import missions
from missions.models import Vote
from tests import review_factories as made

pytestmark = pytest.mark.django_db

HERE = Path(missions.__file__).parent
FUNCTIONS, FILES, STATEMENTS = 17, 8, 8
REFUSED_STATEMENTS = 12


class Walk:
    """The functions of the project that are called inside `start`.

    A read counts as one function, whatever it calls; a comprehension is part of its function. Code that every request
    runs (`web`) is not counted.
    """

    def __init__(self, start: CodeType) -> None:
        self.start, self.passed = start, set()
        self._inside, self._reading = 0, 0

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event not in {"call", "return"} or not code.co_filename.startswith(str(HERE)):
            return
        file = Path(code.co_filename).relative_to(HERE)
        step = 1 if event == "call" else -1
        if code is self.start:
            self._inside += step
        counts = self._inside and not self._reading and file.parts[0] != "web" and code.co_name[0] != "<"
        if event == "call" and counts:
            self.passed.add((file.as_posix(), code.co_qualname))
        if file.parts[0] == "queries":
            self._reading += step

    @property
    def files(self) -> set[str]:
        return {file for file, _ in self.passed}


@contextmanager
def walking(view: Callable) -> Iterator[Walk]:
    walk = Walk(undecorated(view).__code__)
    sys.setprofile(walk)
    try:
        yield walk
    finally:
        sys.setprofile(None)


def undecorated(view: Callable) -> Callable:
    return undecorated(view.__wrapped__) if hasattr(view, "__wrapped__") else view


@pytest.fixture
def vote() -> Callable[[], None]:
    """Cast the vote of one reviewer over HTTP, after another's, which fills the caches of the process."""
    people = made.cast()
    proposal = made.submitted(people)
    address, said = f"/proposals/{proposal.pk}/votes/", {"choice": "support", **made.live(proposal)}
    first, second = Client(), Client()
    first.force_login(made.account(people.reviewer))
    second.force_login(made.account(people.reviewer2))
    assert first.post(address, said).status_code == 302

    def cast() -> None:
        assert second.post(address, said).status_code == 302
        assert Vote.objects.count() == 2

    cast.view = resolve(address).func
    return cast


def test_a_vote_runs_through_few_functions_in_few_files(vote) -> None:
    with walking(vote.view) as walk:
        vote()
    listed = "\n".join(" ".join(one) for one in sorted(walk.passed))
    assert ("actions/reviews/votes.py", "vote") in walk.passed, listed
    assert len(walk.passed) <= FUNCTIONS, listed
    assert len(walk.files) <= FILES, listed


def test_a_vote_loads_its_subject_once_and_under_its_locks(vote) -> None:
    statements = []

    def listen(execute: Callable, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        vote()
    del statements[-1]  # The count of votes above.
    loads = [number for number, sql in enumerate(statements) if "FROM missions_proposalstate state" in sql]
    locks = [number for number, sql in enumerate(statements) if "csis_lock(" in sql]
    assert len(loads) == 1
    assert len(locks) == 1 and locks[0] < loads[0]
    assert len(statements) <= STATEMENTS, "\n".join(statements)


def test_a_refused_vote_costs_little_more_and_keeps_the_input(client: Client) -> None:
    people = made.cast()
    proposal = made.submitted(people)
    address, said = f"/proposals/{proposal.pk}/votes/", {"choice": "object", "reason": "Thin.", **made.live(proposal)}
    client.force_login(made.account(people.reviewer))
    assert client.post(address, said).status_code == 302
    other = said | {"choice": "support"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, other)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "a vote is final" in page and "Thin." in page and f'href="/proposals/{proposal.pk}/"' in page
    assert len(queries) <= REFUSED_STATEMENTS, [query["sql"] for query in queries]
