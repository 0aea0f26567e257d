"""Findings of trials: each with its use and solution, and how long it may stay open under the policy."""

from dataclasses import dataclass
from datetime import date, timedelta

from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import Exercise, FunctionInForce, Solution, Trial


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of one trial; `function` and `solution` are None if they or the use are not in force.

    It is due on `due_on`, the policy's number of days after the exercise; `closed_on` is None while it is open.
    """

    exercise: Exercise
    trial: Trial
    function: FunctionInForce | None
    solution: Solution | None
    due_on: date
    closed_on: date | None
    overdue_days: int


def findings(posture: Posture) -> list[Finding]:
    """The findings of the exercises that have begun, by exercise; findings about uses that ended are kept."""
    portfolio = posture.portfolio
    use_of = {use.code: use for use in portfolio.uses}
    days = timedelta(days=posture.limits["finding_days"])
    found = []
    for exercise in portfolio.exercises:
        for trial in exercise.trials:
            if trial.finding and exercise.first_day <= portfolio.on:
                use = use_of.get(trial.use)
                closed_on = trial.closed_on if trial.closed_on and trial.closed_on <= portfolio.on else None
                due_on = exercise.last_day + days
                found.append(
                    Finding(
                        exercise=exercise,
                        trial=trial,
                        function=portfolio.function_of.get(use.function) if use else None,
                        solution=portfolio.solution_of.get(use.solution) if use else None,
                        due_on=due_on,
                        closed_on=closed_on,
                        overdue_days=0 if closed_on else max((portfolio.on - due_on).days, 0),
                    )
                )
    return found


def overdue(posture: Posture) -> int:
    """How many findings have been open longer than the policy allows."""
    return sum(one.overdue_days > 0 for one in findings(posture))
