"""Anything typed into an address or a form gets a plain answer that says what is wrong, never a 500."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from missions.domain.vocabulary import Role
from missions.forms.record.areas import AreaFilters
from missions.models import User
from tests import factories
from tests.integration.conftest import settled

pytestmark = pytest.mark.django_db

READ_PAGES = [
    "/",
    "/areas/",
    "/areas/SATCOM/",
    "/areas/SATCOM/what-if/",
    "/areas/SATCOM/history/",
    "/areas/SATCOM/functions/T-1/",
    "/compare/areas/",
    "/compare/dates/",
    "/search/",
    "/evidence/",
    "/posture/",
    "/posture/areas/SATCOM/",
    "/posture/loss/",
    "/posture/access/",
    "/posture/protection/",
    "/posture/pipeline/",
    "/posture/trend/",
    "/findings/",
    "/catalogs/",
    "/catalogs/rules/",
    "/concentration/",
    "/concentration/SATCOM/",
    "/solutions/",
    "/strategy/",
    "/policy/",
    "/exports/",
    "/exports/areas.json",
    "/exports/evidence.csv",
    "/exports/briefing.pdf",
    "/charts/mix.json",
]
LONG = "x" * 5000


@pytest.fixture(scope="module")
def who_reads(around: Callable[[], AbstractContextManager[None]]) -> Iterator[User]:
    """Somebody who may read everything, and a function, created once for the tests of this file."""
    with around():
        factories.function("T-1")
        made = factories.user("reader", Role.ANALYST, Role.AUDITOR)
        settled()
        yield made


@pytest.fixture
def reader(who_reads: User, client: Client) -> Client:
    client.force_login(who_reads)
    return client


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("as_of", "yesterday", "Write a day as 2025-03-01."),
        ("as_of", "2025-02-30", "There is no 30 Feb 2025."),
        ("as_of", "9999-12-31", "the record looks 10 years ahead"),
        ("known", "a while ago", "Write a moment as 2025-03-01"),
        ("known", "2099-01-01", "This time is in the future"),
    ],
)
def test_every_read_page_reports_errors_beside_the_field(reader: Client, field: str, typed: str, said: str) -> None:
    for address in READ_PAGES:
        answer = reader.get(address, {field: typed})
        text = answer.content.decode()
        assert answer.status_code == 400, address
        assert f'value="{typed}"' in text, address
        assert 0 <= text.find(f'id="{field.replace("_", "-")}-error"') < text.find(said), address
        assert 'aria-invalid="true"' in text, address


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("known", "11/29/2026", "Write a moment as 2025-03-01 or 2025-03-01T14:00Z."),
        ("known", "04/02/2025", "“04/02/2025” is ambiguous. Write a moment as 2025-03-01"),
        ("as_of", "04/02/2025", "“04/02/2025” is ambiguous: 2 Apr 2025 or 4 Feb 2025. Write a day as 2025-03-01."),
    ],
)
@pytest.mark.parametrize(
    "address", ["/overview/", "/areas/", "/areas/SATCOM/", "/areas/SATCOM/functions/T-1/", "/strategy/"]
)
def test_a_wrong_date_does_not_blank_the_page(reader: Client, address: str, field: str, typed: str, said: str) -> None:
    whole = reader.get(address)
    answer = reader.get(address, {field: typed})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert "This date cannot be shown. Showing <strong>today" in text
    assert answer.templates[0].name == whole.templates[0].name
    # Other forms of the page do not send the wrong date again.
    assert text.count(f'value="{typed}"') == 1


def test_a_day_may_be_typed_as_pages_print_it(reader: Client) -> None:
    for field in ("as_of", "known"):
        assert reader.get("/areas/", {field: "2 Apr 2025"}).status_code == 200


def test_every_read_page_answers_on_the_first_day_of_the_calendar(reader: Client) -> None:
    for address in READ_PAGES:
        assert reader.get(address, {"as_of": "0001-01-01"}).status_code in {200, 404}, address


@pytest.mark.parametrize(
    "typed",
    [
        "0000-00-00",
        "0001-01-01T00:00+23:59",
        "٢٠٢٥-٠٣-٠١",
        "2025-03-01\0",
        "20250301",
        "2025-W10-1",
        "2025-03-01T25:00Z",
        "-1",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        LONG,
    ],
)
@pytest.mark.parametrize("field", ["as_of", "known"])
def test_any_text_as_a_date_is_answered(reader: Client, field: str, typed: str) -> None:
    answer = reader.get("/", {field: typed})
    assert answer.status_code in {200, 400}
    assert b"<script>alert" not in answer.content


def test_both_fields_can_be_wrong_at_once_and_other_parameters_stay(reader: Client) -> None:
    answer = reader.get("/areas/?as_of=no&known=nor&category=hybrid")
    assert set(answer.context["bar"]["errors"]) == {"as_of", "known"}
    assert '<input type="hidden" name="category" value="hybrid">' in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/areas/NOWHERE/",
        "/areas/satcom/",
        "/areas/NOWHERE/history/",
        "/areas/NOWHERE/what-if/",
        "/areas/NOWHERE/add-function/",
        "/areas/ISAM/add-function/",
        "/areas/SATCOM/functions/T-9/",
        "/areas/SDA/functions/T-1/",
        "/areas/SATCOM/functions/T-9/assess/",
        "/areas/SATCOM/functions/T-9/revise/",
        "/areas/SAT%00COM/",
        "/areas/SATCOM/functions/T%001/",
        "/areas/SAT%00COM/functions/T-1/assess/",
        f"/areas/{LONG}/",
        "/areas/%FF%FE/",
        "/areas/%F0%9F%9B%B0/",
        "/areas/SATCOM/functions/T-9/evidence/",
        "/areas/SATCOM/functions/T-9/name/evidence/",
        "/areas/SDA/functions/T-1/name/evidence/",
        "/areas/NOWHERE/evidence/",
        "/posture/cite/?cell=NOWHERE.access",
        "/posture/cite/?cell=SATCOM.luck",
        "/posture/cite/?cell=SATCOM.access&as_of=yesterday",
        "/evidence/999999999999999999/",
        "/evidence/9999999999999999999/",
        "/evidence/0/file/",
        "/catalogs/files/0/",
        "/catalogs/files/999999999999999999/",
        "/catalogs/files/..%2F..%2Fetc%2Fpasswd/",
        "/catalogs/files/x/",
        "/evidence/-1/",
        "/evidence/x/",
        "/evidence/1%00/",
        "/evidence/999999999999999999/supersede/",
        "/evidence/add/?for=T-9",
        "/evidence/add/?for=T%00",
        "/people/nobody-here/",
        "/people/no%00body/",
        "/no/such/page/",
        "/exports/areas.exe",
        "/exports/areas.pdf",
        "/exports/portfolio.csv",
        "/exports/nothing.csv",
        "/exports/are%00as.csv",
        "/exports/areas.c%00v",
        f"/exports/{LONG}.csv",
        "/exports/briefing.csv",
        "/exports/briefings/0/",
        "/exports/briefings/999999999999999999/file/",
        "/exports/briefings/x/",
        "/audit/?class=secret",
    ],
)
def test_what_does_not_exist_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("before", ["-1", "1.5", "x", "١٢", "²", "1\0", "9" * 40, "0x10", " 7"])
def test_a_position_in_a_list_is_a_whole_number(reader: Client, before: str) -> None:
    for address in ("/areas/SATCOM/history/", "/areas/SATCOM/functions/T-1/", "/evidence/", "/audit/"):
        assert reader.get(address, {"before": before}).status_code == 404, address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("category", "purple"),
        ("standing", "purple"),
        ("provenance", "purple"),
        ("drift", "maybe"),
        ("view", "purple"),
        ("sort", "purple"),
        ("sort", "--code"),
        ("q", "x" * 101),
        ("q", "nu\0l"),
        ("category", "hybrid\0"),
    ],
)
def test_an_unknown_filter_is_named(reader: Client, name: str, value: str) -> None:
    answer = reader.get("/areas/", {name: value})
    assert answer.status_code == 400
    told = f">{name.capitalize()}: " if name in AreaFilters.UNSHOWN else f'id="id_{name}_error1"'
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "purple"),
        ("provenance", "purple"),
        ("q", "x" * 101),
        ("q", "nu\0l"),
        ("behind", "x\0"),
        ("behind", LONG),
    ],
)
def test_an_unknown_filter_of_evidence_is_named(reader: Client, name: str, value: str) -> None:
    answer = reader.get("/evidence/", {name: value})
    assert answer.status_code == 400
    assert f'id="id_{name}_error1"' in answer.content.decode()


@pytest.mark.parametrize("value", ["%", "_", "\\", "'", '"', "))((", "\u202eabc", "ß"])
def test_search_text_is_shown_as_text(reader: Client, value: str) -> None:
    for address in ("/areas/", "/evidence/"):
        assert reader.get(address, {"q": value}).status_code == 200, address


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_pages_accept_no_other_method(reader: Client, method: str) -> None:
    for address in ("/audit/", "/help/", "/help/roles/", "/people/", "/people/reader/", *READ_PAGES):
        assert getattr(reader, method)(address).status_code == 405, address


def test_pages_that_only_read_accept_no_post(reader: Client) -> None:
    for address in ("/audit/", "/help/", "/people/reader/", *READ_PAGES):
        assert reader.post(address).status_code == 405, address


def test_a_head_request_is_answered_like_a_get(reader: Client) -> None:
    for address in READ_PAGES:
        answer = reader.head(address)
        assert (answer.status_code, b"".join(answer)) == (200, b""), address


def test_a_strange_address_does_not_turn_a_refusal_into_an_error(client: Client) -> None:
    client.force_login(factories.user("viewer", Role.VIEWER))
    assert client.get("/people/no%00body/").status_code in {403, 404}
    assert client.get(f"/people/{LONG}/").status_code == 403


def test_a_form_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/accounts/login/", {"login": "x", "password": "y"}).status_code == 403
