"""The tables of the rules by which catalogs are read, made from their four kinds."""

from missions.domain.catalog.kinds.all import RULES
from missions.models.kinds import declare

for kind in RULES:
    declare(kind, __name__)
