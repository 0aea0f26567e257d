"""The progress of a cycle, in words."""

from missions.domain.sentences import counted


def progress_in_words(*, reviews: int, decided: int, closed: int, late: int) -> str:
    """Such as "2 of 5 reviews decided, 1 closed without a decision, 2 open, 1 late."

    `decided` and `closed` (without a decision) are parts of `reviews`; `late` are open and past due.
    """
    open_now = reviews - decided - closed
    parts = [f"{decided} of {counted(reviews, 'review')} decided"]
    if closed:
        parts.append(f"{closed} closed without a decision")
    if open_now:
        parts.append(f"{open_now} open")
    if late:
        parts.append(f"{late} late")
    return f"{', '.join(parts)}."
