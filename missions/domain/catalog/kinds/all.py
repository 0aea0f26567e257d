"""The four kinds of rule by which catalogs are read."""

from missions.domain.catalog.kinds.rules import ALIAS, CATEGORY, OWNER, PARENT

RULES = (CATEGORY, ALIAS, PARENT, OWNER)
