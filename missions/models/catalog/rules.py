"""The tables of the rules for reading catalogs, made from their four kinds."""

from missions.domain.catalog.kinds.all import RULES
from missions.models.kinds import declare

for kind in RULES:
    declare(kind, __name__)
