"""The measures of access (III.1) and of integration before crisis (III.2)."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from missions.domain.commercial.measures.counting import (
    Counted,
    CountedItem,
    Measure,
    MeasureScope,
    Wanted,
    known,
    weakest,
)
from missions.domain.commercial.measures.principles import BEGIN
from missions.domain.commercial.portfolio import DatedTrial, Promise
from missions.domain.commercial.posture.columns import PostureColumn
from missions.domain.commercial.records import FunctionInForce, Ref, Use
from missions.domain.commercial.vocabulary import Phase
from missions.domain.dates import months_after
from missions.domain.sentences import counted


def promises(scope: MeasureScope, function: FunctionInForce) -> tuple[Promise, ...]:
    """What agreements in force commit for a function."""
    portfolio = scope.area.portfolio
    uses = portfolio.uses_of_function.get(function.code, ())
    return tuple(one for use in uses for one in portfolio.promises_of_use.get(use.code, ()))


def promised_by(found: tuple[Promise, ...]) -> tuple[Ref, ...]:
    """The agreements behind commitments."""
    return tuple(one.agreement.ref for one in found)


def ensured(phase: Phase, scope: MeasureScope) -> Counted:
    """Open functions; the numerator has those with a firm commitment for a phase.

    An agreement states the phases it commits for: one that names a function's use, but not this phase, does not ensure
    it. Without any such agreement it is unknown.
    """
    items = []
    for function in scope.area.open:
        found = promises(scope, function)
        firm = any(one.commitment.firm and one.commitment.phase is phase for one in found)
        verdict = known(firm if found else None)
        items.append(CountedItem(function.ref, verdict, (function.ref, *promised_by(found)), (function.code,)))
    return Counted(tuple(items))


def lapses(scope: MeasureScope) -> Counted:
    """Open functions with a firm commitment; the numerator has those that soon lose the last one for a phase."""
    last_day = scope.on + timedelta(days=scope.limits["lapse_days"])
    items = []
    for function in scope.area.open:
        firm = tuple(one for one in promises(scope, function) if one.commitment.firm)
        if not firm:
            continue
        losing = any(
            all(ends_by(one, last_day) for one in firm if one.commitment.phase is phase)
            for phase in {one.commitment.phase for one in firm}
        )
        items.append(CountedItem(function.ref, known(losing), (function.ref, *promised_by(firm)), (function.code,)))
    ending = [one for one in scope.area.agreements if one.stated.ends_on and one.stated.ends_on <= last_day]
    number = len(ending)
    note = f"{counted(number, 'agreement ends', 'agreements end')} by then." if ending else ""
    return Counted(tuple(items), note)


def ends_by(promise: Promise, last_day: date) -> bool:
    """Whether a commitment ends on or before a day; one without a stated end does not."""
    ends_on = promise.agreement.stated.ends_on
    return ends_on is not None and ends_on <= last_day


def clauses(scope: MeasureScope) -> Counted:
    """Agreements here; the numerator has those with clauses on cyber, data and supply chain security."""
    items = []
    for one in scope.area.agreements:
        verdict = weakest((one.clauses.cyber, one.clauses.data, one.clauses.supply_chain))
        items.append(CountedItem(one.ref, verdict, (one.ref,), scope.area.functions_of_agreement[one.code]))
    return Counted(tuple(items))


def trials(scope: MeasureScope, use: Use) -> tuple[DatedTrial, ...]:
    """The trials of a use."""
    return scope.area.portfolio.trials_of_use.get(use.code, ())


def recent(scope: MeasureScope, found: tuple[DatedTrial, ...]) -> tuple[DatedTrial, ...]:
    """The trials that took place within the policy's window, whatever their result."""
    earliest = months_after(scope.on, -scope.limits["tried_months"])
    return tuple(one for one in found if one.trial.tried and one.exercise.last_day >= earliest)


def tried(scope: MeasureScope) -> Counted:
    """Uses in force; the numerator has those tried within the window. A use in no exercise is unknown."""
    items = []
    for use in scope.area.uses:
        found = trials(scope, use)
        verdict = known(bool(recent(scope, found)) if found else None)
        items.append(CountedItem(use.ref, verdict, (use.ref, *(one.exercise.ref for one in found)), (use.function,)))
    return Counted(tuple(items))


def tried_with_allies(scope: MeasureScope) -> Counted:
    """Uses tried within the window; the numerator has those tried with allies or partners."""
    items = []
    for use in scope.area.uses:
        if found := recent(scope, trials(scope, use)):
            verdict = known(any(one.exercise.allies for one in found))
            items.append(
                CountedItem(use.ref, verdict, (use.ref, *(one.exercise.ref for one in found)), (use.function,))
            )
    return Counted(tuple(items))


def overdue_findings(scope: MeasureScope) -> Counted:
    """Findings of trials; the numerator has those open longer than the policy allows."""
    earliest = scope.on - timedelta(days=scope.limits["finding_days"])
    items, still_open = [], 0
    for use in scope.area.uses:
        for one in trials(scope, use):
            if not one.trial.finding:
                continue
            unclosed = one.trial.closed_on is None or one.trial.closed_on > scope.on
            still_open += unclosed
            late = unclosed and one.exercise.last_day < earliest
            items.append(CountedItem(one.exercise.ref, known(late), (use.ref, one.exercise.ref), (use.function,)))
    return Counted(tuple(items), f"{still_open} of {len(items)} findings are open." if items else "")


def access(phase: Phase, words: str) -> Measure:
    """The measure of access in one phase."""
    return Measure(
        f"access_{phase.value}",
        PostureColumn.ACCESS,
        ("priority.1", "priority.1.approach"),
        f"Ensured {words}",
        f"open functions with a priority or assured commitment in force {words}",
        "open functions",
        Wanted.AT_LEAST,
        f"{phase.value}_at_least",
        "record the agreements that commit a solution for them",
        f"agree on a priority or assured commitment {words}",
        BEGIN,
        partial(ensured, phase),
        told=f"functions ensured {words}",
        remark="A ceiling, or a seat on a contract vehicle, is not capacity.",
    )


def uses_measure(
    key: str,
    title: str,
    numerator: str,
    denominator: str,
    threshold: str,
    words: tuple[str, str, str],
    count: Callable[[MeasureScope], Counted],
    *,
    told: str,
) -> Measure:
    """A measure of integration before crisis, met at or above its threshold."""
    ask, remedy, begin = words
    passages = ("priority.2", "priority.2.approach")
    return Measure(
        key,
        PostureColumn.INTEGRATION,
        passages,
        title,
        numerator,
        denominator,
        Wanted.AT_LEAST,
        threshold,
        ask,
        remedy,
        begin,
        count,
        told=told,
        windows=("tried_months",),
    )


PRIORITIES = (
    access(Phase.DAY_TO_DAY, "day to day"),
    access(Phase.CRISIS, "in crisis"),
    access(Phase.CONFLICT, "in conflict"),
    Measure(
        "access_lapses",
        PostureColumn.ACCESS,
        ("priority.1", "priority.1.approach"),
        "Loses its cover soon",
        "open functions that lose their last firm commitment for a phase within the policy's days",
        "open functions with a firm commitment in force",
        Wanted.AT_MOST,
        "lapse_at_most",
        "record when the agreements end",
        "extend an agreement that ends",
        "Record an agreement with a priority or assured commitment.",
        lapses,
        windows=("lapse_days",),
        told="functions lose their cover soon",
    ),
    Measure(
        "access_clauses",
        PostureColumn.ACCESS,
        ("priority.1.approach",),
        "Security clauses",
        "agreements with clauses on cyber, data and supply chain security",
        "agreements in force that commit a use here",
        Wanted.AT_LEAST,
        "clauses_at_least",
        "record which clauses they have",
        "add the clauses that are missing",
        "Record an agreement that commits a use here.",
        clauses,
        told="agreements with security clauses",
    ),
    uses_measure(
        "tried",
        "Tried",
        "uses tried in an exercise or in operation within the policy's months, whatever came of it",
        "uses in force",
        "tried_at_least",
        ("record the exercises that tried them", "try a use in an exercise", BEGIN),
        tried,
        told="uses tried",
    ),
    uses_measure(
        "tried_with_allies",
        "Tried with allies",
        "uses tried with allies or partners",
        "uses tried within the policy's months",
        "allies_at_least",
        ("record who took part", "try a use with allies or partners", "Record an exercise that tried a use."),
        tried_with_allies,
        told="uses tried with allies",
    ),
    Measure(
        "overdue_findings",
        PostureColumn.INTEGRATION,
        ("priority.2", "priority.2.approach"),
        "Findings overdue",
        "findings open for longer than the policy's days after the exercise",
        "findings of trials",
        Wanted.AT_MOST,
        "overdue_at_most",
        "record whether they are closed",
        "close a finding",
        "Record the findings of a trial.",
        overdue_findings,
        windows=("finding_days",),
        told="findings overdue",
    ),
)
