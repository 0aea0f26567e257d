"""The commands of docker-compose.yml, run without containers on a database of their own."""

import os
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import psycopg
import pytest
import yaml
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.office import needs
from tests.patience import SECONDS, kill, ran, stop
from tests.running.owning import new_database
from tests.running.servers.proxy import Proxy, proxied
from tests.running.servers.sockets import free_port

ROOT = Path(__file__).resolve().parents[3]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
GIVEN = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "record.example.mil",
    "POSTGRES_PASSWORD": "one",
    "CSIS_OWNER_PASSWORD": "two",
    "CSIS_APP_PASSWORD": "three",
    "CSIS_URL": "https://record.example.mil",
    "CSIS_EMAIL_URL": "submission://csis:four@mail.example.mil:587",
    "CSIS_EMAIL_FROM": "csis@example.mil",
}
HSTS = "max-age=31536000; includeSubDomains; preload"
# What the image sets and a service does not name.
OF_THE_IMAGE = {"HOST", "PORT", "CSIS_STATIC_ROOT"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def interpolate(text: str) -> str:
    """The text with its variables as Compose fills them in; KeyError if a required one is missing."""

    def value(match: re.Match) -> str:
        name, operator, default = match.groups()
        return GIVEN.get(name, default) if operator == "-" else GIVEN[name]

    return VARIABLE.sub(value, text)


def process(service: str, **environment: str) -> tuple[list[str], dict[str, str]]:
    """The command of a service and its whole environment, with the given variables in place of the file's."""
    words = SERVICES[service]["command"]
    own = {name: interpolate(str(value)) for name, value in SERVICES[service]["environment"].items()}
    machine = {name: os.environ[name] for name in ("PATH", "HOME", "CSIS_DATA_DIR") if name in os.environ}
    given = {name: value for name, value in environment.items() if name in own or name in OF_THE_IMAGE}
    return [sys.executable, *words[1:]], {**machine, **own, **given}


@pytest.fixture(scope="module")
def addresses(database_server) -> Iterator[dict[str, str]]:
    """The addresses of a database that was empty, after `migrate` has run."""
    with new_database(database_server) as name:
        given = {
            # Without a pooler.
            "DATABASE_URL": make_conninfo(database_server.app_url, dbname=name, **place(database_server.owner_url)),
            "DATABASE_OWNER_URL": make_conninfo(database_server.owner_url, dbname=name),
        }
        done = ran(*process("migrate", **given))
        assert done.returncode == 0, done.stderr
        yield given


def place(url: str) -> dict[str, str]:
    """Where the server of an address is."""
    return {name: value for name, value in conninfo_to_dict(url).items() if name in {"host", "port"}}


def get(url: str) -> int:
    """The status of a page, once anything answers."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Nothing answers at {url}.")


def test_migrate_then_web_and_work(addresses, static_files):
    with psycopg.connect(addresses["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT kind FROM missions_installation").fetchone() == ("production",)

    port = free_port()
    with web("web", port, addresses, static_files):
        assert get(f"http://127.0.0.1:{port}/readyz") == 200
    with (
        running("work", **addresses) as work,
        psycopg.connect(addresses["DATABASE_OWNER_URL"], autocommit=True) as watching,
    ):
        assert works(watching)
        assert work.poll() is None


@contextmanager
def running(service: str, **environment: str) -> Iterator[subprocess.Popen]:
    """A running service, until the block ends."""
    command, own = process(service, **environment)
    program = subprocess.Popen(command, cwd=ROOT, env=own, stderr=subprocess.DEVNULL)
    try:
        yield program
    finally:
        stop(program)


@contextmanager
def web(service: str, port: int, addresses: dict[str, str], static_files: str) -> Iterator[subprocess.Popen]:
    """A service that answers on that port."""
    given = {"HOST": "127.0.0.1", "PORT": str(port), "CSIS_STATIC_ROOT": static_files}
    with running(service, **given, **addresses) as program:
        assert get(f"http://127.0.0.1:{port}/healthz") == 200
        yield program


def asked(proxy: Proxy, path: str, **headers: str) -> HTTPResponse:
    """The complete answer to a request over TLS."""
    trusting = ssl.create_default_context(cafile=str(proxy.certificate))
    connection = HTTPSConnection("localhost", proxy.https, context=trusting, timeout=30)
    connection.request("GET", path, headers={"Host": GIVEN["ALLOWED_HOSTS"], **headers})
    response = connection.getresponse()
    response.said = response.read().decode()
    connection.close()
    return response


@needs("nginx")
def test_the_proxy_offers_tls_and_uses_the_process_that_is_left(addresses, static_files):
    ports = [free_port(), free_port()]
    with (
        web("web", ports[0], addresses, static_files) as first,
        web("web2", ports[1], addresses, static_files),
        proxied(ports) as proxy,
    ):
        page = asked(proxy, "/accounts/login/")
        assert (page.status, page.getheader("Strict-Transport-Security")) == (200, HSTS)
        assert "; Secure" in page.getheader("Set-Cookie")
        assert asked(proxy, "/accounts/login/", **{"X-Forwarded-Proto": "http"}).status == 200
        plain = HTTPConnection("localhost", proxy.http, timeout=30)
        plain.request("GET", "/areas/", headers={"Host": GIVEN["ALLOWED_HOSTS"]})
        told = plain.getresponse()
        assert (told.status, told.getheader("Location")) == (301, f"https://{GIVEN['ALLOWED_HOSTS']}/areas/")
        plain.close()
        assert asked(proxy, "/accounts/login/", Host="another.example.mil").status == 400
        kill(first)
        assert [asked(proxy, "/accounts/login/").status for _ in range(6)] == [200] * 6


def test_no_service_may_write_its_own_files_or_gain_rights():
    for service in ("web", "web2", "work", "migrate", "proxy"):
        said = SERVICES[service]
        assert (said["read_only"], said["cap_drop"], said["tmpfs"]) == (True, ["ALL"], ["/tmp"])
        assert said["security_opt"] == ["no-new-privileges:true"]
    assert [name for name, said in SERVICES.items() if "ports" in said] == ["proxy"]


def works(watching: psycopg.Connection) -> bool:
    """Whether a worker has connected to the queue of the database."""
    for _ in range(300):
        if watching.execute("SELECT FROM procrastinate_workers").fetchone() is not None:
            return True
        time.sleep(0.1)
    return False


def test_the_program_never_gets_the_owners_address():
    assert "DATABASE_OWNER_URL" not in SERVICES["web"]["environment"]
    assert "csis_app" in SERVICES["web"]["environment"]["DATABASE_URL"]


def test_files_of_evidence_have_a_volume_of_their_own():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    folder = re.search(r"^ENV CSIS_EVIDENCE_DIR=(\S+)$", dockerfile, re.MULTILINE)[1]
    assert SERVICES["web"]["volumes"] == [f"evidence:{folder}"]
    assert "evidence" in yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["volumes"]
    owned, volume, user = (
        dockerfile.index(line) for line in ("--owner=csis", "VOLUME $CSIS_EVIDENCE_DIR", "USER csis")
    )
    assert owned < volume < user


def test_the_image_runs_the_same_command():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert yaml.safe_load(lines[-1].removeprefix("CMD ")) == SERVICES["web"]["command"]
    assert "USER csis" in lines
