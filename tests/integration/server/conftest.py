"""A server program whose patience, threads and processes are the test's."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.database import Server
from tests.running.serving import Site, served


@pytest.fixture
def serving(real_db: None, database_server: Server, static_files: str) -> Iterator[Callable[..., Site]]:
    """Starts the program with one process and the environment that is given."""
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    own |= {"WEB_WORKERS": "1", "CSIS_HTTPS": "false"}
    with ExitStack() as stack:
        yield lambda **more: stack.enter_context(served("csis.serve", "/healthz", {**own, **more}))
