"""A record without functions says what it needs first; each role sees the steps it may take."""

import re

import pytest

from missions.domain.vocabulary import Role
from tests import factories

pytestmark = pytest.mark.django_db
STEPS = ("creates accounts", "adds the functions of each area", "opens the first cycle of reviews")


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        (Role.STEWARD, {"/organizations/", "/reviews/open/"}),
        (Role.ANALYST, {"/areas/", "/imports/"}),
        (Role.VIEWER, set()),
    ],
)
def test_a_record_without_functions_says_where_to_start(signed, role, leads_to):
    page = signed(factories.user(role.value, role)).get("/").content.decode()
    start = re.search(r'<section class="empty" aria-labelledby="start">.*?</section>', page, re.DOTALL).group()
    assert all(step in start for step in STEPS)
    assert set(re.findall(r'href="([^"]+)"', start)) == leads_to


@pytest.mark.parametrize("address", ["/", "/overview/"])
def test_the_first_function_ends_the_start_page(signed, address):
    client = signed(factories.user("steward", Role.STEWARD))
    assert "Start here" in client.get(address).content.decode()
    factories.function("S-1")
    assert "Start here" not in client.get(address).content.decode()


def test_a_day_before_the_first_function_shows_no_start_page(signed):
    factories.function("S-1")
    page = signed(factories.user("viewer", Role.VIEWER)).get("/overview/?as_of=2024-04-02").content.decode()
    assert "Start here" not in page
