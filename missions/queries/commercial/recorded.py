"""The solutions recorded for one function at a moment: listed on its pages, and counted beside its assessment."""

from dataclasses import dataclass

from missions.domain.commercial.vocabulary import Sector, Stage, UseFit, UseState
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.rows import rows

# What is outside the lateral joins narrows them to the uses that ever named the function.
USES = """
missions_use subject
JOIN LATERAL ({use}) used ON used.function_id = {function} AND NOT used.retired
JOIN missions_solution solution ON solution.id = used.solution_id
LEFT JOIN LATERAL ({solution}) offered ON true
LEFT JOIN missions_provider provider ON provider.id = offered.provider_id
LEFT JOIN LATERAL ({provider}) offering ON true
WHERE subject.id IN (SELECT use_id FROM missions_userevision WHERE function_id = {function})
"""
# A use counts as `domain/commercial/portfolio.py: Portfolio.counted_uses` has it.
COUNTS = (
    "used.state <> 'ended' AND NOT offered.retired AND offered.stage <> 'withdrawn'"
    " AND offered.owned_by = 'commercial' AND NOT offering.retired"
)


def _uses(function: str, newest: bool) -> str:
    """The uses of a function, each with its solution and provider; `newest` as in `as_of`."""
    subjects = {"use": "subject.id", "solution": "solution.id", "provider": "provider.id"}
    held = {name: as_of(TABLES[name].revision, of=key, newest=newest) for name, key in subjects.items()}
    return USES.format(function=function, **held)


def counting(function: str, newest: bool) -> str:
    """SQL of how many commercial solutions are recorded for the function of that key, each once."""
    return f"(SELECT count(DISTINCT used.solution_id) FROM {_uses(function, newest)} AND {COUNTS})"


LISTED = {
    newest: f"""
SELECT subject.code AS use, solution.code AS solution, offered.name, provider.code AS provider,
  offering.name AS provider_name, offered.stage, offered.owned_by, used.state, used.fit,
  coalesce({COUNTS}, false) AS counts
FROM {_uses("(SELECT id FROM missions_function WHERE code = %(code)s)", newest)}
ORDER BY counts DESC, offered.name, subject.code
"""
    for newest in (True, False)
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A use of a solution for a function. Name, stage, owner and provider are None where the solution is not there yet.

    `counts` says whether it is one of the commercial solutions counted for the function.
    """

    use: str
    solution: str
    name: str | None
    provider: str | None
    provider_name: str | None
    stage: Stage | None
    owned_by: Sector | None
    state: UseState
    fit: UseFit
    counts: bool


def recorded_for(function: str, moment: Moment) -> list[Recorded]:
    """The uses in force for the function of that code, those that count first. One query."""
    at = {"on": moment.as_of, "sequence": moment.sequence, "code": function}
    return [
        Recorded(
            **row._asdict()
            | {
                "stage": Stage(row.stage) if row.stage else None,
                "owned_by": Sector(row.owned_by) if row.owned_by else None,
                "state": UseState(row.state),
                "fit": UseFit(row.fit),
            }
        )
        for row in rows(LISTED[moment.known is None], at)
    ]
