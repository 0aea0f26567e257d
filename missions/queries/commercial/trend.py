"""The posture on several days at once: one query for each kind, one for the functions and one for the policy."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from missions.domain.commercial.portfolio import CommercialPortfolio, in_force
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import FunctionInForce, Stated
from missions.domain.record.portfolio import Moment
from missions.domain.record.rule.policy_numbers import Limits, limits, limits_in
from missions.domain.vocabulary import Availability, Performer, Provenance
from missions.models import AreaRevision, Assessment, FunctionRevision, PolicyRevision
from missions.models.querysets import as_of
from missions.queries.commercial.portfolio import MAKES, together
from missions.queries.kinds.measured import measured_on_days
from missions.queries.rows import rows

# The areas of each day with their functions in force; an area without any has a row of its own.
FUNCTIONS = f"""
SELECT day.on_day, area.code AS area, function.*
FROM unnest(%(days)s::date[]) AS day(on_day)
CROSS JOIN missions_missionarea area
JOIN LATERAL ({as_of(AreaRevision, of="area.id", on="day.on_day")}) named ON NOT named.emerging
LEFT JOIN LATERAL (
  SELECT function.code, assessed.performer, assessed.availability,
    coalesce(assessed.effective_on, revision.effective_on) AS effective_on,
    coalesce(assessed.provenance, revision.provenance) AS provenance,
    coalesce(assessed.entry_id, revision.entry_id) AS entry_id
  FROM missions_function function
  JOIN LATERAL ({as_of(FunctionRevision, of="function.id", on="day.on_day")}) revision ON NOT revision.retired
  LEFT JOIN LATERAL ({as_of(Assessment, of="function.id", on="day.on_day")}) assessed ON true
  WHERE function.area_id = area.id) function ON true
ORDER BY named.position, area.code, function.code
"""
POLICIES = f"""
SELECT day.on_day, policy.*
FROM unnest(%(days)s::date[]) AS day(on_day)
CROSS JOIN LATERAL (
  {as_of(PolicyRevision, of="(SELECT id FROM missions_policy LIMIT 1)", on="day.on_day")}
) policy
"""


@dataclass(frozen=True)
class PostureInputs:
    """What the posture of a day is computed from, besides commercial records."""

    areas: tuple[str, ...]
    functions: tuple[FunctionInForce, ...]
    limits: Limits
    policy: int | None


def around(days: Sequence[date], moment: Moment) -> dict[date, PostureInputs]:
    """The areas, their functions and the policy of each of these days, all as known at the moment. Two queries."""
    at = {"days": list(days), "sequence": moment.sequence}
    policies = {row.on_day: row for row in rows(POLICIES, at)}
    areas, functions = _functions(rows(FUNCTIONS, at))
    return {day: PostureInputs(tuple(areas[day]), tuple(functions[day]), *_policy(policies.get(day))) for day in days}


def postures(days: Mapping[date, PostureInputs], moment: Moment) -> Iterator[Posture]:
    """The posture on each of these days, in order, as known at the moment. Seven queries; none without days."""
    if not days:
        return
    found = {name: measured_on_days(name, list(days), moment, make) for name, make in MAKES.items()}
    for day, one in days.items():
        records = together({name: by_day[day] for name, by_day in found.items()})
        held = CommercialPortfolio(on=day, areas=one.areas, functions=one.functions, **records)
        yield Posture(in_force(held), one.limits, one.policy)


def _functions(found: list[Any]) -> tuple[dict[date, dict[str, None]], dict[date, list[FunctionInForce]]]:
    """For each day, the codes of the areas in order, without duplicates, and the functions."""
    areas: dict[date, dict[str, None]] = defaultdict(dict)
    functions: dict[date, list[FunctionInForce]] = defaultdict(list)
    for row in found:
        areas[row.on_day][row.area] = None
        if row.code:
            functions[row.on_day].append(_function(row))
    return areas, functions


def _function(row: Any) -> FunctionInForce:
    return FunctionInForce(
        code=row.code,
        area=row.area,
        performer=Performer(row.performer) if row.performer else None,
        availability=Availability(row.availability) if row.performer else None,
        stated=Stated(row.effective_on, provenance=Provenance(row.provenance), sequence=row.entry_id),
    )


def _policy(row: Any) -> tuple[Any, int | None]:
    """The thresholds in a policy's row and its number; the defaults without a policy."""
    return (limits_in(row), row.number) if row else (limits(), None)
