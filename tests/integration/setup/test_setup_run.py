"""Starting the program: it runs, stops, survives a kill, and says in one line what is wrong."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select

import pytest

from tests.database import ROOT
from tests.patience import SECONDS, kill, ran, until
from tests.running.newcomer import environment, postmaster, status
from tests.running.servers.sockets import free_port

SERVER_STATE = "from csis import embedded; embedded.start(); print('up', flush=True); input()"
OLD_PYTHON = """#!/bin/sh
if [ "$1" = --version ]; then echo "Python 3.9.2"; else exit 1; fi
"""


@pytest.fixture
def holder(folder) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts processes that hold the embedded server until their input ends."""
    started = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER_STATE],
            cwd=ROOT,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert select([process.stdout], [], [], SECONDS)[0], "It does not come up."
        assert process.stdout.readline() == "up\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=SECONDS)


def test_only_the_last_process_stops_the_server(folder, holder):
    first, second = holder(), holder()
    first.communicate("\n", SECONDS)
    os.kill(postmaster(folder), 0)
    second.communicate("\n", SECONDS)
    assert not (folder / "postgres/cluster/postmaster.pid").exists()


def test_a_server_left_by_a_killed_process_is_taken_over_and_stopped(folder, holder):
    first = holder()
    number = postmaster(folder)
    kill(first)
    second = holder()
    assert postmaster(folder) == number
    second.communicate("\n", SECONDS)
    assert not (folder / "postgres/cluster/postmaster.pid").exists()


def test_the_next_start_works_after_everything_was_killed(folder, holder):
    first = holder()
    kill(first)
    os.kill(postmaster(folder), signal.SIGKILL)
    holder()
    os.kill(postmaster(folder), 0)


@pytest.mark.parametrize("left", ["12", f"{os.getpid()}\n/elsewhere\n1\n5432\n\n\n\n"], ids=["half-written", "reused"])
def test_a_stale_pid_file_is_no_obstacle(folder, holder, left):
    holder().communicate("\n", SECONDS)
    pid_file = folder / "postgres/cluster/postmaster.pid"
    pid_file.write_text(left)
    shutil.chown(pid_file, (folder / "postgres/cluster").stat().st_uid)
    holder()
    assert postmaster(folder) != os.getpid()


def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere(folder):
    deep = folder / ("deep" * 25)
    show = "import os; from csis import embedded; embedded.start(); print(os.environ['DATABASE_URL'])"
    shown = ran([sys.executable, "-c", show], environment(deep), check=True).stdout
    place = Path(shown.strip().partition("host=")[2].replace("%2F", "/"))
    assert deep not in place.parents
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    place.rmdir()


def run(folder: Path, **more: str) -> subprocess.CompletedProcess:
    return ran([sys.executable, "-m", "csis.run"], environment(folder, **more))


def test_a_port_in_use_is_reported_in_one_line(folder):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(folder, PORT=str(port))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert str(port) in done.stderr


def test_an_invalid_port_is_reported_in_one_line(folder):
    done = run(folder, PORT="many")
    assert (done.returncode, done.stderr) == (1, "PORT=many is not a port number.\n")


def test_an_unwritable_data_folder_is_reported_in_one_line(folder):
    (folder / "file").touch()
    done = run(folder / "file", PORT=str(free_port()))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Cannot write the data folder" in done.stderr


def test_a_python_too_old_is_reported_in_one_line(folder):
    old = folder / "python"
    old.write_text(OLD_PYTHON)
    old.chmod(0o755)
    done = ran(["sh", "scripts/environment.sh", "requirements.txt"], environment(folder, PYTHON=str(old)))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "3.11" in done.stderr
    assert "3.9.2" in done.stderr


def test_the_workers_of_a_killed_server_release_the_port(folder):
    port = free_port()
    serve = subprocess.Popen(
        [sys.executable, "-m", "csis.serve"],
        cwd=ROOT,
        env=environment(folder, PORT=str(port), CSIS_HTTPS="false"),
        stderr=subprocess.DEVNULL,
    )
    until(lambda: serve.poll() is not None or status(port, "/healthz") is not None, SECONDS)
    assert serve.poll() is None
    kill(serve)
    until(lambda: status(port, "/healthz") is None)
