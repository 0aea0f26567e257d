"""The solutions recorded for one function at a moment: for its pages, and for the count beside its assessment."""

from dataclasses import dataclass

from missions.domain.commercial.vocabulary import Sector, Stage, UseFit, UseState
from missions.domain.record.portfolio import Moment
from missions.models.kinds import TABLES
from missions.models.querysets import as_of
from missions.queries.rows import rows

# The part outside the lateral joins narrows them to the uses that ever named the function.
USES = """
missions_use subject
JOIN LATERAL ({use}) used ON used.function_id = {function} AND NOT used.retired
JOIN missions_solution solution ON solution.id = used.solution_id
LEFT JOIN LATERAL ({solution}) offered ON true
LEFT JOIN missions_provider provider ON provider.id = offered.provider_id
LEFT JOIN LATERAL ({provider}) offering ON true
WHERE subject.id IN (SELECT use_id FROM missions_userevision WHERE function_id = {function})
"""
# A use counts by the same rule as in `domain/commercial/portfolio.py: CommercialPortfolio.counted_uses`.
USE_COUNTS = "used.state <> 'ended'"
SOLUTION_COUNTS = "NOT offered.retired AND offered.stage <> 'withdrawn' AND offered.owned_by = 'commercial'"
PROVIDER_COUNTS = "NOT offering.retired"
COUNTS = f"{USE_COUNTS} AND {SOLUTION_COUNTS} AND {PROVIDER_COUNTS}"
# For many functions at once: each use is read once, however many revisions ever named a function, then the solutions
# that these uses refer to, then their providers. Each kind is materialized; otherwise the planner resolves references
# while it looks for the revision in force.
COUNTED = """
applied AS MATERIALIZED (
  SELECT used.function_id, used.solution_id
  FROM missions_use subject JOIN LATERAL ({use}) used ON NOT used.retired AND {used} {narrowed}),
available AS MATERIALIZED (
  SELECT solution.id, offered.provider_id
  FROM missions_solution solution JOIN LATERAL ({solution}) offered ON {offered}
  WHERE solution.id = ANY (ARRAY(SELECT solution_id FROM applied))),
providing AS MATERIALIZED (
  SELECT provider.id FROM missions_provider provider JOIN LATERAL ({provider}) offering ON {offering}
  WHERE provider.id = ANY (ARRAY(SELECT provider_id FROM available))),
counted AS MATERIALIZED (
  SELECT function_id, count(DISTINCT solution_id) AS solutions
  FROM applied JOIN available ON available.id = solution_id JOIN providing ON providing.id = provider_id
  GROUP BY function_id)
"""
OF_AREAS = """
AND used.function_id = ANY (ARRAY(
  SELECT named.id FROM missions_function named JOIN missions_missionarea area ON area.id = named.area_id
  WHERE area.code = ANY (%(areas)s)))
"""


def _held(newest: bool) -> dict[str, str]:
    """The revisions in force of a use, a solution and a provider; `newest` as in `as_of`."""
    subjects = {"use": "subject.id", "solution": "solution.id", "provider": "provider.id"}
    return {name: as_of(TABLES[name].revision, of=key, newest=newest) for name, key in subjects.items()}


def counted(newest: bool, of_areas: bool) -> str:
    """The SQL of `counted`, to follow WITH: how many commercial solutions are recorded for each function.

    Each solution counts once; a function without any has no row. With `of_areas`, only those of the areas
    `%(areas)s`.
    """
    narrowed = OF_AREAS if of_areas else ""
    return COUNTED.format(
        used=USE_COUNTS, offered=SOLUTION_COUNTS, offering=PROVIDER_COUNTS, narrowed=narrowed, **_held(newest)
    )


LISTED = {
    newest: f"""
SELECT subject.code AS use, solution.code AS solution, offered.name, provider.code AS provider,
  offering.name AS provider_name, offered.stage, offered.owned_by, used.state, used.fit,
  coalesce({COUNTS}, false) AS counts
FROM {USES.format(function="(SELECT id FROM missions_function WHERE code = %(code)s)", **_held(newest))}
ORDER BY counts DESC, offered.name, subject.code
"""
    for newest in (True, False)
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A use of a solution for a function. Name, stage, owner and provider are None if the solution does not exist yet.

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
