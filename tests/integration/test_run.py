"""`make run` typed again: it starts in seconds, changes nothing, and a killed run does not stand in its way."""

import re
import time
from collections.abc import Callable, Iterator
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired, run
from sys import executable

import pytest

from tests.integration import test_setup_run as setup

folder = setup.folder
SOON = 15


@pytest.fixture
def started(folder) -> Iterator[Callable[[], tuple[Popen, float]]]:
    """Starts the program over the folder; returns it, ready, with the seconds that took."""
    programs = []

    def start() -> tuple[Popen, float]:
        begun = time.monotonic()
        program = Popen(
            [executable, "-m", "csis.run"],
            cwd=setup.ROOT,
            env=setup.environment(folder, PORT=str(setup.free_port())),
            stdout=PIPE,
            stderr=STDOUT,
            text=True,
        )
        programs.append(program)
        said = ""
        while "Ctrl-C" not in said:
            line = program.stdout.readline()
            assert line, said
            said += line
        return program, time.monotonic() - begun

    yield start
    for program in programs:
        stop(program)
        program.stdout.close()


def stop(program: Popen) -> None:
    program.terminate()
    try:
        program.wait(20)
    except TimeoutExpired:
        program.kill()
        program.wait()


def head(folder) -> str:
    """The end of the audit chain, once everything in it is verified."""
    command = [executable, "manage.py", "verify_audit"]
    done = run(command, cwd=setup.ROOT, env=setup.environment(folder), capture_output=True, text=True, check=True)
    return re.search(r"\d+:[0-9a-f]{64}", done.stdout)[0]


def test_a_second_start_is_quick_and_changes_nothing_even_after_a_kill(folder, started):
    first, _ = started()
    first.kill()
    first.wait()
    left = head(folder)
    second, seconds = started()
    assert seconds < SOON
    stop(second)
    assert head(folder) == left
