"""The pages of concentration: their counts, their sentences, and their links."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from missions.catalog.objects import Publisher, Span
from missions.domain.vocabulary import Role
from missions.models import User
from missions.queries.people.accounts import actor_of
from tests import catalogs, factories, listed
from tests.integration.catalog import counted
from tests.integration.kinds.recorded import provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client) -> User:
    found = factories.user("analyst", Role.ANALYST)
    client.force_login(found)
    return found


def gcat(analyst: User, rows: list) -> None:
    catalogs.snapshot(by=actor_of(analyst), found=catalogs.read(rows))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


def test_without_a_catalog_the_pages_say_what_to_do(client: Client, analyst: User) -> None:
    for address in ("/concentration/", "/concentration/SATCOM/"):
        assert "No catalog has been imported" in text(client, address)


def test_the_sentence_and_the_row_of_an_area_agree(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=8, OneWeb=1, Iridium=1, Unknown=2))
    page = text(client, "/concentration/?owners=all")
    assert "By satellites one operator (SpaceX) holds 80% of commercial SATCOM; by launches 80%." in page
    assert "<strong>6,600</strong>" in page
    assert "4,722 to 7,083" in page
    assert "Jonathan McDowell, https://planet4589.org</bdi>, CC-BY; data of 30 Jul 2025" in page
    assert "illustrative" not in page.lower()


def test_areas_without_data_say_so_and_never_show_zero(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    page = text(client, "/concentration/")
    assert "Command and control is done on the ground" in page
    assert "That does not mean zero." in page
    assert "Command and control is done on the ground" in text(client, "/concentration/C2/")


def test_sample_numbers_are_marked_illustrative_everywhere(client: Client, analyst: User) -> None:
    catalogs.snapshot(by=actor_of(analyst), found=catalogs.read(counted.many(SpaceX=3), invented=True))
    for address in ("/concentration/", "/concentration/SATCOM/", "/posture/?cell=SATCOM.balance", "/overview/"):
        assert "This sample was made up" in text(client, address), address


def test_the_address_contains_every_choice(client: Client, analyst: User) -> None:
    foreign = [counted.payload(line, "Guowang", state="CN") for line in range(10, 16)]
    government = [counted.payload(20, "Space Force", commercial=False)]
    ended = [counted.payload(30, "Iridium", ended=Span(date(2023, 5, 1), date(2023, 5, 9)))]
    shared = [counted.payload(line, "SpaceX", launch="2020-001") for line in (2, 3)]
    gcat(analyst, [*shared, *foreign, *government, *ended])

    def rows(query: str) -> dict[str, tuple[int, str]]:
        found = listed.rows(client, "operators", f"?area=SATCOM{query}")
        return {one["operator"]: (one["counted"], one["share"]) for one in found}

    assert rows("") == {"SpaceX": (2, "100.0")}
    assert rows("&unit=launches") == {"SpaceX": (1, "100.0")}
    assert rows("&owners=all") == {"Guowang": (6, "75.0"), "SpaceX": (2, "25.0")}
    assert rows("&scope=all&owners=us") == {"SpaceX": (2, "66.7"), "Space Force": (1, "33.3")}
    assert rows("&on=2023-05-09") == {"SpaceX": (2, "66.7"), "Iridium": (1, "33.3")}
    assert rows("&as_of=2023-05-10") == {"SpaceX": (2, "100.0")}


def test_errors_are_shown_beside_their_fields(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    page = text(client, "/concentration/?on=someday&unit=weight", 400)
    assert 'id="on-error"' in page
    assert "Choose one of satellites, launches, mass, geo." in page
    assert "Choose a day from 4 Oct 1957 to 30 Jul 2025." in text(client, "/concentration/SATCOM/?on=2026-01-01", 400)
    assert "on: Choose a day" in text(client, "/exports/concentration.csv?on=2026-01-01", 400)


def test_mass_and_geo_come_from_ucs_with_its_own_date(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    ucs = [
        counted.payload(2, "SES", mass=Decimal(3000), geo=True, launch=None),
        counted.payload(3, "SpaceX", mass=Decimal(1000), geo=False, launch=None),
    ]
    found = catalogs.read(ucs, publisher=Publisher.UCS, edition=date(2023, 5, 1))
    catalogs.snapshot("UCS 2023-05-01", by=actor_of(analyst), found=found)
    page = text(client, "/concentration/")
    assert "by launch mass 75% (SES, UCS, 1 May 2023); in GEO 100% (SES, UCS, 1 May 2023)" in page
    assert listed.rows(client, "operators", "?area=SATCOM&unit=mass")[0]["counted"] == 3000
    assert "counted only on 1 May 2023." in text(client, "/concentration/?unit=geo&on=2022-01-01", 400)


def test_sample_data_are_not_shown_beside_a_real_catalog(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    ucs = [counted.payload(2, "Example Orbit", mass=Decimal(3000), geo=True, launch=None)]
    found = catalogs.read(ucs, publisher=Publisher.UCS, invented=True)
    catalogs.snapshot("UCS sample", by=actor_of(analyst), found=found)
    said = "holds 100% of commercial SATCOM among U.S. and allied owners; by launches 100%."
    for address in ("/concentration/", "/concentration/SATCOM/", "/overview/", "/posture/?cell=SATCOM.balance"):
        page = text(client, address)
        assert said in page and "Example Orbit" not in page, address
    assert "Example Orbit" in text(client, "/concentration/SATCOM/?unit=mass")


def test_the_figure_has_a_point_for_each_year_and_its_table_is_a_file(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=12))
    found = [one["on"] for one in listed.rows(client, "concentration", "")]
    assert found == [*(f"{year}-01-01" for year in range(2021, 2026)), "2025-07-30"]
    page = text(client, "/concentration/")
    assert "data-chart" in page
    assert "/exports/concentration.csv" in page


def test_an_operator_links_to_its_provider_by_catalog_codes_and_by_name(client: Client, analyst: User) -> None:
    provider("PRV-001", name="Space Exploration", catalog_codes="SPXS, SPAC")
    provider("PRV-002", name="oneweb")
    provider("PRV-003", name="Lynk", catalog_codes="Lynk Global, Inc")
    provider("PRV-004", name="Iridium Communications", catalog_codes="Iridium")
    provider("PRV-005", name="Nimbus Group")
    firms = {"Lynk Global, Inc": 1, "Iridium": 1, "Nimbus Inc.": 1}
    gcat(analyst, counted.many(SpaceX=3, OneWeb=2, Newcomer=1, **firms))
    page = text(client, "/concentration/SATCOM/")
    assert '<a href="/providers/PRV-001/"><bdi>Space Exploration</bdi></a>' in page
    assert '<a href="/providers/PRV-002/"><bdi>oneweb</bdi></a>' in page
    assert '<a href="/providers/PRV-003/"><bdi>Lynk</bdi></a>' in page
    assert '<a href="/providers/PRV-004/"><bdi>Iridium Communications</bdi></a>' in page
    assert 'Perhaps</span> <a href="/providers/PRV-005/"><bdi>Nimbus Group</bdi></a>' in page
    assert "/alias-rules/add/?kind=exact&amp;pattern=NIMB&amp;operator=Nimbus+Group" in page
    assert "/alias-rules/add/?kind=exact&amp;pattern=NEWC&amp;operator=Newcomer" in page
    form = text(client, "/alias-rules/add/?kind=exact&pattern=NEWC&operator=Newcomer")
    assert 'value="NEWC"' in form
    assert 'value="Newcomer"' in form


def test_only_people_who_may_record_can_cite(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    assert "Cite as evidence" in text(client, "/concentration/SATCOM/")
    client.force_login(factories.user("viewer", Role.VIEWER))
    page = text(client, "/concentration/SATCOM/")
    assert "Cite as evidence" not in page
    assert "Suggest alias" not in page


def test_numbers_are_not_shown_before_the_catalog_was_known(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    assert "No catalog has been imported" in text(client, "/concentration/?known=2020-01-01")


def test_posture_and_overview_show_the_catalog_beside_their_own_counts(client: Client, analyst: User) -> None:
    gcat(analyst, counted.many(SpaceX=3))
    said = "one operator (SpaceX) holds 100% of commercial SATCOM"
    for column in ("balance", "resilience"):
        assert said in text(client, f"/posture/?cell=SATCOM.{column}")
    assert said not in text(client, "/posture/?cell=SATCOM.access")
    assert "By the catalogs" not in text(client, "/posture/?cell=C2.balance")
    assert said in text(client, "/overview/")
