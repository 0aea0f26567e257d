"""Signing in again: forms with their tokens, two sign-in pages, fragments of open pages, and browser caches."""

import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from missions.domain.vocabulary import Role
from missions.forms import carried
from tests import factories
from tests import review_factories as made
from tests.running.browsers.sessions import (
    ASSESS,
    SHOWN,
    SIGN_IN,
    TEXT,
    end_sessions,
    entries,
    sent_too_late,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db

ORIGIN = {"Origin": "http://testserver"}
SWAPPED = {"HX-Request": "true", "HX-Current-URL": "http://testserver/areas/?q=x"}


@pytest.fixture
def analyst() -> Client:
    """The browser of an analyst, and a function to assess."""
    factories.assessment(factories.function("T-1"))
    factories.user("analyst", Role.ANALYST)
    return signed_in("analyst")


# With the token of the form


def token(page: HttpResponse) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[-1]


@pytest.fixture
def strict() -> Client:
    """The same browser, with tokens of forms checked as in production."""
    factories.assessment(factories.function("T-1"))
    factories.user("analyst", Role.ANALYST)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, "analyst", csrfmiddlewaretoken=token(client.get(SIGN_IN)))
    return client


def test_from_the_form_through_sign_in_to_the_record(strict: Client) -> None:
    page = strict.get(ASSESS)
    typed = {"rationale": TEXT, "csrfmiddlewaretoken": token(page)}
    refused = sent_too_late(strict, ASSESS, typed)
    more = {"typed": refused.context["typed"], "next": ASSESS, "csrfmiddlewaretoken": token(refused)}
    assert sign_in(strict, "analyst", **more)["Location"] == ASSESS
    back = strict.get(ASSESS)
    assert SHOWN in back.content.decode()
    assert strict.post(ASSESS, typed | {"csrfmiddlewaretoken": token(back)}).status_code == HTTPStatus.BAD_REQUEST


def test_a_form_opened_before_signing_in_again_elsewhere_returns_filled(strict: Client) -> None:
    typed = {"rationale": TEXT, "csrfmiddlewaretoken": token(strict.get(ASSESS))}
    end_sessions()
    sign_in(strict, "analyst", csrfmiddlewaretoken=token(strict.get(SIGN_IN)))
    before = entries()
    sent = strict.post(ASSESS, typed, headers=ORIGIN)
    assert (sent.status_code, sent["Location"]) == (HTTPStatus.FOUND, ASSESS)
    back = strict.get(ASSESS).content.decode()
    assert SHOWN in back and "You are Analyst" in back
    assert entries() == before


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_input_from_another_site_is_not_kept(strict: Client, origin: dict[str, str]) -> None:
    sent = strict.post(ASSESS, {"rationale": TEXT, "csrfmiddlewaretoken": "x" * 64}, headers=origin)
    assert sent.status_code == HTTPStatus.FORBIDDEN
    assert SHOWN not in sent.content.decode()
    assert carried.NAME not in strict.session


def test_the_second_of_two_sign_in_pages_works_too(strict: Client) -> None:
    end_sessions()
    first, second = strict.get(f"{SIGN_IN}?next=/areas/"), strict.get(f"{SIGN_IN}?next=/evidence/")
    sign_in(strict, "analyst", next="/areas/", csrfmiddlewaretoken=token(first))
    given = {"login": "analyst", "password": factories.PASSWORD, "next": "/evidence/"}
    sent = strict.post(SIGN_IN, given | {"csrfmiddlewaretoken": token(second)}, headers=ORIGIN)
    assert (sent.status_code, sent["Location"]) == (HTTPStatus.FOUND, "/evidence/")
    assert "You were signed in already, as Analyst." in strict.get("/evidence/").content.decode()
    elsewhere = strict.post(SIGN_IN, given | {"next": "https://elsewhere.example/"}, headers=ORIGIN)
    assert elsewhere["Location"] == "/"


def test_a_sign_in_page_from_before_a_session_asks_again(strict: Client) -> None:
    refused = sent_too_late(strict, ASSESS, {"rationale": TEXT, "csrfmiddlewaretoken": token(strict.get(ASSESS))})
    more = {"typed": refused.context["typed"], "next": ASSESS, "csrfmiddlewaretoken": token(refused)}
    sign_in(strict, "analyst", csrfmiddlewaretoken=token(strict.get(SIGN_IN)))
    end_sessions()
    given = {"login": "analyst", "password": factories.PASSWORD}
    again = strict.post(SIGN_IN, given | more, headers=ORIGIN)
    assert again.status_code == HTTPStatus.UNAUTHORIZED
    sign_in(strict, "analyst", **more | {"csrfmiddlewaretoken": token(again)})
    assert SHOWN in strict.get(ASSESS).content.decode()


def test_an_old_sign_out_button_leads_to_its_page(strict: Client) -> None:
    old = token(strict.get("/"))
    end_sessions()
    sign_in(strict, "analyst", csrfmiddlewaretoken=token(strict.get(SIGN_IN)))
    sent = strict.post("/accounts/logout/", {"csrfmiddlewaretoken": old}, headers=ORIGIN)
    assert sent["Location"] == "/accounts/logout/"
    assert "Sign out of csis?" in strict.get("/accounts/logout/").content.decode()


def test_signing_out_twice_asks_no_question_after_signing_in(analyst: Client) -> None:
    end_sessions()
    assert analyst.post("/accounts/logout/")["Location"] == SIGN_IN


# Fragments of a page


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/areas/?q=x"),
        ("get", "/"),
        ("get", "/areas/SATCOM/what-if/"),
        ("post", ASSESS),
        ("get", "/proposals/1/version/?seen=x"),
    ],
)
def test_a_fragment_without_a_session_is_answered_with_a_sentence_beside_it(
    analyst: Client, method: str, address: str
) -> None:
    end_sessions()
    answer = getattr(analyst, method)(address, headers=SWAPPED)
    text = answer.content.decode()
    assert (answer.status_code, answer["HX-Reswap"]) == (HTTPStatus.UNAUTHORIZED, "beforebegin")
    assert answer["HX-Push-Url"] == "false"
    assert "You are signed out" in text and "<html" not in text
    assert 'href="/accounts/login/?next=%2Fareas%2F%3Fq%3Dx"' in text


def test_a_fragment_of_a_page_from_before_signing_in_again_says_so(strict: Client) -> None:
    answer = strict.post(ASSESS, {"preview": "yes"}, headers=SWAPPED | ORIGIN)
    assert (answer.status_code, answer["HX-Reswap"]) == (HTTPStatus.FORBIDDEN, "beforebegin")
    assert "after this page was opened" in answer.content.decode()


# Addresses that only accept a POST


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/proposals/1/votes/", "/notices/read/", ASSESS])
def test_forms_accept_no_other_method(analyst: Client, method: str, address: str) -> None:
    assert getattr(analyst, method)(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_address_of_a_refused_vote_opened_again_leads_to_its_proposal() -> None:
    people = made.cast()
    proposal = made.submitted(people)
    client = signed_in("reviewer3")
    address = f"/proposals/{proposal.pk}/votes/"
    assert client.post(address, made.live(proposal) | {"choice": "object"}).status_code == HTTPStatus.BAD_REQUEST
    for method in (client.get, client.head):
        opened = method(address)
        assert (opened.status_code, opened["Location"]) == (HTTPStatus.FOUND, f"/proposals/{proposal.pk}/")


# Browser caches


def test_the_browser_keeps_no_answer_of_the_program(analyst: Client) -> None:
    for address in (
        "/",
        "/areas/",
        ASSESS,
        "/notices/",
        "/evidence/",
        "/exports/areas.csv",
        "/charts/mix.json",
        SIGN_IN,
    ):
        assert "no-store" in analyst.get(address)["Cache-Control"], address


def test_scripts_cannot_use_the_cookie_of_the_last_person(analyst: Client) -> None:
    cookie = analyst.cookies[carried.LAST_COOKIE]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
