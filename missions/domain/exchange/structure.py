"""The portfolio as plain data, and its content hash.

The fields are listed one by one, and the list is a promise: a hash printed on a briefing must be the same years later,
when the values have more fields. `docs/export-schema.md` documents every key.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from missions.domain import canonical
from missions.domain.exchange.commercial import FACT_FIELDS, commercial
from missions.domain.kinds.kind import RecordState
from missions.domain.record.portfolio import AreaState, FunctionState, PolicyState, Portfolio

# Records of the commercial side in force, by the name of their kind.
RecordsByKind = Mapping[str, Sequence[RecordState]]

SCHEMA = "csis-portfolio-1"
# The same with the records of the commercial side.
SCHEMA_2 = "csis-portfolio-2"

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


def structure(portfolio: Portfolio, records: RecordsByKind | None = None) -> dict[str, Any]:
    """The record at a moment as JSON has it; the same facts always give the same structure.

    With `records` of the commercial side it has the second schema, else the first.
    """
    return {
        "schema": schema_of(records),
        "as_of": portfolio.moment.as_of.isoformat(),
        "sequence": portfolio.moment.sequence,
        "policy": _policy(portfolio.policy),
        "areas": [_area(area) for area in portfolio.areas],
        "emerging": [_area(area) for area in portfolio.emerging],
        **({} if records is None else {"commercial": commercial(records)}),
    }


def schema_of(records: RecordsByKind | None) -> str:
    """The schema of a structure with these records."""
    return SCHEMA if records is None else SCHEMA_2


def content_hash(portfolio: Portfolio, records: RecordsByKind | None = None) -> str:
    """SHA-256 of the canonical JSON of the structure, in hexadecimal."""
    return canonical.digest(canonical.text(structure(portfolio, records)))


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
    """The named fields of a fact, and who recorded it."""
    return {
        **{name: canonical.plain(getattr(value, name)) for name in names},
        "said": {name: canonical.plain(getattr(value.said, name)) for name in FACT_FIELDS},
    }
