"""Background work, in the queue that PostgreSQL keeps: what is due, and what people are told.

Thin: each task calls actions that may run twice, late, or side by side, with the same result. They run more often than
they have something to do, so that a missed run is soon made up for. Only the worker loads them: what answers requests
hands on by name (`missions/soon.py`).
"""

from collections.abc import Callable

from procrastinate.contrib.django import app
from procrastinate.retry import RetryStrategy

from missions.actions import access, heartbeat, submissions
from missions.actions.apart import each
from missions.actions.catalog import reading
from missions.actions.catalog import staging as catalogs
from missions.actions.exchange import staging, workbooks
from missions.actions.people import attempts, links, mails, notices, verifications
from missions.actions.reviews import effect, reviews


@app.periodic(cron="*/5 * * * *")
@app.task(name="take_effect", queueing_lock="take_effect")
def take_effect(timestamp: int) -> None:
    """Notice facts whose day has come, then let what is approved and due take effect."""
    _steps(effect.notice_moved, effect.apply_due_decisions)


@app.periodic(cron="7 * * * *")
@app.task(name="open_reviews", queueing_lock="open_reviews")
def open_reviews(timestamp: int) -> None:
    """Open the reviews that the policy's cadence makes due."""
    reviews.open_due_reviews()


@app.periodic(cron="11 * * * *")
@app.task(name="remind", queueing_lock="remind")
def remind(timestamp: int) -> None:
    """Remind of the open reviews whose next step has come."""
    notices.remind()


@app.periodic(cron="* * * * *")
@app.task(name="tell", queueing_lock="tell")
def tell(timestamp: int) -> None:
    """Make notices of what was recorded, and send the mails that are due."""
    _steps(notices.deliver, mails.send_mails)


@app.periodic(cron="23 * * * *")
@app.task(name="discard_imports", queueing_lock="discard_imports")
def discard_imports(timestamp: int) -> None:
    """Forget the staged imports that nobody came back to."""
    _steps(staging.discard_expired, catalogs.discard_expired)


@app.periodic(cron="29 * * * *")
@app.task(name="discard_submissions", queueing_lock="discard_submissions")
def discard_submissions(timestamp: int) -> None:
    """Forget the forms that nobody sends again."""
    submissions.discard_expired()


@app.periodic(cron="31 * * * *")
@app.task(name="discard_attempts", queueing_lock="discard_attempts")
def discard_attempts(timestamp: int) -> None:
    """Forget the failed sign-ins that count no longer."""
    attempts.discard_forgiven()


@app.task(name="send_link", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def send_link(username: str) -> None:
    """Send a link to sign in, where there is such an account; no page waits for it, or tells by it."""
    links.send_link(username)


@app.periodic(cron="* * * * *")
@app.task(name="read_imports", queueing_lock="read_imports")
def read_imports(timestamp: int) -> None:
    """Read the files that people sent, so that no request waits for it."""
    workbooks.read_waiting()


@app.periodic(cron="* * * * *")
@app.task(name="read_catalogs", queueing_lock="read_catalogs")
def read_catalogs(timestamp: int) -> None:
    """Read the catalogs that people sent, so that no request waits for it."""
    reading.read_waiting()


@app.periodic(cron="* * * * *")
@app.task(name="verify", queueing_lock="verify")
def verify(timestamp: int) -> None:
    """Verify the record for whoever asked, so that no request waits for it."""
    verifications.verify_waiting()


@app.periodic(cron="* * * * *")
@app.task(name="write_pending", queueing_lock="write_pending")
def write_pending(timestamp: int) -> None:
    """Write the access entries that were kept aside while others held the chain, and what was counted of refusals."""
    _steps(access.write_pending, access.write_refusals)


@app.periodic(cron="* * * * *")
@app.task(name="beat", queueing_lock="beat")
def beat(timestamp: int) -> None:
    """Say that jobs are done."""
    heartbeat.beat()


def _steps(*steps: Callable[[], object]) -> None:
    """Do each of these, whatever becomes of the one before."""
    each(steps, lambda step: step())
