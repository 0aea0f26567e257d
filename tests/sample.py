"""A demonstration with its whole sample, for tests that read it; loading it takes many seconds and happens once."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from missions.actions.setup import sample
from missions.domain.vocabulary import InstallationKind
from tests import factories
from tests.database import Server
from tests.running.owning import owning

FILES = ("sample", "reviews", "commercial")


def read(name: str) -> dict:
    """One of the files that the sample is loaded from."""
    return json.loads(_text(name))


def _text(name: str) -> str:
    return (settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8")


@contextmanager
def sampled(server: Server) -> Iterator[None]:
    """The sample, for the owner, while the block runs; afterward everything is rolled back."""
    digest = hashlib.sha256("".join(map(_text, FILES)).encode()).hexdigest()

    def load(name: str) -> None:
        with owning(server, name), transaction.atomic():
            factories.become(InstallationKind.DEMONSTRATION, sample=True)
            sample.install_accounts(read("sample")["accounts"], factories.PASSWORD)
            sample.load_sample(*map(read, FILES))

    with server.filled(f"sample_{digest[:8]}", load) as name, owning(server, name), transaction.atomic():
        yield
        transaction.set_rollback(True)
