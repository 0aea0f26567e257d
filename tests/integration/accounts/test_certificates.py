"""Sign-in by certificate, through a real proxy that checks it; only the listed proxy is believed."""

import re
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
import requests
from django.http import HttpResponse
from django.test import Client

from missions.actions.people import accounts, identity
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, User
from tests import factories
from tests.database import Server
from tests.office import needs
from tests.running.servers.sign_in import HOST, authority, proxy
from tests.running.serving import served

SIGN_IN, CERTIFICATE = "/accounts/login/", "/accounts/certificate/"
ORTIZ, EDIPI = "CN=ORTIZ.RENA.M.1234567890,OU=PKI,OU=DoD,O=U.S. Government,C=US", "1234567890"
PROXY, ELSEWHERE = "192.0.2.1", "192.0.2.77"


def owner() -> User:
    user = factories.user("ortiz", Role.STEWARD)
    identity.set_certificate(by=factories.SETUP, user=user, edipi=EDIPI, reason="Seen.")
    return user


@pytest.fixture
def ortiz(db: None, settings) -> User:
    settings.CERTIFICATE_PROXIES = [ip_network("192.0.2.0/28")]
    return owner()


def ask(subject: str = ORTIZ, checked: str = "SUCCESS", *, address: str = PROXY, **more: str) -> HttpResponse:
    client = Client(REMOTE_ADDR=address, headers={"x-client-subject": subject, "x-client-verify": checked})
    return client.post(CERTIFICATE, more)


def last() -> tuple[str, str]:
    entry = AuditEntry.objects.latest("sequence")
    return entry.action, entry.target


def test_a_certificate_checked_by_a_listed_proxy_signs_in_without_a_second_factor(settings, ortiz: User) -> None:
    settings.SECOND_FACTOR_ROLES = ["steward"]
    ortiz.authenticator_set.create(type="totp", data={"secret": ""})
    answer = ask(next="/organizations/")
    assert answer["Location"] == "/organizations/"
    assert last() == ("sign in", "account:ortiz")
    assert '"how":"certificate"' in AuditEntry.objects.latest("sequence").payload
    assert answer.client.get("/organizations/").status_code == 200


def test_the_sign_in_page_offers_it_to_people_with_a_certificate(ortiz: User) -> None:
    shown = Client(REMOTE_ADDR=PROXY, headers={"x-client-subject": ORTIZ, "x-client-verify": "SUCCESS"})
    assert "Use your certificate" in shown.get(SIGN_IN).content.decode()
    assert "Use your certificate" not in Client(REMOTE_ADDR=PROXY).get(SIGN_IN).content.decode()


@pytest.mark.parametrize(
    ("subject", "checked", "address"),
    [
        (ORTIZ, "SUCCESS", ELSEWHERE),
        (ORTIZ, "SUCCESS", ""),
        (ORTIZ, "NONE", PROXY),
        (ORTIZ, "FAILED:expired", PROXY),
        (ORTIZ, "SUCCESS,SUCCESS", PROXY),
        (ORTIZ, "", PROXY),
        ("", "SUCCESS", PROXY),
        ("CN=ROE.JANE.Q.9876543210,C=US", "SUCCESS", PROXY),
        (f"{ORTIZ},CN=ROE.JANE.Q.9876543210", "SUCCESS", PROXY),
        (f"{ORTIZ},{ORTIZ}", "SUCCESS", PROXY),
        (EDIPI, "SUCCESS", PROXY),
    ],
)
def test_a_forged_header_signs_nobody_in(ortiz: User, subject: str, checked: str, address: str) -> None:
    answer = ask(subject, checked, address=address)
    assert answer["Location"] == SIGN_IN
    assert "_auth_user_id" not in answer.client.session
    assert last()[0] == "fail to sign in"
    assert "No account here has this certificate" in answer.client.get(SIGN_IN).content.decode()


def test_an_address_in_a_forwarded_header_does_not_count_as_the_proxy(settings, ortiz: User) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    headers = {"x-client-subject": ORTIZ, "x-client-verify": "SUCCESS", "x-forwarded-for": PROXY}
    answer = Client(REMOTE_ADDR=ELSEWHERE, headers=headers).post(CERTIFICATE)
    assert answer["Location"] == SIGN_IN


def test_a_deactivated_owner_cannot_sign_in(ortiz: User) -> None:
    factories.user("other", Role.STEWARD)
    accounts.set_active(by=factories.SETUP, user=ortiz, active=False, reason="Left.")
    assert ask()["Location"] == SIGN_IN


def test_signing_in_needs_a_form_of_this_site(ortiz: User) -> None:
    client = Client(
        enforce_csrf_checks=True,
        REMOTE_ADDR=PROXY,
        headers={"x-client-subject": ORTIZ, "x-client-verify": "SUCCESS", "origin": "https://example.com"},
    )
    assert client.post(CERTIFICATE).status_code == 403
    assert client.get(CERTIFICATE)["Location"] == SIGN_IN


@pytest.fixture
def fronted(real_db: None, database_server: Server, static_files: str, tmp_path: Path) -> Iterator[str]:
    """The program behind a proxy with TLS; gives the address of the proxy."""
    owner()
    authority(tmp_path, "/C=US/O=U.S. Government/OU=DoD/OU=PKI/CN=ORTIZ.RENA.M.1234567890", "/CN=ROE.JANE.Q.9876543210")
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    own |= {"CSIS_HTTPS": "true", "CSIS_TRUST_PROXY": "true", "CSIS_CERTIFICATE_PROXIES": HOST, "CSIS_PROXIES": "1"}
    with served("csis.serve", "/healthz", own) as site, proxy(tmp_path, site.port) as port:
        yield f"https://{HOST}:{port}"


@needs("nginx", "openssl")
def test_a_card_signs_in_through_a_real_proxy_and_a_forged_header_does_not(fronted: str, tmp_path: Path) -> None:
    token = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')

    def sign_in(card: int | None, **headers: str) -> str:
        """The address that somebody with that card, or none, is redirected to."""
        with requests.Session() as browser:
            browser.verify = str(tmp_path / "server.pem")
            browser.trust_env = False
            if card is not None:
                browser.cert = (str(tmp_path / f"{card}.pem"), str(tmp_path / f"{card}.key"))
            page = browser.get(f"{fronted}{SIGN_IN}", headers=headers).text
            assert ("Use your certificate" in page) == (card is not None)
            sent = {"csrfmiddlewaretoken": token.search(page)[1]}
            given = {"Referer": f"{fronted}{SIGN_IN}", **headers}
            answer = browser.post(f"{fronted}{CERTIFICATE}", sent, headers=given, allow_redirects=False)
            return answer.headers["Location"]

    forged = {"X-Client-Subject": ORTIZ, "X-Client-Verify": "SUCCESS", "X_Client_Subject": ORTIZ}
    assert sign_in(0) == "/"
    assert sign_in(1) == SIGN_IN
    assert sign_in(None, **forged) == SIGN_IN
    assert sign_in(1, **forged) == SIGN_IN
    entries = list(AuditEntry.objects.order_by("-sequence").values_list("action", "target")[:4])[::-1]
    assert entries == [
        ("sign in", "account:ortiz"),
        ("fail to sign in", "account:certificate of 9876543210"),
        ("fail to sign in", "account:certificate of nobody"),
        ("fail to sign in", "account:certificate of 9876543210"),
    ]
