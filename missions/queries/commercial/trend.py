"""The posture on several days at once: one query for each kind, one for the functions and one for the policy."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from missions.domain.commercial.portfolio import Portfolio, in_force
from missions.domain.commercial.posture.grid import Posture
from missions.domain.commercial.records import Function, Stated
from missions.domain.record.portfolio import Moment
from missions.domain.record.rule.policy_numbers import Limits, limits, limits_in
from missions.domain.vocabulary import Availability, Performer, Provenance
from missions.models import AreaRevision, Assessment, FunctionRevision, PolicyRevision
from missions.models.querysets import as_of
from missions.queries.commercial.portfolio import MAKES, together
from missions.queries.kinds.told import told_over
from missions.queries.rows import rows

# The areas of each day with their functions in force; an area without any has a row of its own.
FUNCTIONS = f"""
SELECT day.on_day, area.code AS area, named.position, function.*
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
WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)
ORDER BY function.code
"""
POLICIES = f"""
SELECT day.on_day, policy.*
FROM unnest(%(days)s::date[]) AS day(on_day)
CROSS JOIN LATERAL (
  {as_of(PolicyRevision, of="(SELECT id FROM missions_policy LIMIT 1)", on="day.on_day")}
) policy
"""


class Held(NamedTuple):
    """An area with its functions in force; the areas of a day are in the order of these."""

    position: int
    code: str
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class Around:
    """What the posture of a day is computed from, besides commercial records."""

    held: tuple[Held, ...]
    limits: Limits
    policy: int | None

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas, in order."""
        return tuple(one.code for one in self.held)

    @property
    def functions(self) -> tuple[Function, ...]:
        """The functions of all areas."""
        return tuple(function for one in self.held for function in one.functions)


def around(
    days: Sequence[date],
    moment: Moment,
    before: Mapping[date, Around] | None = None,
    areas: Collection[str] | None = None,
) -> dict[date, Around]:
    """The areas, their functions and the policy of each of these days, all as known at the moment. Two queries.

    With an answer from `before`, only these areas are read again.
    """
    at = {"days": list(days), "sequence": moment.sequence, "areas": None if areas is None else list(areas)}
    policies = {row.on_day: row for row in rows(POLICIES, at)}
    held = _held(rows(FUNCTIONS, at))
    for day, earlier in (before or {}).items():
        held[day] += [one for one in earlier.held if one.code not in areas]
    return {day: Around(tuple(sorted(held[day])), *_policy(policies.get(day))) for day in days}


def postures(days: Mapping[date, Around], moment: Moment) -> Iterator[Posture]:
    """The posture on each of these days, in order, as known at the moment. Seven queries; none without days."""
    if not days:
        return
    found = {name: told_over(name, list(days), moment, make) for name, make in MAKES.items()}
    for day, one in days.items():
        records = together({name: by_day[day] for name, by_day in found.items()})
        held = Portfolio(on=day, areas=one.areas, functions=one.functions, **records)
        yield Posture(in_force(held), one.limits, one.policy)


def _held(found: list[Any]) -> dict[date, list[Held]]:
    """The areas of each day."""
    functions: dict[tuple[date, int, str], list[Function]] = defaultdict(list)
    for row in found:
        functions[row.on_day, row.position, row.area] += [_function(row)] if row.code else []
    held: dict[date, list[Held]] = defaultdict(list)
    for (day, position, area), those in functions.items():
        held[day].append(Held(position, area, tuple(those)))
    return held


def _function(row: Any) -> Function:
    return Function(
        code=row.code,
        area=row.area,
        performer=Performer(row.performer) if row.performer else None,
        availability=Availability(row.availability) if row.performer else None,
        stated=Stated(row.effective_on, provenance=Provenance(row.provenance), sequence=row.entry_id),
    )


def _policy(row: Any) -> tuple[Any, int | None]:
    """The thresholds in a policy's row and its number; the defaults without a policy."""
    return (limits_in(row), row.number) if row else (limits(), None)
