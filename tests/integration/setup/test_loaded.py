"""What a process that answers requests loads: its memory is held for as long as it runs."""

import os
import sys

from tests.database import Server
from tests.patience import ran

LARGE = ("pptx", "openpyxl", "typst", "plotly", "pandas", "numpy", "PIL")
LOADED = f"""
import sys
from csis import wsgi
from missions import soon, urls
soon.read_imports()
print(*({{*sys.modules}} & {{*{LARGE!r}}}))
"""


def test_what_answers_requests_loads_no_library_that_draws_or_reads_files(
    real_db: None, database_server: Server
) -> None:
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": ""}
    done = ran([sys.executable, "-c", LOADED], {**os.environ, **own})
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
