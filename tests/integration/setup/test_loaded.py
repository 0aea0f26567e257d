"""The modules that a server process loads: it holds their memory as long as it runs."""

import os
import sys

from tests.database import Server
from tests.patience import ran

LARGE = ("pptx", "openpyxl", "typst", "plotly", "pandas", "numpy", "PIL")
LOADED = f"""
import sys, threading
from csis import wsgi
from django.db import connections
assert "missions.urls" in sys.modules, "The first request would wait for the addresses."
# The server's processes begin as copies of what has loaded: a copy has no threads, and would share a connection.
assert threading.active_count() == 1
assert not any(one.connection for one in connections.all(initialized_only=True))
from missions import soon
soon.read_imports()
print(*({{*sys.modules}} & {{*{LARGE!r}}}))
"""


def test_a_server_loads_the_addresses_but_no_library_that_draws_or_reads_files(
    real_db: None, database_server: Server
) -> None:
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": ""}
    done = ran([sys.executable, "-c", LOADED], {**os.environ, **own})
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
