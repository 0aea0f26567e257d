"""How each area came to its category: what leadership's figures need in addition to the portfolio."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from missions.domain.dates import months_after
from missions.domain.leadership.summary import Decision, Leadership, Past
from missions.domain.record.portfolio import Moment, Portfolio
from missions.domain.record.rule.criteria import CRITERIA, Favor
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind
from missions.models import Assessment, FunctionRevision
from missions.models.querysets import as_of
from missions.queries.record.changed import ChangedArea
from missions.queries.rows import rows


def _past(newest: bool) -> str:
    """One row for each area: its decisions, the day its assessments are compared with, and what they favored then.

    `newest` as in `as_of`. Of several decisions on a day, the one recorded last counts; of those that repeat the
    category in force, the last from a review. So the number of rows does not grow with reviews.
    """
    revision, held = (
        as_of(fact, of="function.id", on="base.day", newest=newest) for fact in (FunctionRevision, Assessment)
    )
    return f"""
SELECT area.code, decided.days, decided.sequences, decided.categories, decided.kinds, decided.reviewed,
  base.day AS base, earlier.assessed, {", ".join(f"earlier.{criterion}" for criterion in CRITERIA)}
FROM missions_missionarea area
CROSS JOIN LATERAL (
  SELECT array_agg(held.effective_on) AS days, array_agg(held.entry_id) AS sequences,
    array_agg(held.category) AS categories, array_agg(held.kind) AS kinds, min(held.reviewed) AS reviewed
  FROM (
    SELECT daily.*, lead(daily.category) OVER (ORDER BY daily.effective_on DESC) AS before,
      max(daily.effective_on) FILTER (WHERE daily.kind <> 'initial' AND daily.effective_on <= %(on)s) OVER ()
        AS reviewed
    FROM (
      SELECT DISTINCT ON (fact.effective_on) fact.effective_on, fact.entry_id, fact.category, fact.kind
      FROM missions_categorydecision fact
      WHERE fact.area_id = area.id AND fact.effective_on IS NOT NULL AND fact.entry_id <= %(sequence)s
        AND fact.id <> ALL (ARRAY(
          SELECT voids_id FROM missions_categorydecision
          WHERE voids_id IS NOT NULL AND entry_id <= %(sequence)s))
      ORDER BY fact.effective_on DESC, fact.entry_id DESC) daily) held
  WHERE held.kind <> 'reaffirm' OR held.category IS DISTINCT FROM held.before OR held.effective_on = held.reviewed
) decided
CROSS JOIN LATERAL (SELECT coalesce(decided.reviewed, %(year_before)s) AS day) base
CROSS JOIN LATERAL (
  SELECT count(*) AS assessed, {", ".join(map(_favorable, CRITERIA))}
  FROM missions_function function
  JOIN LATERAL ({revision}) revision ON NOT revision.retired
  JOIN LATERAL ({held}) held ON true
  WHERE function.area_id = area.id) earlier
WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)
"""


def _favorable(criterion: str) -> str:
    """SQL that counts the assessments with an answer to the criterion that favors integration."""
    answers = ", ".join(f"'{answer.value}'" for answer in CRITERIA[criterion].favorable)
    return f"count(*) FILTER (WHERE held.{criterion} IN ({answers})) AS {criterion}"


PAST = {newest: _past(newest) for newest in (True, False)}
CATEGORIES = {one.value: one for one in Category}
DECISION_KINDS = {one.value: one for one in DecisionKind}


def leadership(portfolio: Portfolio, reviews: tuple[ReviewSpan, ...]) -> Leadership:
    """The portfolio with every area's history and reviews. One query, whatever the number of areas."""
    return Leadership(portfolio, pasts(portfolio.moment), reviews)


def pasts(moment: Moment, areas: Iterable[str] | None = None) -> dict[str, Past]:
    """The history of the areas of these codes, or of all areas, by code. One query."""
    # The record's calendar does not go below its first year.
    year_before = months_after(moment.as_of, -12) if moment.as_of.year > 1 else date.min
    at = {"on": moment.as_of, "sequence": moment.sequence, "year_before": year_before}
    found = rows(PAST[moment.known is None], at | {"areas": None if areas is None else list(areas)})
    return {
        row.code: Past(
            decisions=_decisions(row),
            base=row.base,
            reviewed=row.reviewed is not None,
            favor=Favor(row.assessed, {criterion: getattr(row, criterion) for criterion in CRITERIA}),
        )
        for row in found
    }


def carried_on(before: Mapping[str, Past], moment: Moment, changed: Mapping[str, ChangedArea]) -> Mapping[str, Past]:
    """The same, made from an answer for an earlier moment of the same day. At most one query.

    Facts about functions change nothing if they hold only after the day that an area is compared with.
    """
    again = [
        code
        for code, one in changed.items()
        if one.functions is None or code not in before or one.since <= before[code].base
    ]
    return {**before, **pasts(moment, again)} if again else before


def _decisions(row: Any) -> tuple[Decision, ...]:
    found = zip(row.days or (), row.sequences or (), row.categories or (), row.kinds or (), strict=True)
    return tuple(
        Decision(on, sequence, CATEGORIES[category], DECISION_KINDS[kind]) for on, sequence, category, kind in found
    )
