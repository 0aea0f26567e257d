"""Answers Prometheus on separate ports: the server reports its requests, the worker the state of the record."""

from collections.abc import Iterator

from django.db import connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from missions.queries.operation.metrics import OperationMetrics, operation_metrics


def tell_requests(host: str, port: int) -> None:
    """Report the requests that the server's processes count in a folder named by the environment."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    start_http_server(port, host, registry)


def tell_record(host: str, port: int) -> None:
    """Report the state of queue, chain, backups and witnesses, read from the database on each request."""
    registry = CollectorRegistry()
    registry.register(_Record())
    start_http_server(port, host, registry)


class _Record:
    """Gauges of the values that one query finds; an age of nothing is left out."""

    def collect(self) -> Iterator[Metric]:
        try:
            found = operation_metrics()
        finally:
            connection.close()
        for name, (about, read) in GAUGES.items():
            value = read(found)
            if value is not None:
                yield GaugeMetricFamily(f"csis_{name}", about, value)
        yield from _labelled(found)

    def describe(self) -> list[Metric]:
        """Nothing is read when it is registered: the database may not answer yet."""
        return []


def _labelled(found: OperationMetrics) -> Iterator[Metric]:
    told = GaugeMetricFamily("csis_witness_age_seconds", "Since a witness was told the chain.", labels=["witness"])
    for witness, age in found.witness_ages.items():
        told.add_metric([witness], age)
    runs = CounterMetricFamily("csis_job_runs", "Times that a job began.", labels=["job"])
    failures = CounterMetricFamily("csis_job_failures", "Times that a job failed.", labels=["job"])
    for name, (ran, failed) in found.jobs.items():
        runs.add_metric([name], ran)
        failures.add_metric([name], failed)
    yield from (told, runs, failures)


GAUGES = {
    "queue_waiting": ("Jobs that are due and have not begun.", lambda found: found.waiting),
    "queue_running": ("Jobs under way.", lambda found: found.running),
    "unsent_notice_age_seconds": ("Since the oldest notice that waits to be mailed.", lambda found: found.unsent_age),
    "chain_sequence": ("The last entry of the audit chain.", lambda found: found.sequence),
    "chain_head_age_seconds": ("Since the last entry.", lambda found: found.head_age),
    "verification_age_seconds": ("Since a verification found nothing.", lambda found: found.verified_age),
    "verification_findings": ("What the last verification found.", lambda found: found.findings),
    "backup_age_seconds": ("Since the last backup.", lambda found: found.backup_age),
    "worker_age_seconds": ("Since the worker gave a sign of life.", lambda found: found.worker_age),
}
