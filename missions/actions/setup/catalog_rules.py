"""The rules for reading catalogs that the project ships: recorded once, by the owner of the database."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from missions.access import SYSTEM
from missions.actions.chain import Entry, recording
from missions.actions.kinds import columns_of, keys_of
from missions.catalog.rules import Rules, shipped_rules
from missions.domain.catalog.kinds.all import RULES
from missions.domain.catalog.kinds.rules import ALIAS, CATEGORY, OWNER, PARENT
from missions.domain.kinds.kind import Given, Kind
from missions.domain.vocabulary import Certainty, Provenance
from missions.models.kinds import TABLES
from missions.queries.moment import today_of_database

REASON = "csis starts from these rules, for the organization to change."
SOURCE = "Shipped with csis"
# For each kind of rule, the class of its rows and the file that they are read from.
SHIPPED: tuple[tuple[Kind, Callable[[Rules], Iterable[Any]], Provenance], ...] = (
    (CATEGORY, lambda rules: rules.categories, Provenance.CATALOG),
    (ALIAS, lambda rules: rules.aliases, Provenance.CATALOG),
    (PARENT, lambda rules: rules.parents, Provenance.PUBLIC_SOURCE),
    (OWNER, lambda rules: rules.owners, Provenance.CATALOG),
)


def load_catalog_rules() -> bool:
    """Record the shipped rules in one entry, unless any rule is recorded already. Returns whether it did."""
    if any(TABLES[kind.name].identity.objects.exists() for kind in RULES):
        return False
    rules, on = shipped_rules(), today_of_database()
    with recording(by=SYSTEM, action="load catalog rules", target="catalog-rules", reason=REASON) as entry:
        for kind, of, provenance in SHIPPED:
            _load(entry, kind, [_given(kind, place, one, on) for place, one in enumerate(of(rules), 1)], provenance)
    return True


def _given(kind: Kind, place: int, rule: Any, on: date) -> Given:
    values = {field.name: getattr(rule, field.name) for field in kind.fields}
    values = {name: kind.field(name).empty if value is None else value for name, value in values.items()}
    return Given(f"{kind.prefix}-{place:03}", values, {}, on)


def _load(entry: Entry, kind: Kind, many: list[Given], provenance: Provenance) -> None:
    found, referred = TABLES[kind.name], keys_of(kind, many)
    subjects = entry.add_all(found.identity, [found.identity(code=one.code) for one in many])
    entry.add_all(
        found.revision,
        [
            found.revision(
                **{kind.name: subject},
                **columns_of(kind.fields, one.values, referred),
                provenance=provenance,
                source=SOURCE,
                certainty=Certainty.MODERATE,
                reason=REASON,
                effective_on=one.effective_on,
            )
            for subject, one in zip(subjects, many, strict=True)
        ],
    )
