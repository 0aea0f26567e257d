"""Fixtures that start the server with chosen limits, threads and processes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest

from tests.database import Server
from tests.running.serving import Site, served


@pytest.fixture(scope="module")
def serving(
    committing: Callable[[], AbstractContextManager[None]], database_server: Server, static_files: str
) -> Iterator[Callable[..., Site]]:
    """Starts the program with one process and an environment, on the first request of a file's test.

    All of them use one record, which the tests of a file share.
    """
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    own |= {"WEB_WORKERS": "1", "CSIS_HTTPS": "false"}
    begun: dict[frozenset, Site] = {}
    with committing(), ExitStack() as stack:

        def site(**more: str) -> Site:
            key = frozenset(more.items())
            if key not in begun:
                begun[key] = stack.enter_context(served("csis.serve", "/healthz", {**own, **more}))
            return begun[key]

        yield site
