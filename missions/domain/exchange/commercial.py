"""The records of the commercial side as plain data: what `csis-portfolio-2` adds to the portfolio.

The fields are listed one by one and never change, even if a kind gains fields later, so that a hash can be computed
again. Posture cells are left out: the way they are counted may be refined without any change of the record.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from missions.domain import canonical
from missions.domain.kinds.kind import RecordState

# By name of the kind: the key of its records, and a record's fields.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "provider": (
        "providers",
        (
            "name",
            "country",
            "parent",
            "eligibility",
            "catalog_codes",
            "produces_for_markets",
            "bears_investment_risk",
            "follows_market_incentives",
            "can_offer",
            "note",
        ),
    ),
    "solution": (
        "solutions",
        (
            "name",
            "provider",
            "kind",
            "stage",
            "stage_since",
            "owned_by",
            "operated_by",
            "description",
        ),
    ),
    "use": (
        "uses",
        (
            "solution",
            "function",
            "role",
            "fit",
            "interface",
            "interface_name",
            "interface_tested",
            "state",
            "note",
        ),
    ),
    "agreement": (
        "agreements",
        (
            "title",
            "provider",
            "parties_withheld",
            "instrument",
            "vehicle",
            "buyer",
            "starts_on",
            "ends_on",
            "ceiling",
            "obligated",
            "obligated_on",
            "cyber_clause",
            "data_clause",
            "supply_clause",
            "property_terms",
            "note",
        ),
    ),
    "exercise": (
        "exercises",
        (
            "name",
            "kind",
            "starts_on",
            "ends_on",
            "host",
            "partners",
            "note",
        ),
    ),
    "safeguard": (
        "safeguards",
        (
            "kind",
            "provider",
            "solution",
            "state",
            "level",
            "direction",
            "verified_by",
            "covers",
            "war_risk",
            "bearer",
            "legal_basis",
            "limit",
            "starts_on",
            "ends_on",
            "note",
        ),
    ),
    "judgment": (
        "judgments",
        (
            "subject",
            "area",
            "gap",
            "passage",
            "answer",
            "rationale",
            "review_by",
        ),
    ),
}
# By name of the kind: the key of its lines, and a line's fields.
LINES: dict[str, tuple[str, tuple[str, ...]]] = {
    "solution": (
        "dependencies",
        (
            "kind",
            "name",
            "solution",
            "substitutable",
        ),
    ),
    "agreement": (
        "commitments",
        (
            "use",
            "phase",
            "level",
            "capacity",
            "capacity_unit",
            "hours_to_respond",
            "activator",
            "reserve_stage",
        ),
    ),
    "exercise": (
        "trials",
        (
            "use",
            "phase",
            "result",
            "finding",
            "closed_on",
        ),
    ),
}
FACT_FIELDS = ("sequence", "effective_on", "recorded_at", "by", "reason", "provenance", "source")


def commercial(records: Mapping[str, Sequence[RecordState]]) -> dict[str, Any]:
    """The records in force of each kind, by code, as JSON has them; `records` are keyed by the kind's name."""
    return {key: [_record(one) for one in records.get(name, ())] for name, (key, _) in FIELDS.items()}


def _record(state: RecordState) -> dict[str, Any]:
    _, fields = FIELDS[state.kind]
    said: dict[str, Any] = {"code": state.code, **_values(state.values, fields)}
    if state.kind in LINES:
        key, columns = LINES[state.kind]
        said[key] = [_values(line, columns) for line in state.lines[key]]
    said["certainty"] = canonical.plain(state.certainty)
    said["said"] = {name: canonical.plain(getattr(state.said, name)) for name in FACT_FIELDS}
    return said


def _values(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: canonical.plain(values[name]) for name in names}
