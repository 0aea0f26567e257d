"""How the areas came to stand as they do: what leadership's figures need beside the portfolio."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from missions.domain.dates import months_after
from missions.domain.leadership.summary import Decision, Leadership, Past
from missions.domain.record.portfolio import Moment, Portfolio
from missions.domain.record.rule.criteria import CRITERIA
from missions.domain.reviews.spans import ReviewSpan
from missions.domain.vocabulary import Category, DecisionKind
from missions.models import Assessment, FunctionRevision
from missions.models.querysets import as_of
from missions.queries.rows import rows


def _past(newest: bool) -> str:
    """One row for each area: its decisions that stand, the day its answers are compared with, and those answers.

    `newest` as in `as_of`.
    """
    revision, held = (
        as_of(fact, of="function.id", on="base.day", newest=newest) for fact in (FunctionRevision, Assessment)
    )
    return f"""
SELECT area.code, decided.days, decided.sequences, decided.categories, decided.kinds, decided.reviewed,
  base.day AS base, earlier.answers
FROM missions_missionarea area
CROSS JOIN LATERAL (
  SELECT array_agg(fact.effective_on) AS days, array_agg(fact.entry_id) AS sequences,
    array_agg(fact.category) AS categories, array_agg(fact.kind) AS kinds,
    max(fact.effective_on) FILTER (WHERE fact.kind <> 'initial' AND fact.effective_on <= %(on)s) AS reviewed
  FROM missions_categorydecision fact
  WHERE fact.area_id = area.id AND fact.effective_on IS NOT NULL AND fact.entry_id <= %(sequence)s
    AND fact.id <> ALL (ARRAY(
      SELECT voids_id FROM missions_categorydecision
      WHERE voids_id IS NOT NULL AND entry_id <= %(sequence)s))) decided
CROSS JOIN LATERAL (SELECT coalesce(decided.reviewed, %(year_before)s) AS day) base
CROSS JOIN LATERAL (
  SELECT coalesce(json_agg(json_build_array({", ".join(f"held.{criterion}" for criterion in CRITERIA)})), '[]')
      AS answers
  FROM missions_function function
  JOIN LATERAL ({revision}) revision ON NOT revision.retired
  JOIN LATERAL ({held}) held ON true
  WHERE function.area_id = area.id) earlier
WHERE %(areas)s::text[] IS NULL OR area.code = ANY (%(areas)s)
"""


PAST = {newest: _past(newest) for newest in (True, False)}
CATEGORIES = {one.value: one for one in Category}
DECISION_KINDS = {one.value: one for one in DecisionKind}


def leadership(portfolio: Portfolio, reviews: tuple[ReviewSpan, ...]) -> Leadership:
    """The portfolio with every area's past and its reviews. One query, whatever the number of areas."""
    return Leadership(portfolio, pasts(portfolio.moment), reviews)


def pasts(moment: Moment, areas: Iterable[str] | None = None) -> dict[str, Past]:
    """How the areas of these codes, or all of them, came to stand as they do, by code. One query."""
    # The calendar of the record does not go below its first year.
    year_before = months_after(moment.as_of, -12) if moment.as_of.year > 1 else date.min
    at = {"on": moment.as_of, "sequence": moment.sequence, "year_before": year_before}
    found = rows(PAST[moment.known is None], at | {"areas": None if areas is None else list(areas)})
    return {
        row.code: Past(
            decisions=_decisions(row),
            base=row.base,
            reviewed=row.reviewed is not None,
            answers=tuple(dict(zip(CRITERIA, values, strict=True)) for values in row.answers),
        )
        for row in found
    }


def _decisions(row: Any) -> tuple[Decision, ...]:
    found = zip(row.days or (), row.sequences or (), row.categories or (), row.kinds or (), strict=True)
    return tuple(
        Decision(on, sequence, CATEGORIES[category], DECISION_KINDS[kind]) for on, sequence, category, kind in found
    )
