"""Figures about the operation, for monitoring from outside."""

from dataclasses import dataclass

from missions.queries.rows import rows

ONCE = """
SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())
    AS waiting,
  (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing') AS running,
  (SELECT extract(epoch FROM now() - made_at)::float8 FROM missions_notice WHERE mail_due ORDER BY id LIMIT 1)
    AS unsent_age,
  (SELECT sequence FROM missions_chainhead) AS sequence,
  (SELECT extract(epoch FROM now() - recorded_at)::float8 FROM missions_chainhead) AS head_age,
  (SELECT extract(epoch FROM now() - max(ended_at))::float8 FROM missions_verificationrun WHERE found = 0)
    AS verified_age,
  (SELECT found FROM missions_verificationrun WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS findings,
  (SELECT extract(epoch FROM now() - max(made_at))::float8 FROM missions_backup) AS backup_age,
  (SELECT extract(epoch FROM now() - at)::float8 FROM missions_heartbeat) AS worker_age
"""
WITNESSES = """
SELECT witness, extract(epoch FROM now() - max(at))::float8 AS age FROM missions_witnessing WHERE error = ''
GROUP BY witness
"""
JOBS = "SELECT name, runs, failures FROM missions_jobrun ORDER BY name"


@dataclass(frozen=True)
class OperationMetrics:
    """Counts, and ages in seconds; None for what never happened. `jobs` says how often each ran and failed."""

    waiting: int
    running: int
    unsent_age: float | None
    sequence: int | None
    head_age: float | None
    verified_age: float | None
    findings: int | None
    backup_age: float | None
    worker_age: float | None
    witness_ages: dict[str, float]
    jobs: dict[str, tuple[int, int]]


def operation_metrics() -> OperationMetrics:
    """All figures as of now. Three queries."""
    once = rows(ONCE, {})[0]
    ages = {row.witness: row.age for row in rows(WITNESSES, {})}
    return OperationMetrics(
        *once, witness_ages=ages, jobs={row.name: (row.runs, row.failures) for row in rows(JOBS, {})}
    )
