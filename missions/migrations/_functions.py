"""The functions behind the guards, kept as SQL in `sql/`, one folder for each migration, one file for what it protects.

They are ours, not the trigger library's, so that no setting switches them off. A file is never changed once a database
was made from it: a later migration brings its own, with `CREATE OR REPLACE`.
"""

import re
from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


def functions(migration: str, *names: str) -> list[migrations.RunSQL]:
    """Returns the operations that run the named files of a migration, in this order, and drop their functions again."""
    return [_run((SQL / migration / f"{name}.sql").read_text(encoding="utf-8")) for name in names]


def _run(text: str) -> migrations.RunSQL:
    made = re.findall(r"^CREATE(?: OR REPLACE)? FUNCTION (\w+)", text, re.MULTILINE)
    return migrations.RunSQL(text, f"DROP FUNCTION {', '.join(made)}")
