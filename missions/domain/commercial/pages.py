"""The pages of the posture: name, label and address."""

from missions.domain import addresses

PAGES = (
    ("posture", "Posture", addresses.posture()),
    ("loss", "Loss", addresses.loss()),
    ("access", "Access", addresses.access()),
    ("protection", "Protection", addresses.protection()),
    ("pipeline", "Pipeline", addresses.pipeline()),
    ("findings", "Findings", addresses.findings()),
    ("concentration", "Concentration", addresses.concentration()),
    ("catalogs", "Catalogs", addresses.catalogs()),
)
