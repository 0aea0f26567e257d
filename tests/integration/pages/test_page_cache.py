"""Shared pages are kept until their contents change, and contain nothing of another person."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from missions.actions.chain import recording
from missions.actions.people import accounts
from missions.actions.reviews import proposals
from missions.domain.vocabulary import EntryClass, Provenance, Role
from missions.models import Assessment
from missions.queries.moment import resolve
from missions.views.bodies import Bodies, Body, Key, MadeFrom, bodies, kept_or, key_of
from tests import factories
from tests import review_factories as making

SHARED = [
    "/",
    "/?as_of=2025-06-01",
    "/areas/",
    "/areas/?view=table&sort=-due&q=sat",
    "/areas/SATCOM/history/",
    "/areas/SATCOM/functions/T-1/",
    "/strategy/",
    "/policy/",
]
KEPT_FOR_EACH = ["/areas/SATCOM/"]
NOT_SHARED = [
    "/areas/SATCOM/what-if/",
    "/areas/SATCOM/functions/T-1/assess/",
    "/areas/SATCOM/functions/T-1/revise/",
    "/areas/SATCOM/add-function/",
    "/people/ada/",
    "/help/",
    "/areas/?sort=nonsense",
    "/areas/NOWHERE/",
    "/?as_of=tomorrow",
]
AS_SWAPPED = {"HX-Request": "true"}
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Signs somebody in, in a browser of their own."""
    factories.assessment(factories.function("T-1"))

    def make(username: str, *roles: Role) -> Client:
        client = Client()
        client.force_login(factories.user(username, *roles, organization=f"{username} works here"))
        return client

    return make


def text(answer: HttpResponse) -> bytes:
    """The page without the token of the sign-out form, which differs in every answer."""
    return TOKEN.sub(rb"\1", answer.content)


@pytest.mark.parametrize("address", [*SHARED, *KEPT_FOR_EACH])
def test_a_page_of_an_unchanged_record_needs_only_the_query_of_the_session(signed_in, address: str) -> None:
    client = signed_in("ada", Role.VIEWER)
    first = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address)
    assert len(queries) == 1
    assert text(again) == text(first)
    assert again.headers == first.headers


@pytest.mark.parametrize("address", SHARED)
def test_two_people_share_a_body_but_nothing_of_each_other(signed_in, address: str) -> None:
    ada, grace = signed_in("ada", Role.VIEWER), signed_in("grace", Role.VIEWER)
    hers = ada.get(address)
    with CaptureQueriesContext(connection) as queries:
        given = grace.get(address)
    assert len(queries) == 1
    assert b"Grace" in given.content and b"grace works here" in given.content
    assert not re.search(rb"\bada\b|\bAda\b", given.content)
    assert b"Ada" in hers.content and not re.search(rb"\b[gG]race\b", hers.content)
    bodies.clear()
    assert text(grace.get(address)) == text(given)


def test_filters_and_orders_use_one_reading_of_the_record(signed_in) -> None:
    client = signed_in("ada", Role.VIEWER)
    client.get("/")
    for address in ("/areas/", "/areas/?view=table&sort=-due", "/areas/?q=sat"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address, headers=AS_SWAPPED)
        assert len(queries) == 1
    factories.assessment(factories.function("T-3", area_code="SDA"))
    assert [row.area.code for row in client.get("/areas/?q=T-3&view=table").context["rows"]] == ["SDA"]


def test_the_sign_out_form_works_in_a_shared_body(signed_in) -> None:
    signed_in("ada", Role.VIEWER).get("/")
    grace = Client(enforce_csrf_checks=True)
    grace.force_login(factories.user("grace", Role.VIEWER))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', grace.get("/").content.decode())[1]
    assert grace.post("/accounts/logout/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert grace.post("/accounts/logout/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_fragment_and_its_page_are_kept_separately(signed_in) -> None:
    client = signed_in("ada", Role.VIEWER)
    for _ in range(2):
        assert b"<html" in client.get("/areas/").content
        swapped = client.get("/areas/", headers=AS_SWAPPED)
        assert b"<html" not in swapped.content
        assert "HX-Request" in swapped["Vary"] and "Cookie" in swapped["Vary"]


@pytest.mark.parametrize("address", NOT_SHARED)
def test_forms_accounts_and_errors_are_never_kept(signed_in, address: str) -> None:
    answer = signed_in("ada", Role.ANALYST).get(address)
    assert answer.status_code in {200, 400, 404}
    assert len(bodies) == 0


def test_an_error_page_has_its_own_header(signed_in) -> None:
    ada = signed_in("ada", Role.VIEWER)
    for address in ("/areas/NOWHERE/", "/areas/?sort=nonsense"):
        page = ada.get(address).content.decode()
        assert page.count('<span class="account__name">Ada</span>') == 1


def test_a_body_with_a_token_is_not_kept(signed_in) -> None:
    signed_in("ada", Role.VIEWER)
    request = RequestFactory().get("/")
    form = Template("<form>{% csrf_token %}</form>")
    kept_or(request, "a key", lambda: HttpResponse(form.render(RequestContext(request))))
    assert len(bodies) == 0


# What makes a page change


def test_a_new_fact_shows_in_the_next_request(signed_in) -> None:
    client = signed_in("ada", Role.VIEWER)
    before = {address: client.get(address) for address in ("/areas/SATCOM/", "/areas/SATCOM/history/", "/")}
    factories.assessment(factories.function("T-2"), rationale="Just seen.")
    for address, page in before.items():
        assert text(client.get(address)) != text(page)
    assert "Just seen." in client.get("/areas/SATCOM/").content.decode()


def test_every_fact_changes_the_version_of_the_record() -> None:
    answers = vars(factories.answers(factories.function("T-1")))
    fact = Assessment(**answers, effective_on=factories.DAY, provenance=Provenance.ASSESSMENT, reason="Tried.")
    facts = Assessment.objects.count()
    for entry_class in (EntryClass.PROCESS, EntryClass.ACCESS):
        with (
            pytest.raises(ValueError, match="class record"),
            recording(by=factories.SETUP, action="assess", target="test", entry_class=entry_class) as entry,
        ):
            entry.add(fact)
    assert Assessment.objects.count() == facts


def test_a_sign_in_changes_no_page(signed_in) -> None:
    client = signed_in("ada", Role.VIEWER)
    client.get("/")
    signed_in("grace", Role.VIEWER)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    # The version of the record is read again, and nothing else.
    assert len(queries) == 2


def test_a_new_day_shows_in_the_next_request(signed_in) -> None:
    midnight = timezone.now().replace(hour=0, minute=0, second=0) + timedelta(days=2)
    with time_machine.travel(midnight - timedelta(minutes=5), tick=False) as clock:
        client = signed_in("ada", Role.VIEWER)
        for shown in (midnight - timedelta(minutes=5), midnight):
            clock.move_to(shown)
            assert f"today, {shown:%-d %b %Y}" in client.get("/").content.decode()


def test_a_known_time_that_has_passed_no_longer_means_now(signed_in) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0) + timedelta(days=1)
    address = f"/areas/?known={noon:%Y-%m-%dT%H:%MZ}"
    with time_machine.travel(noon - timedelta(minutes=5), tick=False) as clock:
        client = signed_in("ada", Role.VIEWER)
        assert b"Showing <strong>today" in client.get(address).content
        clock.move_to(noon + timedelta(minutes=5))
        assert b"You are looking at" in client.get(address).content


def test_a_changed_grant_shows_in_the_next_request(signed_in) -> None:
    client = signed_in("ada", Role.VIEWER)
    assert b"Add a function" not in client.get("/areas/SATCOM/").content
    ada = accounts.User.objects.get(username="ada")
    accounts.grant_role(by=factories.SETUP, user=ada, role=Role.ANALYST, reason="Joins.")
    accounts.confirm_role(by=factories.SETUP, user=ada, role=Role.ANALYST, reason="Joins.")
    page = client.get("/areas/SATCOM/").content
    assert b"Add a function" in page and b"Analyst, Viewer" in page
    accounts.end_role(by=factories.SETUP, user=ada, role=Role.ANALYST, reason="Leaves.")
    accounts.end_role(by=factories.SETUP, user=ada, role=Role.VIEWER, reason="Leaves.")
    assert client.get("/areas/SATCOM/").status_code == 403


def test_people_with_fewer_rights_see_less(signed_in) -> None:
    analyst, viewer = signed_in("ada", Role.ANALYST), signed_in("grace", Role.VIEWER)
    assert b"Add a function" in analyst.get("/areas/SATCOM/").content
    assert b"Add a function" not in viewer.get("/areas/SATCOM/").content


def test_a_step_of_a_review_changes_only_pages_that_read_reviews(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.actor = factories.SETUP
    now = resolve(as_of=factories.DAY, known=None, today=factories.DAY, chosen=False)
    later = replace(now, process_version=now.process_version + 5)
    same = {reads: key_of(request, now, False, reads) == key_of(request, later, False, reads) for reads in MadeFrom}
    assert same == {MadeFrom.RECORD: True, MadeFrom.PROCESS: False}


def test_a_page_that_differs_by_person_is_kept_for_each_person(signed_in) -> None:
    cast = making.cast()
    making.submitted(cast)
    asked, other = Client(), signed_in("grace", Role.REVIEWER)
    asked.force_login(making.account(cast.reviewer))
    address = "/areas/SATCOM/"
    assert text(asked.get(address)) != text(other.get(address))
    for client in (asked, other):
        assert text(client.get(address)) == text(client.get(address))


def test_a_step_of_a_review_shows_in_the_next_request(signed_in) -> None:
    cast = making.cast()
    made = making.submitted(cast)
    client = signed_in("ada", Role.VIEWER)
    before = text(client.get("/areas/SATCOM/"))
    proposals.withdraw(by=cast.analyst, proposal=made, reason="Taken back.")
    assert text(client.get("/areas/SATCOM/")) != before


def test_a_message_is_shown_once_and_only_to_its_person(signed_in) -> None:
    ada, grace = signed_in("ada", Role.ANALYST), signed_in("grace", Role.ANALYST)
    form = {"code": "T-2", "name": "Beam forming", "description": "", "effective_on": "2025-04-01", "reason": "Found."}
    sent_on = ada.post("/areas/SATCOM/add-function/", form)
    address = sent_on["Location"]
    assert b"Assess it next" not in grace.get(address).content
    told = ada.get(address)
    assert b"Assess it next" in told.content
    assert b"Assess it next" not in ada.get(address).content


# What is kept


def test_no_text_is_mistaken_for_a_slot(signed_in) -> None:
    written = "header; notices; {{ header }} 0123456789abcdef0123456789abcdefheader;"
    factories.assessment(factories.function("T-2"), rationale=written)
    assert written in signed_in("ada", Role.VIEWER).get("/areas/SATCOM/").content.decode()


def test_the_least_recently_used_bodies_are_dropped_first() -> None:
    one = Body((b"x" * 8000,), ())
    few = Bodies(limit=3 * (one.size + 100))
    now = resolve(as_of=factories.DAY, known=None, today=factories.DAY, chosen=False)
    keys = [Key(f"/{number}", False, frozenset(), now, False) for number in range(4)]
    for each in keys[:3]:
        few.put(each, one)
    assert few.get(keys[0]) == one
    few.put(keys[3], one)
    assert [few.get(each) is not None for each in keys] == [True, False, True, True]
    few.put(keys[0], Body((b"x" * 90_000,), ()))
    assert len(few) == 0
