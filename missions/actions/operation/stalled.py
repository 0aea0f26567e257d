"""Starts jobs again whose worker ended in the middle of them."""

from django.db import IntegrityError, connection, transaction

# Workers write a heartbeat every ten seconds.
STALLED = """
SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '1 minute')
ORDER BY job.id FOR UPDATE OF job SKIP LOCKED
"""
AGAIN = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
# Another job of the same kind is waiting and will do the same.
FORGET = "SELECT procrastinate_finish_job_v1(%s, 'failed', true)"


def take_up() -> int:
    """Return every job of an ended worker to the queue; returns how many there were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STALLED)
        found = [key for (key,) in cursor.fetchall()]
        for key in found:
            try:
                with transaction.atomic():
                    cursor.execute(AGAIN, [key])
            except IntegrityError:
                cursor.execute(FORGET, [key])
    return len(found)
