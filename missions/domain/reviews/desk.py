"""The first line of a person's desk: how many acts wait for them, by verb."""

from collections import Counter
from collections.abc import Iterable

from missions.domain.vocabulary import Duty

# In the order of the sentence; acts that others wait for come first.
VERBS = {
    Duty.DECIDE: "decide",
    Duty.VOTE: "vote",
    Duty.ANSWER_OBJECTIONS: "answer",
    Duty.ANSWER_CHANGES: "answer",
    Duty.REBASE: "update",
    Duty.DRAFT: "draft",
    Duty.SEAT: "assign",
    Duty.RESEAT: "assign",
    Duty.ASSIGN: "ask",
    Duty.ADOPT: "adopt",
    Duty.CHASE: "remind",
}
NOTHING = "You have no actions."


def accounts_in_words(*, refused: int, waiting: int) -> str:
    """Such as "Correct 1 address. 2 roles wait for a steward." for administrators."""
    said = [f"Correct {refused} address{'es' if refused != 1 else ''}." if refused else NOTHING]
    if waiting:
        said.append(f"{waiting} role{'s wait' if waiting != 1 else ' waits'} for a steward.")
    return " ".join(said)


def owned_in_words(number: int, due: str) -> str:
    """For a person without a desk, such as "You own 2 open opportunities, the first due 3 Mar 2027."."""
    first = "the first " if number > 1 else ""
    return f"You own {number} open opportunit{'ies' if number != 1 else 'y'}, {first}due {due}."


def actions_in_words(duties: Iterable[Duty], **others: int) -> str:
    """Such as "Decide 1, vote 2, remind 3, confirm 1."; `others` counts what is no duty in a review, by verb."""
    counts = Counter(VERBS[duty] for duty in duties) + Counter(others)
    order = dict.fromkeys([*VERBS.values(), *others])
    parts = [f"{verb} {counts[verb]}" for verb in order if counts[verb]]
    return f"{', '.join(parts).capitalize()}." if parts else NOTHING
