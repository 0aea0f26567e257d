"""The pages of the posture, declared once: name, label and address."""

from missions.domain import addresses

PAGES = (
    ("posture", "Posture", "/posture/"),
    ("loss", "Loss", "/posture/loss/"),
    ("access", "Access", "/posture/access/"),
    ("protection", "Protection", "/posture/protection/"),
    ("pipeline", "Pipeline", "/posture/pipeline/"),
    ("findings", "Findings", addresses.findings()),
    ("concentration", "Concentration", addresses.concentration()),
    ("catalogs", "Catalogs", addresses.catalogs()),
)
