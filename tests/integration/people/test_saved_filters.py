"""Saved filters: a person names a list, finds it on the desk, and gets a clear answer if it no longer works."""

from urllib.parse import quote

import pytest
from django.test import Client

from missions.actions.people import saved_filters as actions
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, SavedFilter, User
from tests import factories

pytestmark = pytest.mark.django_db

SAVED = "/saved-filters/"
DRIFTING = "/areas/?category=hybrid&drift=yes"
LONG = "W" * 200


@pytest.fixture
def analyst() -> User:
    return factories.user("ortiz", Role.ANALYST)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add(address: str) -> str:
    return f"{SAVED}add/?address={quote(address, safe='')}"


def save(client: Client, name: str, address: str = DRIFTING):
    return client.post(add(address), {"name": name})


def test_a_list_is_saved_from_its_page_and_shown_on_the_desk(analyst):
    client = signed_in(analyst)
    assert f'href="{add(DRIFTING)}"' in client.get(DRIFTING).content.decode()
    assert "Mission areas: category hybrid, drift yes" in client.get(add(DRIFTING)).content.decode()
    before = AuditEntry.objects.count()
    answer = save(client, "Hybrid and drifting")
    assert (answer.status_code, answer["Location"]) == (302, DRIFTING)
    # It is a preference, and therefore no entry.
    assert AuditEntry.objects.count() == before
    desk = client.get("/").content.decode()
    assert 'href="/areas/?category=hybrid&amp;drift=yes"><bdi>Hybrid and drifting</bdi>' in desk
    assert "Hybrid and drifting" in client.get(SAVED).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/areas/?q=nothing-is-called-this",
        "/evidence/?kind=link",
        "/reviews/?view=all&late=yes",
        "/reviews/?view=all&q=nothing-is-called-this",
        "/search/?q=category%3Ahybrid",
    ],
)
def test_each_list_can_be_saved_even_if_it_is_empty_today(analyst, address):
    assert f'href="{add(address)}"' in signed_in(analyst).get(address).content.decode()


def test_a_fragment_of_the_page_saves_what_it_shows(analyst):
    answer = signed_in(analyst).get(DRIFTING, headers={"HX-Request": "true"})
    assert f'href="{add(DRIFTING)}"' in answer.content.decode()


@pytest.mark.parametrize("address", ["", "/audit/", "https://evil.example/areas/", "/areas/?q=" + "x" * 2000])
def test_other_addresses_cannot_be_saved(analyst, address):
    client = signed_in(analyst)
    assert (client.get(add(address)).status_code, save(client, "x", address).status_code) == (404, 404)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give it a name."),
        ("\u200b", "Give it a name."),
        ("nu\0l", "Null characters"),
        ("x" * 201, "at most 200"),
        ("hybrid AND drifting", "You have a saved filter of this name already."),
    ],
)
def test_an_invalid_name_is_reported_beside_its_field(analyst, name, said):
    client = signed_in(analyst)
    save(client, "Hybrid and drifting")
    answer = save(client, name, "/reviews/?view=all")
    assert answer.status_code == 400
    assert said in answer.context["form"].errors["name"][0]
    own = SavedFilter.objects.get()
    renamed = client.post(f"{SAVED}{own.pk}/rename/", {"name": name})
    assert renamed.status_code == (302 if name.lower() == own.name.lower() else 400)
    assert SavedFilter.objects.count() == 1


def test_a_name_of_two_hundred_letters_is_kept(analyst):
    client = signed_in(analyst)
    assert save(client, LONG).status_code == 302
    assert all(LONG in client.get(page).content.decode() for page in ("/", SAVED))


def test_only_its_owner_renames_and_deletes_it(analyst):
    client, other = signed_in(analyst), signed_in(factories.user("lindqvist", Role.ANALYST))
    save(client, "Mine")
    own = SavedFilter.objects.get()
    for act in ("rename", "delete"):
        assert other.post(f"{SAVED}{own.pk}/{act}/", {"name": "Yours"}).status_code == 404
    assert "Mine" not in other.get(SAVED).content.decode()
    assert client.post(f"{SAVED}{own.pk}/rename/", {"name": "Renamed"})["Location"] == SAVED
    assert SavedFilter.objects.get().name == "Renamed"
    assert client.post(f"{SAVED}{own.pk}/delete/")["Location"] == SAVED
    assert not SavedFilter.objects.exists()
    assert client.post(f"{SAVED}{own.pk}/delete/").status_code == 404


def test_two_people_may_use_the_same_name(analyst):
    for user in (analyst, factories.user("lindqvist", Role.ANALYST)):
        assert save(signed_in(user), "Mine").status_code == 302


def test_the_number_of_filters_is_limited(analyst, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    client = signed_in(analyst)
    answers = [save(client, name) for name in "abc"]
    assert [one.status_code for one in answers] == [302, 302, 400]
    assert "Delete one first." in answers[2].content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/search/?q=area:GONE", "No mission area has this code or name at this date."),
        ("/evidence/?behind=GONE", "No mission area has this code or name at this date."),
    ],
)
def test_a_filter_of_a_missing_area_says_so_and_can_be_deleted(analyst, address, said):
    SavedFilter.objects.create(person=analyst, name="Old", address=address)
    client = signed_in(analyst)
    assert address in client.get("/").content.decode()
    answer = client.get(address)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert f'action="{SAVED}{SavedFilter.objects.get().pk}/delete/"' in client.get(SAVED).content.decode()


@pytest.mark.parametrize("query", ["view=mine", "view=all&state=in_review", "view=all&stale=yes"])
def test_people_who_lost_the_role_learn_which_one_it_needs(analyst, query):
    address = f"/reviews/?{query}"
    client = signed_in(analyst)
    assert save(client, "My reviews", address).status_code == 302
    factories.accounts.end_role(by=factories.SETUP, user=analyst, role=Role.ANALYST, reason="Moved on.")
    factories.accounts.grant_role(by=factories.SETUP, user=analyst, role=Role.VIEWER, reason="Reads on.")
    assert "My reviews" in client.get(SAVED).content.decode()
    answer = client.get(address)
    assert answer.status_code == 403
    assert "people who take part in reviews" in answer.content.decode() and "analyst" in answer.content.decode()
    factories.accounts.end_role(by=factories.SETUP, user=analyst, role=Role.VIEWER, reason="Left.")
    assert client.get(DRIFTING).status_code == 403
    own = SavedFilter.objects.get()
    assert client.post(f"{SAVED}{own.pk}/delete/").status_code == 302


def test_a_filter_of_a_removed_list_says_that_the_list_no_longer_exists(analyst):
    SavedFilter.objects.create(person=analyst, name="Old", address="/registers/?q=x")
    assert "This list no longer exists." in signed_in(analyst).get(SAVED).content.decode()
