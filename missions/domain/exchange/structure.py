"""The portfolio as plain data, and the content hash made of it.

The fields are listed one by one, and the list is a promise: a hash printed on a briefing must come out the same years
later, when the values have gained fields. `docs/export-schema.md` documents every key.
"""

from typing import Any

from missions.domain import canonical
from missions.domain.record.portfolio import AreaState, FunctionState, PolicyState, Portfolio

SCHEMA = "csis-portfolio-1"

SAID = ("sequence", "effective_on", "recorded_at", "by", "reason", "provenance", "source")
POLICY = (
    "number",
    "government_over",
    "commercial_government_at_most",
    "commercial_demonstrated_over",
    "cadence_government_primary",
    "cadence_hybrid",
    "cadence_commercial_primary",
    "shift_supports",
    "shift_organizations",
    "reaffirm_supports",
)
AREA = ("code", "name", "abbreviation", "code_is_local", "emerging", "position")
DECIDED = ("category", "kind", "since", "section", "quote")
FUNCTION = ("code", "name", "description", "standing")
ASSESSED = ("performer", "availability", "fit", "contribution", "risk", "risk_of_not", "rationale")


def structure(portfolio: Portfolio) -> dict[str, Any]:
    """The record at a moment as JSON can hold it; the same for the same facts, whenever and by whomever it is asked."""
    return {
        "schema": SCHEMA,
        "as_of": portfolio.moment.as_of.isoformat(),
        "sequence": portfolio.moment.sequence,
        "policy": _policy(portfolio.policy),
        "areas": [_area(area) for area in portfolio.areas],
        "emerging": [_area(area) for area in portfolio.emerging],
    }


def content_hash(portfolio: Portfolio) -> str:
    """SHA-256 of the canonical JSON of the structure, in hexadecimal."""
    return canonical.digest(canonical.text(structure(portfolio)))


def _policy(policy: PolicyState | None) -> dict[str, Any] | None:
    return policy and _fields(policy, POLICY)


def _area(area: AreaState) -> dict[str, Any]:
    return {
        **_fields(area, AREA),
        "decided": area.decided and _fields(area.decided, DECIDED),
        "functions": [_function(function) for function in area.functions],
    }


def _function(function: FunctionState) -> dict[str, Any]:
    return {
        **_fields(function, FUNCTION),
        "assessed": function.assessed and _fields(function.assessed, ASSESSED),
    }


def _fields(value: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a fact, and who said it."""
    return {
        **{name: canonical.plain(getattr(value, name)) for name in names},
        "said": {name: canonical.plain(getattr(value.said, name)) for name in SAID},
    }
