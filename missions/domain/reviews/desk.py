"""What a person's desk says first: how many acts wait for them, by verb."""

from collections import Counter
from collections.abc import Iterable

from missions.domain.vocabulary import Duty

# In the order of the sentence; what unblocks others comes first.
VERBS = {
    Duty.DECIDE: "decide",
    Duty.VOTE: "vote",
    Duty.ANSWER_OBJECTIONS: "answer",
    Duty.ANSWER_CHANGES: "answer",
    Duty.REBASE: "update",
    Duty.DRAFT: "draft",
    Duty.SEAT: "assign",
    Duty.RESEAT: "assign",
    Duty.ASSIGN: "assign",
    Duty.ADOPT: "adopt",
    Duty.CHASE: "chase",
}
NOTHING = "You have no actions."


def actions_in_words(duties: Iterable[Duty], **others: int) -> str:
    """Such as "Decide 1, vote 2, chase 3, confirm 1."; `others` counts what is no duty in a review, by verb."""
    counts = Counter(VERBS[duty] for duty in duties)
    counts.update({verb: number for verb, number in others.items() if number})
    order = [*dict.fromkeys(VERBS.values()), *others]
    parts = [f"{verb} {counts[verb]}" for verb in order if counts[verb]]
    return f"{', '.join(parts).capitalize()}." if parts else NOTHING
