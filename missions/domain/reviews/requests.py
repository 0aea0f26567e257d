"""What prevents a request for a review: pages show it, and the action checks it under the lock on the area."""

OPEN = "A review of {code} is open: comment on it instead."
REQUESTED_ALREADY = "A review of {code} is asked for already: a steward opens or declines it."
IN_LINE = "{code} is neither late nor out of line with its assessments, so there is no reason to ask for a review."


def why_not_ask(code: str, *, under_review: bool, waits: bool, drifts: bool, overdue_days: int) -> str:
    """The reason why nobody can request a review of the area now, as a sentence; empty if an analyst can."""
    if under_review:
        return OPEN.format(code=code)
    if waits:
        return REQUESTED_ALREADY.format(code=code)
    return "" if drifts or overdue_days else IN_LINE.format(code=code)
