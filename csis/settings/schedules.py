"""When the worker's jobs run: in the form of cron, by UTC."""

from croniter import croniter
from django.core.exceptions import ImproperlyConfigured

SCHEDULES = {
    "take_effect": "*/5 * * * *",
    "open_reviews": "7 * * * *",
    "remind": "11 * * * *",
    "tell": "* * * * *",
    "read_imports": "* * * * *",
    "read_catalogs": "* * * * *",
    "verify": "* * * * *",
    "verify_nightly": "30 3 * * *",
    "witness": "0 4 * * *",
    "write_pending": "* * * * *",
    "discard_imports": "23 * * * *",
    "discard_submissions": "29 * * * *",
    "discard_attempts": "31 * * * *",
    "take_up": "* * * * *",
    "end_sessions": "* * * * *",
    "keep_accounts": "*/5 * * * *",
    "beat": "* * * * *",
}


def schedules(text: str) -> dict[str, str]:
    """Returns every job's schedule: the one in the text (`remind=0 6 * * *; witness=…`), else the default.

    Raises ImproperlyConfigured for an unknown job or an invalid schedule.
    """
    own = {}
    for one in filter(str.strip, text.split(";")):
        name, _, schedule = (part.strip() for part in one.partition("="))
        if name not in SCHEDULES:
            raise ImproperlyConfigured(f"CSIS_SCHEDULES names {name!r}; the jobs are {', '.join(SCHEDULES)}.")
        if len(schedule.split()) != 5 or not croniter.is_valid(schedule):
            raise ImproperlyConfigured(f"CSIS_SCHEDULES gives {name} {schedule!r}; use one such as 0 6 * * *.")
        own[name] = schedule
    return {**SCHEDULES, **own}
