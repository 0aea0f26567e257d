"""When people are reminded of a review: on certain days before its due date, then every week."""

from datetime import date

# A steward's reminder begins like this on the thread.
REMINDER = "Reminder: "
BEFORE = (30, 14, 7, 1, 0)
WEEK = 7


def step_reached(due: date, today: date) -> int | None:
    """The last step that has been reached, as days before the due date; None before the first.

    Steps after the due date are negative, a week apart, so that late reviews are mentioned every week. A missed run
    changes nothing: the step is the same on every day until the next.
    """
    left = (due - today).days
    if left < 0:
        return -(-left // WEEK) * WEEK
    return min((step for step in BEFORE if left <= step), default=None)


def in_words(left: int) -> str:
    """Days before the due date in words, such as "due in 7 days" or "3 days past due"."""
    if left in {0, 1}:
        return "due today" if left == 0 else "due tomorrow"
    if left > 0:
        return f"due in {left} days"
    return "1 day past due" if left == -1 else f"{-left} days past due"


def is_late(step: int) -> bool:
    """Whether the steward is told too: a week past the due date or more."""
    return step <= -WEEK
