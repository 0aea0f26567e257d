"""A record of every kind, for tests that look at one of them among the others."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests import factories
from tests.integration.conftest import settled
from tests.integration.kinds.recorded import every_kind


@pytest.fixture(scope="module")
def everything(around: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """A record of every kind and a second function, created once for the tests of a file."""
    with around():
        every_kind()
        factories.function("K-2", area_code="SAML")
        settled()
        yield
