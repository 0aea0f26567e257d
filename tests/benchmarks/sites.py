"""Running sites to measure: the server program against a scratch database or none."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.scratch import Scratch
from tests.running.serving import Site, served


@contextmanager
def site_of(scratch: Scratch, *, keeps: bool) -> Iterator[Site]:
    """The program over that database, until the block ends; it keeps pages, or makes each of them afresh."""
    environment = {"DATABASE_URL": scratch.server.app(), "DATABASE_OWNER_URL": ""}
    if not keeps:
        environment["PAGE_CACHE_MB"] = "0"
    with served("csis.serve", "/healthz", environment) as site:
        yield site


@contextmanager
def bare_site() -> Iterator[Site]:
    """The bare page, until the block ends."""
    with served("tests.benchmarks.bare", "/", {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare_settings"}) as site:
        yield site
