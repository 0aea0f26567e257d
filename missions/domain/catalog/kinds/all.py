"""The four kinds of rule for reading catalogs."""

from missions.domain.catalog.kinds.rules import ALIAS, CATEGORY, OWNER, PARENT

RULES = (CATEGORY, ALIAS, PARENT, OWNER)
