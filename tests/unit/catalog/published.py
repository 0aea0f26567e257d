"""The folder with the published files of GCAT, which are not part of the project."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Beside the project, unless the environment names another folder.
FOLDER = Path(os.environ.get("CSIS_CATALOG_DATA") or ROOT.parent / "shared" / "data") / "gcat"
PATTERNS = ("orgs_*.tsv", "psatcat_*.tsv", "launchlog_*.tsv")
FILES = [next(FOLDER.glob(one), None) for one in PATTERNS]
