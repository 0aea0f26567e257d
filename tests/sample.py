"""A demonstration with its whole sample, for tests that read it; it takes many seconds to load."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from missions.actions.setup import sample
from missions.domain.vocabulary import InstallationKind
from tests import factories
from tests.database import Server


def read(name: str) -> dict:
    """One of the files that the sample is loaded from."""
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))


@contextmanager
def sampled(server: Server) -> Iterator[None]:
    """The sample is there while the block runs; afterwards all of it is rolled back."""
    with factories.as_owner(server, guarded=True):
        factories.become(InstallationKind.DEMONSTRATION, sample=True)
        sample.install_accounts(read("sample")["accounts"], factories.PASSWORD)
        sample.load_sample(read("sample"), read("reviews"), read("commercial"))
        yield
