"""Links to the commercial side: in the navigation, between its lists, and from the passages of the strategy."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from missions.domain.commercial.coverage import COVERAGE
from missions.domain.commercial.kinds.all import COMMERCIAL
from missions.domain.vocabulary import Role
from missions.views.record.strategy import LABELS
from tests.factories import actor

pytestmark = pytest.mark.django_db
CURRENT = r'<a href="([^"]+)" aria-current="(?:page|true)">([^<]+)</a>'


@pytest.fixture
def viewer(signed) -> Client:
    return signed(actor(Role.VIEWER))


@pytest.mark.parametrize("kind", COMMERCIAL, ids=lambda kind: kind.name)
def test_each_list_is_current_in_its_row_and_below_posture(viewer, kind):
    page = viewer.get(f"/{kind.address}/").content.decode()
    assert re.findall(CURRENT, page) == [("/posture/", "Posture"), (f"/{kind.address}/", kind.plural)]
    assert all(f'<a href="/{one.address}/"' in page for one in COMMERCIAL)


def test_the_links_of_a_list_keep_the_date(viewer):
    page = viewer.get("/solutions/?as_of=2025-06-01").content.decode()
    assert 'href="/uses/?as_of=2025-06-01"' in page
    assert 'href="/posture/?as_of=2025-06-01"' in page


def test_a_passage_links_to_its_measures_and_to_the_pages_that_answer_it(viewer):
    page = viewer.get("/strategy/").content.decode()
    article = re.search(r'<article class="passage" id="principle\.balance">(.+?)</article>', page, re.DOTALL)[1]
    assert '<a href="/posture/#column-balance">One parent</a>' in article
    assert '<a href="/providers/">Providers</a>' in article
    columns = set(re.findall(r'"/posture/#(column-[a-z_]+)"', page))
    assert columns
    posture = viewer.get("/posture/").content.decode()
    assert columns <= set(re.findall(r'id="(column-[a-z_]+)"', posture))


def test_each_page_that_covers_the_strategy_exists_and_has_a_label(viewer):
    pages = {path for row in COVERAGE for path in row.pages}
    assert pages == set(LABELS)
    assert all(resolve(path).func for path in pages)
    assert {viewer.get(path).status_code for path in pages} == {200}
