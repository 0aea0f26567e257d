"""The rules by which catalogs are read, as the project ships them: recorded once, by the owner of the database."""


from missions.access import SYSTEM
from missions.actions.chain import recording
from missions.actions.installation import today
from missions.catalog.rules import shipped_rules
from missions.domain.catalog.kinds.all import RULES
from missions.domain.catalog.kinds.rules import ALIAS, CATEGORY, OWNER, PARENT
from missions.domain.vocabulary import Provenance
from missions.models.kinds import TABLES

REASON = "csis starts from these rules, for the organization to change."
SOURCE = "Rules shipped with csis"


def load_catalog_rules() -> bool:
    """Record the shipped rules in one entry, unless a rule of any of the four kinds stands. Returns whether it did."""
    if any(TABLES[kind.name].identity.objects.exists() for kind in RULES):
        return False
    rules, on = shipped_rules(), today()
    with recording(by=SYSTEM, action="load catalog rules", target="catalog-rules", reason=REASON) as entry:
        _load(entry, CATEGORY, _categories(rules), on, Provenance.CATALOG)
        _load(entry, ALIAS, map(vars_of, rules.aliases), on, Provenance.CATALOG)
        _load(entry, PARENT, map(vars_of, rules.parents), on, Provenance.PUBLIC_SOURCE)
        _load(entry, OWNER, map(vars_of, rules.owners), on, Provenance.CATALOG)
    return True
