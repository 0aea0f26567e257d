"""The tables of the commercial side, made from its seven kinds."""

from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.models.kinds import declare

for kind in COMMERCIAL:
    declare(kind, __name__)
