"""Records of the commercial side, made through the actions that people use."""

from datetime import date
from typing import Any

from missions.actions import kinds
from missions.domain.commercial.vocabulary import YesNo
from missions.domain.kinds.kind import Given, Holds, Kind
from missions.domain.kinds.registry import KINDS
from missions.models.base import Fact
from tests import factories
from tests.factories import DAY, SETUP

REASON = "A test needs it."
ON_USE = {"use": "USE-1"}
# Values for required fields that are not given.
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
    """The values of a record with that code; missing required fields get the first value that fits."""
    filled = {field.name: _filled(field, values) for field in kind.fields}
    listed = {
        one.name: tuple({f.name: _filled(f, line) for f in one.fields} for line in (lines or {}).get(one.name, ()))
        for one in kind.lines
    }
    return Given(code=code, values=filled, lines=listed, effective_on=on, retired=retired)


def record(name: str, code: str, /, **said: Any) -> Fact:
    """Record a record of the kind of that name."""
    kind = KINDS[name]
    return kinds.add(kind, by=SETUP, given=given(kind, code, **said), reason=REASON)


def revised(name: str, code: str, against: Fact, /, **said: Any) -> Fact:
    """Record another revision of a record, based on the one before."""
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


def first_code(kind: Kind) -> str:
    """The code of the record of a kind that `every_kind` makes."""
    return f"{kind.name.upper().replace('_', '-')}-1"


def every_kind(called: str = "Something") -> None:
    """Record one of every kind, with lines and evidence, so that each of their tables has a row."""
    rested = [factories.evidence()]
    factories.function("K-1", area_code="SAML")
    said = {
        "provider": {"country": "US", "name": called},
        "solution": {"provider": "PROVIDER-1", "name": called, "lines": {"dependencies": [{"name": "Falcon 9"}]}},
        "use": {"solution": "SOLUTION-1", "function": "K-1"},
        "agreement": {
            "title": called,
            "provider": "PROVIDER-1",
            "parties_withheld": YesNo.NO,
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
        made = given(KINDS[name], first_code(KINDS[name]), **values)
        kinds.add(KINDS[name], by=SETUP, given=made, reason=REASON, evidence=rested)
