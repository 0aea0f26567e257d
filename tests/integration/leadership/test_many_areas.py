"""The overview of very many areas: the first of them, how many there are, and a link to all."""

import pytest
from django.test import Client
from django.utils import timezone

from missions.actions.reviews import amendments
from missions.domain.vocabulary import Role
from missions.views.leadership.overview import MOST_LINES, MOST_TILES
from tests import factories

pytestmark = pytest.mark.django_db
MORE = MOST_TILES + 2


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user("reader", Role.VIEWER))
    return client


@pytest.fixture
def many() -> None:
    """This many new areas, drafted and approved by two people, as of today."""
    steward, authority = factories.actor(Role.STEWARD), factories.actor(Role.AUTHORITY)
    for number in range(MORE):
        new = amendments.NewArea(f"N{number}", f"New area {number}", "", 100 + number)
        today = timezone.now().date()
        drafted = amendments.draft_area(by=steward, area=new, effective_on=today, reason="A test needs it.")
        amendments.approve(by=authority, amendment=drafted, reason="A test needs it.")


def test_areas_left_out_of_a_lane_are_counted_with_a_link_to_their_list(many: None, reader: Client) -> None:
    page = reader.get("/")
    shown = page.context["uncategorized"]
    assert (len(shown.shown), shown.number, shown.cut) == (MOST_TILES, MORE, True)
    text = page.content.decode()
    assert f'<a href="/areas/">All {MORE}</a>' in text
    assert f"the first {MOST_TILES} are shown here" in text
    assert "All 6</a>" not in text


def test_the_list_of_areas_leaves_none_out(many: None, reader: Client) -> None:
    text = reader.get("/areas/").content.decode()
    assert text.count("New area ") == MORE
    assert "are shown here" not in text


def test_a_few_overdue_areas_are_all_shown(reader: Client) -> None:
    overdue = reader.get("/?as_of=2035-01-01").context["overdue"]
    assert not overdue.cut
    assert 0 < overdue.number == len(overdue.shown) <= MOST_LINES
