"""The purpose of each of the worker's jobs, as its page says it, and when it runs next."""

from datetime import datetime

from croniter import croniter

ABOUT = {
    "take_effect": "Lets approved proposals take effect on their day, and sends back those whose area has moved",
    "open_reviews": "Opens the reviews that the policy’s cadence makes due",
    "remind": "Reminds of open reviews",
    "tell": "Makes notices of what was recorded, and sends mail",
    "read_imports": "Reads the files that people import",
    "read_catalogs": "Reads the catalogs that people sent",
    "verify": "Verifies the record for auditors who asked",
    "verify_nightly": "Verifies what was recorded since the last time, and each week the whole record",
    "witness": "Tells the head of the audit chain to its witnesses",
    "write_pending": "Writes access entries that waited for others",
    "discard_imports": "Discards imports that nobody came back to",
    "discard_submissions": "Forgets forms that nobody sends again",
    "discard_attempts": "Forgets failed sign-ins that no longer count",
    "take_up": "Begins again what a worker left in the middle",
    "end_sessions": "Ends sessions in which nothing is done",
    "keep_accounts": "Ends roles after their last day, and deactivates accounts that nobody uses",
    "beat": "Gives the worker’s sign of life",
}


def next_run(schedule: str, now: datetime) -> datetime:
    """The next time after `now` (UTC) for a schedule in the format of cron (UTC)."""
    return croniter(schedule, now).get_next(datetime)
