"""The question of a proposal in one sentence, and the consequence and day of approving it."""

from datetime import date

from missions.domain.dates import day
from missions.domain.vocabulary import Category, ProposalKind, State

AFTERWARDS = {
    State.EFFECTIVE: "It was approved and took effect.",
    State.REJECTED: "It was rejected; the category stayed as it was.",
    State.WITHDRAWN: "It was withdrawn before a decision; the category stayed as it was.",
}
# Shown if an approval could not take effect at once, and has not since.
NEXT_TRY = "The program tries again within minutes, or sends it back to its authors."


def question(
    area: str, held: Category | None, kind: ProposalKind, target: Category | None, effective_on: date | None
) -> str:
    """Such as "Should SATCOM move from Hybrid to Commercial Primary on 1 Jan 2027?"."""
    on = f" on {day(effective_on)}" if effective_on else ""
    if target is None:
        return f"Which category should {area} be in{on}?"
    if kind is ProposalKind.REAFFIRM:
        return f"Should {area} be reaffirmed as {target.label}{on}?"
    if held is None or held is target:
        return f"Should {area} become {target.label}{on}?"
    return f"Should {area} move from {held.label} to {target.label}{on}?"


def consequence(state: State, kind: ProposalKind, effective_on: date | None, today: date) -> str:
    """The consequence of an approval and its day, or the outcome of the proposal."""
    if state in AFTERWARDS:
        return AFTERWARDS[state]
    does = "reaffirms the category" if kind is ProposalKind.REAFFIRM else "changes the category"
    if effective_on is None:
        return f"Approval {does}; no effective date is chosen yet."
    has_come = effective_on <= today
    if state is State.APPROVED and has_come:
        return f"It is approved and its day has come, {day(effective_on)}, but it could not take effect. {NEXT_TRY}"
    said = "It is approved and" if state is State.APPROVED else "Approval"
    if has_come:
        return f"{takes_effect(effective_on, today)} It {does} as of {day(effective_on)}."
    return f"{said} {does} on {day(effective_on)}. Nothing in force changes before."


def takes_effect(effective_on: date, today: date) -> str:
    """When an approval given today would take effect."""
    return f"Approval takes effect {'now' if effective_on <= today else f'on {day(effective_on)}'}."
