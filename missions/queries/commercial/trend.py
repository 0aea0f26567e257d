"""The posture on several days at once: one query for each kind, one for the functions and one for the policy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

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
from missions.queries.record.changed import ChangedArea
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
    functions: tuple[FunctionInForce, ...]


@dataclass(frozen=True)
class PostureInputs:
    """What the posture of a day is computed from, besides commercial records."""

    held: tuple[Held, ...]
    limits: Limits
    policy: int | None

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas, in order."""
        return tuple(one.code for one in self.held)

    @property
    def functions(self) -> tuple[FunctionInForce, ...]:
        """The functions of all areas."""
        return tuple(function for one in self.held for function in one.functions)


def around(days: Iterable[date], moment: Moment) -> dict[date, PostureInputs]:
    """The areas, their functions and the policy of each of these days, all as known at the moment. Two queries."""
    kept = dict.fromkeys(days, ())
    return _around(kept, moment, kept)


def around_again(
    before: Mapping[date, PostureInputs], moment: Moment, changed: Mapping[str, ChangedArea]
) -> dict[date, PostureInputs]:
    """The same for the days of an earlier answer, with what changed read again. Two queries."""
    first = min((one.since for one in changed.values()), default=date.max)
    kept = {
        day: tuple(area for area in one.held if day < first or area.code not in changed) for day, one in before.items()
    }
    return _around(kept, moment, [day for day in before if day >= first], list(changed))


def _around(
    kept: Mapping[date, tuple[Held, ...]],
    moment: Moment,
    read_on: Iterable[date],
    areas: list[str] | None = None,
) -> dict[date, PostureInputs]:
    """Each day with the areas that are kept and, on some days, those that are read: these, or all of them."""
    policies = {row.on_day: row for row in rows(POLICIES, {"days": list(kept), "sequence": moment.sequence})}
    read = _held(rows(FUNCTIONS, {"days": list(read_on), "sequence": moment.sequence, "areas": areas}))
    return {
        day: PostureInputs(tuple(sorted((*held, *read[day]))), *_policy(policies.get(day)))
        for day, held in kept.items()
    }


def postures(days: Mapping[date, PostureInputs], moment: Moment) -> Iterator[Posture]:
    """The posture on each of these days, in order, as known at the moment. Seven queries; none without days."""
    if not days:
        return
    found = {name: measured_on_days(name, list(days), moment, make) for name, make in MAKES.items()}
    for day, one in days.items():
        records = together({name: by_day[day] for name, by_day in found.items()})
        held = CommercialPortfolio(on=day, areas=one.areas, functions=one.functions, **records)
        yield Posture(in_force(held), one.limits, one.policy)


def _held(found: list[Any]) -> dict[date, list[Held]]:
    """The areas of each day."""
    functions: dict[tuple[date, int, str], list[FunctionInForce]] = defaultdict(list)
    for row in found:
        functions[row.on_day, row.position, row.area] += [_function(row)] if row.code else []
    held: dict[date, list[Held]] = defaultdict(list)
    for (day, position, area), those in functions.items():
        held[day].append(Held(position, area, tuple(those)))
    return held


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
