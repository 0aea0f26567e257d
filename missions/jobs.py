"""Background work, in a queue in PostgreSQL: scheduled jobs, and notices to people.

Each task only calls actions that may run twice, late, or side by side, with the same result. They run more often than
they have something to do, so that a missed run is soon made up for. Only the worker loads this module: requests
queue tasks by name (`missions/soon.py`).
"""

from collections.abc import Callable

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import Task

from missions.actions import access, heartbeat, submissions
from missions.actions.catalog import reading
from missions.actions.catalog import staging as catalogs
from missions.actions.exchange import staging, workbooks
from missions.actions.independent import each
from missions.actions.operation import runs, stalled, witnesses
from missions.actions.people import accounts, allowances, attempts, links, mails, notices, sessions, verifications
from missions.actions.reviews import effect, reviews


def periodic(job: Callable[[int], None]) -> Task:
    """A job with a schedule, at most once in the queue, whose runs are recorded."""
    name = job.__name__
    task = app.task(name=name, queueing_lock=name)(runs.recorded_job(name)(job))
    return app.periodic(cron=settings.SCHEDULES[name])(task)


@periodic
def take_effect(timestamp: int) -> None:
    """Send back proposals about areas that changed today, then let approved proposals that are due take effect."""
    _steps(effect.notice_moved, effect.apply_due_decisions)


@periodic
def open_reviews(timestamp: int) -> None:
    """Open the reviews that are due by the policy's cadence."""
    reviews.open_due_reviews()


@periodic
def remind(timestamp: int) -> None:
    """Remind of the open reviews whose next step has come."""
    notices.remind()


@periodic
def tell(timestamp: int) -> None:
    """Make notices of what was recorded, and send the mails that are due."""
    _steps(notices.deliver, mails.send_mails)


@periodic
def discard_imports(timestamp: int) -> None:
    """Delete the staged imports that nobody came back to."""
    _steps(staging.discard_expired, catalogs.discard_expired)


@periodic
def discard_submissions(timestamp: int) -> None:
    """Delete the keys of forms that nobody sends again."""
    submissions.discard_expired()


@periodic
def discard_attempts(timestamp: int) -> None:
    """Delete the failed sign-ins and the used allowances that no longer count."""
    _steps(attempts.discard_forgiven, allowances.discard_full)


@periodic
def end_sessions(timestamp: int) -> None:
    """End the sessions without activity."""
    sessions.end_idle()


@periodic
def keep_accounts(timestamp: int) -> None:
    """End the roles whose last day is over, and deactivate the accounts that nobody signs in to."""
    _steps(accounts.end_expired, accounts.deactivate_dormant)


@app.task(name="send_link", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_link(username: str) -> None:
    """Send a link to sign in, if there is such an account; no page waits for it, so none shows whether there is."""
    links.send_link(username)


@periodic
def read_imports(timestamp: int) -> None:
    """Read the files that people sent, so that no request waits for it."""
    workbooks.read_waiting()


@periodic
def read_catalogs(timestamp: int) -> None:
    """Read the catalogs that people sent, so that no request waits for it."""
    reading.read_waiting()


@periodic
def verify(timestamp: int) -> None:
    """Verify the record for the person who asked, so that no request waits for it."""
    verifications.verify_waiting()


@periodic
def verify_nightly(timestamp: int) -> None:
    """Verify what was recorded since the last time, and each week the whole record."""
    verifications.verify_nightly()


@periodic
def witness(timestamp: int) -> None:
    """Tell the head of the chain to the witnesses that are set."""
    witnesses.tell()


@periodic
def write_pending(timestamp: int) -> None:
    """Write the access entries that were set aside while others held the chain, and the counted refusals."""
    _steps(access.write_pending, access.write_refusals)


@periodic
def take_up(timestamp: int) -> None:
    """Begin again the jobs whose worker ended in the middle of them."""
    stalled.take_up()


@periodic
def beat(timestamp: int) -> None:
    """Write the worker's heartbeat."""
    heartbeat.beat()


def _steps(*steps: Callable[[], object]) -> None:
    """Run each of these, even if one before it failed."""
    each(steps, lambda step: step())
