"""Records of the commercial side, made through the actions that people use."""

from datetime import date
from typing import Any

from missions.actions import kinds
from missions.domain.commercial.vocabulary import Known
from missions.domain.kinds.kind import Given, Holds, Kind
from missions.domain.kinds.registry import KINDS
from missions.models.base import Fact
from tests import factories
from tests.factories import DAY, SETUP

REASON = "A test needs it."
ON_USE = {"use": "USE-1"}
# What fields hold that are required and not given.
FILLED = {Holds.TEXT: "Something", Holds.PROSE: "Something", Holds.DAY: DAY, Holds.NUMBER: 1}


def given(
    kind: Kind,
    code: str,
    /,
    *,
    on: date = DAY,
    retired: bool = False,
    lines: dict[str, Any] | None = None,
    **values: Any,
) -> Given:
    """What is given for a record of that code; what is required and not given is filled with the first that fits."""
    filled = {field.name: _filled(field, values) for field in kind.fields}
    listed = {
        one.name: tuple({f.name: _filled(f, line) for f in one.fields} for line in (lines or {}).get(one.name, ()))
        for one in kind.lines
    }
    return Given(code=code, values=filled, lines=listed, effective_on=on, retired=retired)


def record(name: str, code: str, /, **said: Any) -> Fact:
    """A record of the kind of that name, recorded for the first time."""
    kind = KINDS[name]
    return kinds.add(kind, by=SETUP, given=given(kind, code, **said), reason=REASON)


def revised(name: str, code: str, against: Fact, /, **said: Any) -> Fact:
    """Another revision of a record, made against the one before."""
    kind = KINDS[name]
    made = given(kind, code, **said)
    return kinds.revise(kind, by=SETUP, given=made, against=against.entry_id, reason=REASON)


def provider(code: str = "PRV-001", **said: Any) -> Fact:
    """A provider of the United States."""
    return record("provider", code, **{"country": "US", "name": f"Firm {code}", **said})


def _filled(field: Any, values: dict[str, Any]) -> Any:
    if field.name in values:
        return values[field.name]
    if not field.required:
        return field.empty
    return next(iter(field.choices)) if field.holds is Holds.CHOICE else FILLED[field.holds]


def every_kind(called: str = "Something") -> None:
    """A record of every kind, with lines and evidence: a row in each of their tables."""
    rested = [factories.evidence()]
    factories.function("K-1", area_code="SAML")
    said = {
        "provider": {"country": "US", "name": called},
        "solution": {"provider": "PROVIDER-1", "name": called, "lines": {"dependencies": [{"name": "Falcon 9"}]}},
        "use": {"solution": "SOLUTION-1", "function": "K-1"},
        "agreement": {
            "title": called,
            "provider": "PROVIDER-1",
            "parties_withheld": Known.NO,
            "lines": {"commitments": [ON_USE]},
        },
        "exercise": {"name": called, "lines": {"trials": [ON_USE]}},
        "safeguard": {"covers": called, "provider": "PROVIDER-1"},
        "judgment": {"area": "SATCOM", "gap": called},
        "category_rule": {"category": called, "area": "SATCOM"},
        "alias_rule": {"pattern": called},
        "parent_rule": {"operator": called, "parent": "Another"},
        "owner_rule": {"program_prefix": called},
    }
    for name, values in said.items():
        made = given(KINDS[name], f"{name.upper()}-1", **values)
        kinds.add(KINDS[name], by=SETUP, given=made, reason=REASON, evidence=rested)
