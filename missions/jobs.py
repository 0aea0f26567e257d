"""Background work, in the queue that PostgreSQL keeps: what is due, and what people are told.

Thin: each task calls actions that may run twice, late, or side by side, with the same result. They run more often than
they have something to do, so that a missed run is soon made up for. Only the worker loads them: what answers requests
hands on by name (`missions/soon.py`).
"""

from collections.abc import Callable

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy
from procrastinate.tasks import Task

from missions.actions import access, heartbeat, submissions
from missions.actions.apart import each
from missions.actions.catalog import reading
from missions.actions.catalog import staging as catalogs
from missions.actions.exchange import staging, workbooks
from missions.actions.operation import runs, stalled, witnesses
from missions.actions.people import accounts, allowances, attempts, links, mails, notices, sessions, verifications
from missions.actions.reviews import effect, reviews


def periodic(job: Callable[[int], None]) -> Task:
    """A job that runs by its schedule, once at a time in the queue, and whose runs are kept."""
    name = job.__name__
    task = app.task(name=name, queueing_lock=name)(runs.kept(name)(job))
    return app.periodic(cron=settings.SCHEDULES[name])(task)


@periodic
def take_effect(timestamp: int) -> None:
    """Notice facts whose day has come, then let what is approved and due take effect."""
    _steps(effect.notice_moved, effect.apply_due_decisions)


@periodic
def open_reviews(timestamp: int) -> None:
    """Open the reviews that the policy's cadence makes due."""
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
    """Forget the staged imports that nobody came back to."""
    _steps(staging.discard_expired, catalogs.discard_expired)


@periodic
def discard_submissions(timestamp: int) -> None:
    """Forget the forms that nobody sends again."""
    submissions.discard_expired()


@periodic
def discard_attempts(timestamp: int) -> None:
    """Forget the failed sign-ins, and what was taken of allowances, that count no longer."""
    _steps(attempts.discard_forgiven, allowances.discard_full)


@periodic
def end_sessions(timestamp: int) -> None:
    """End the sessions in which nothing is done."""
    sessions.end_idle()


@periodic
def keep_accounts(timestamp: int) -> None:
    """End the roles whose last day is over, and deactivate the accounts that nobody signs in to."""
    _steps(accounts.end_expired, accounts.deactivate_dormant)


@app.task(name="send_link", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_link(username: str) -> None:
    """Send a link to sign in, where there is such an account; no page waits for it, or tells by it."""
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
    """Write the access entries that were kept aside while others held the chain, and what was counted of refusals."""
    _steps(access.write_pending, access.write_refusals)


@periodic
def take_up(timestamp: int) -> None:
    """Begin again the jobs whose worker ended in the middle of them."""
    stalled.take_up()


@periodic
def beat(timestamp: int) -> None:
    """Say that jobs are done."""
    heartbeat.beat()


def _steps(*steps: Callable[[], object]) -> None:
    """Do each of these, whatever becomes of the one before."""
    each(steps, lambda step: step())
