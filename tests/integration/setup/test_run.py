"""`make run` again: everything is kept, and a killed run does not prevent the next one."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from signal import SIGINT, SIGKILL
from subprocess import CompletedProcess, Popen
from sys import executable
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest

from tests import patience
from tests.patience import ran, stop, until
from tests.running.newcomer import Started, demonstration, environment, postmaster, started, status

COLLECTS = "Collecting static files"
# A module that the application loads too. Loaded by a thread, it takes seconds.
SLOW_MODULE = """
import os, threading, time

if threading.current_thread() is not threading.main_thread():
    time.sleep(3)
exec(open(os.path.join(os.path.dirname(os.__file__), "stringprep.py")).read())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder of its own, in which the demonstration is prepared."""
    with demonstration() as path:
        yield path


@pytest.fixture
def start(folder) -> Iterator[Callable[..., Started]]:
    """Start the program with the folder."""
    with ExitStack() as programs:
        yield lambda **more: programs.enter_context(started(folder, **more))


def head(folder) -> str:
    """The end of the audit chain, after everything in it was verified."""
    command = [executable, "manage.py", "verify_audit"]
    done = ran(command, environment(folder), check=True)
    return re.search(r"\d+:[0-9a-f]{64}", done.stdout)[0]


def prepare(folder, *options: str) -> CompletedProcess:
    command = [executable, "-m", "csis.run", "--prepare-only", *options]
    return ran(command, environment(folder))


def page_of(program: Started, username: str, path: str) -> str:
    """A page as one of the demonstration's people sees it."""
    opener = build_opener(HTTPCookieProcessor(), ProxyHandler({}))
    root = f"http://127.0.0.1:{program.port}"
    form = opener.open(f"{root}/accounts/login/", timeout=patience.SECONDS).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    given = {"csrfmiddlewaretoken": token[1], "login": username, "password": "csis-demo"}
    opener.open(f"{root}/accounts/login/", urlencode(given).encode(), timeout=patience.SECONDS).close()
    return opener.open(f"{root}{path}", timeout=patience.SECONDS).read().decode()


def reset(folder) -> CompletedProcess:
    return prepare(folder, "--reset", "--no-sample")


def child(program: Popen, words: str) -> int | None:
    """The number of a process that the program has started, by its command; None if there is none."""
    for line in ran(["ps", "-eo", "pid=,ppid=,args="], dict(os.environ), check=True).stdout.splitlines():
        number, parent, command = line.split(None, 2)
        if int(parent) == program.pid and words in command:
            return int(number)
    return None


def ended(program: Started) -> bool:
    """Whether it ends as with Ctrl-C and answers no more."""
    program.process.send_signal(SIGINT)
    return program.process.wait(patience.STEP_SECONDS) == 0 and status(program.port, "/healthz") is None


def test_a_killed_run_keeps_everything_and_a_stopped_one_can_be_reset(folder, start):
    """One story, because each start of the program takes seconds; each question has an assertion of its own."""
    own = {"CSIS_STATIC_ROOT": str(folder / "static")}
    first = start(**own)
    assert COLLECTS in first.said
    assert serves(first)
    patience.kill(first.process)
    left = head(folder)

    second = start(**own)
    assert COLLECTS not in second.said
    assert serves(second)

    worker = child(second.process, "csis.work")
    os.kill(worker, SIGKILL)
    until(lambda: child(second.process, "csis.work") not in {None, worker})
    os.kill(postmaster(folder), SIGKILL)
    until(lambda: status(second.port, "/readyz") == 200)

    refused = reset(folder)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
    assert "in use by run.py (process " in refused.stderr
    assert serves(second)
    assert ended(second)
    assert not (folder / "postgres/cluster/postmaster.pid").exists()
    assert head(folder) == left

    assert reset(folder).returncode == 0
    assert head(folder) != left
    (folder / "stringprep.py").write_text(SLOW_MODULE)
    third = start(PYTHONPATH=str(folder))
    overview = page_of(third, "viewer", "/overview/")
    assert "Record version" in overview
    assert "Sample data" not in overview
    assert "None. Each area is evaluated" in overview
    assert "SATCOM-05" not in page_of(third, "viewer", "/exports/functions.csv")
    stop(third.process)
    assert prepare(folder, "--no-sample").returncode == 0


def serves(program: Started) -> bool:
    """Whether it prints its address and accounts, and serves its first pages."""
    told = f"http://127.0.0.1:{program.port}" in program.said and "reviewer3" in program.said
    return told and {status(program.port, path) for path in ("/readyz", "/accounts/login/")} == {200}
