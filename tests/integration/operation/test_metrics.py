"""Metrics on separate ports: requests of all the server's processes together, and the state of the record."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from missions.models import ChainHead
from tests import factories
from tests.database import ROOT, Server
from tests.patience import ran, until
from tests.running.newcomer import status
from tests.running.servers.sockets import free_port
from tests.running.serving import served

Metrics = dict[tuple[str, ...], float]
# Asks in another process, because asking loads modules.
SCRAPED = """
import os, subprocess, sys
import csis.metrics, csis.serve
csis.metrics.tell_requests("127.0.0.1", int(os.environ["PORT"]))
loaded = set(sys.modules)
asked = ["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", f"http://127.0.0.1:{os.environ['PORT']}/metrics"]
print(subprocess.run(asked, capture_output=True, text=True).stdout, sorted(set(sys.modules) - loaded))
"""


def metrics(port: int) -> Metrics:
    """Every sample by its name and the values of its labels; empty if nothing listens yet."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
    except OSError:
        return {}
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_requests_of_all_processes_are_counted_by_method_and_status(
    real_db: None, database_server: Server, static_files: str
) -> None:
    port = free_port()
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    with served("csis.serve", "/healthz", {**own, "CSIS_METRICS_PORT": str(port)}) as site:
        before = metrics(port)
        for _ in range(8):
            assert status(site.port, "/accounts/login/") == 200
        assert status(site.port, "/nowhere/") in (302, 200, 404)
        after = metrics(port)
        # The port of the metrics answers nothing else, and the site has no such page.
        assert status(site.port, "/metrics") != 200
        resident, own = site.memory(), site.own_memory()
        # Its processes start as copies of the server, so most of the loaded program is in memory once.
        assert None in {resident, own} or own < 0.6 * resident
    asked = ("csis_requests_total", "GET", "200")
    assert after[asked] - before.get(asked, 0) >= 8
    assert after["csis_request_seconds_count",] >= 9


def test_a_scrape_loads_no_module(tmp_path: Path) -> None:
    """A process of the server may be copied meanwhile; in the copy, a module being loaded would be so forever."""
    own = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PORT": str(free_port())}
    done = ran([sys.executable, "-c", SCRAPED], os.environ | own, check=True)
    assert done.stdout == "200 []\n"


@pytest.fixture
def watched(real_db: None, database_server: Server) -> Iterator[int]:
    """The port of a worker's metrics."""
    port = free_port()
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_WORKER_METRICS_PORT": str(port)}
    command = [sys.executable, "-m", "csis.work"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=subprocess.DEVNULL) as worker:
        yield port
        worker.kill()


def test_the_worker_reports_the_state_of_the_record_and_its_backups(watched: int) -> None:
    factories.function()
    until(lambda: metrics(watched))
    found = metrics(watched)
    assert found["csis_chain_sequence",] == ChainHead.objects.get().sequence
    assert found["csis_chain_head_age_seconds",] >= 0 and found["csis_queue_waiting",] >= 0
    # There was no backup: the age of nothing is not reported as 0.
    assert ("csis_backup_age_seconds",) not in found
    assert {"csis_worker_age_seconds", "csis_queue_running"} <= {name for name, *_ in found}
