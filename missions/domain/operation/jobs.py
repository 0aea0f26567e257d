"""The purpose of each of the worker's jobs, as its page says it, and when it runs next."""

from datetime import datetime

from croniter import croniter

ABOUT = {
    "take_effect": "Lets approved proposals take effect on their day, and sends back those whose area has moved",
    "open_reviews": "Opens the reviews that the policy’s cadence makes due",
    "remind": "Sends reminders of open reviews",
    "tell": "Makes notices of what was recorded, and sends mail",
    "read_imports": "Reads the files that people import",
    "read_catalogs": "Reads the catalogs that people sent",
    "verify": "Verifies the record for auditors who asked",
    "verify_nightly": "Verifies what was recorded since the last time, and each week the whole record",
    "witness": "Sends the head of the audit chain to its witnesses",
    "write_pending": "Writes access entries that waited for others",
    "discard_imports": "Discards imports that nobody came back to",
    "discard_submissions": "Deletes the keys of forms that nobody sends again",
    "discard_attempts": "Deletes failed sign-ins that no longer count",
    "take_up": "Starts jobs again that a worker left unfinished",
    "end_sessions": "Ends idle sessions",
    "keep_accounts": "Ends roles after their last day, and deactivates accounts that nobody uses",
    "beat": "Writes the worker’s heartbeat",
}


def next_run(schedule: str, now: datetime) -> datetime:
    """The next time after `now` (UTC) for a schedule in the format of cron (UTC)."""
    return croniter(schedule, now).get_next(datetime)
