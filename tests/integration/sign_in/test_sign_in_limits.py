"""People who guess passwords have to wait; owners and neighbors do not, and a link by mail avoids the wait."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from missions.actions.people import attempts, links
from missions.domain.people.attempts import FEW, MANY
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, SignInFailures, User
from missions.queries.people.verification import verify
from tests import factories
from tests.patience import STEP_SECONDS
from tests.running.worker import work

SIGN_IN, ASK = "/accounts/login/", "/accounts/link/"
HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
NEW = "another-long-password-7"
LINK = re.compile(r"/accounts/link/\w+-\S+/")


@pytest.fixture
def owner_of_it(db: None) -> User:
    return factories.user("ortiz", Role.VIEWER)


def attempt(username: str, password: str = "wrong", *, address: str = HERE) -> HttpResponse:
    return Client(REMOTE_ADDR=address).post(SIGN_IN, {"login": username, "password": password})


def guess(username: str, times: int, *, address: str = HERE) -> HttpResponse:
    for _ in range(times):
        answer = attempt(username, address=address)
    return answer


def later(seconds: int) -> None:
    """As if this much time had passed."""
    SignInFailures.objects.update(last_at=F("last_at") - timedelta(seconds=seconds))


@pytest.fixture
def still() -> Iterator[None]:
    """No time passes by itself, so a remaining wait is the whole wait."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def test_a_guesser_has_to_wait_and_sees_how_long_beside_the_form(still: None, owner_of_it: User) -> None:
    assert guess("ortiz", FEW).status_code == 200
    entries = AuditEntry.objects.count()
    answer = attempt("Ortiz", factories.PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    page = answer.content.decode()
    assert "Too many failed sign-ins. Try again in 5 seconds." in page
    assert 'value="Ortiz"' in page
    assert f'href="{ASK}?name=Ortiz"' in page
    assert AuditEntry.objects.count() == entries


def test_each_wait_doubles_and_trying_too_soon_extends_none(still: None, owner_of_it: User) -> None:
    guess("ortiz", FEW)
    told = []
    for _ in range(8):
        told.append(int(guess("ortiz", 3)["Retry-After"]))
        later(told[-1])
        assert attempt("ortiz").status_code == 200
    assert told == [5, 10, 20, 40, 80, 160, 300, 300]


def test_an_unknown_account_gets_the_same_answer(still: None, owner_of_it: User) -> None:
    known, unknown = guess("ortiz", FEW + 1), guess("nobody", FEW + 1)
    assert (known.status_code, known["Retry-After"]) == (unknown.status_code, unknown["Retry-After"])
    token = r'name="csrfmiddlewaretoken" value="\w+"'
    said = [re.sub(token, "", one.content.decode()) for one in (known, unknown)]
    assert said[0].replace("ortiz", "NAME") == said[1].replace("nobody", "NAME")


def test_wrong_passwords_elsewhere_do_not_lock_out_the_owner(owner_of_it: User) -> None:
    assert guess("ortiz", 20).status_code == 429
    assert attempt("ortiz", factories.PASSWORD, address=ELSEWHERE).status_code == 302


def test_wrong_passwords_for_one_do_not_lock_out_others_at_the_same_address(owner_of_it: User) -> None:
    for name in ("a", "b", "c", "d"):
        guess(name, 10)
    assert attempt("ortiz", factories.PASSWORD).status_code == 302


def test_a_sign_in_clears_earlier_failures(owner_of_it: User) -> None:
    for _ in range(3):
        guess("ortiz", FEW - 1)
        assert attempt("ortiz", factories.PASSWORD).status_code == 302
    assert list(SignInFailures.objects.filter(name="ortiz", address=HERE)) == []
    assert SignInFailures.objects.get(name="", address=HERE).failures == 3 * (FEW - 1)


def test_many_names_from_one_address_and_one_name_from_many_finally_wait(owner_of_it: User) -> None:
    for number in range(MANY):
        assert attempts.begin(name=f"name-{number}", address=HERE) == 0
        assert attempts.begin(name="ortiz", address=f"192.0.2.{number}") == 0
    assert attempt("somebody").status_code == 429
    assert attempt("ortiz", address=ELSEWHERE).status_code == 429
    assert attempt("somebody", address=ELSEWHERE).status_code == 200


def test_simultaneous_guesses_count_like_consecutive_ones(real_db: None) -> None:
    factories.user("ortiz", Role.VIEWER)
    barrier = Barrier(12)

    def one() -> int:
        barrier.wait(STEP_SECONDS)
        try:
            return attempt("ortiz").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        answers = sorted(each.result(60) for each in [pool.submit(one) for _ in range(12)])
    assert answers == [200] * FEW + [429] * (12 - FEW)


def test_failures_that_no_longer_count_are_deleted(owner_of_it: User) -> None:
    guess("ortiz", 2)
    attempts.discard_forgiven()
    assert SignInFailures.objects.count() == 3
    later(60 * 60 * 24)
    attempts.discard_forgiven()
    assert SignInFailures.objects.count() == 0


def ask(name: str, *, address: str = HERE) -> HttpResponse:
    return Client(REMOTE_ADDR=address).post(ASK, {"login": name})


def sent() -> list[str]:
    """The links in the mails that were sent, oldest first."""
    return [LINK.search(letter.body).group() for letter in mail.outbox]


@pytest.fixture
def works(real_db: None) -> Callable[[], None]:
    """Runs the worker's queued jobs."""
    factories.user("ortiz", Role.VIEWER)
    return work


def choose(client: Client, link: str, password: str = NEW) -> HttpResponse:
    opened = client.get(link, follow=True)
    return client.post(opened.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_a_link_by_mail_works_once_even_while_others_guess(works: Callable[[], None]) -> None:
    guess("ortiz", FEW + 1)
    assert "a link is on its way" in ask("ortiz").content.decode()
    works()
    assert mail.outbox[0].to == ["ortiz@example.mil"]
    (link,) = sent()
    client = Client(REMOTE_ADDR=HERE)
    answer = choose(client, link)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert User.objects.get(username="ortiz").check_password(NEW)
    acts = AuditEntry.objects.filter(target="account:ortiz").order_by("-sequence").values_list("action", flat=True)
    assert list(acts[:3]) == ["sign in", "change password", "send link to sign in"]
    assert "This link does not work" in Client().get(link).content.decode()
    assert not any(link in entry.payload or NEW in entry.payload for entry in AuditEntry.objects.all())
    assert list(verify()) == []


def test_a_request_for_a_link_gets_the_same_answer_for_every_name(works: Callable[[], None]) -> None:
    factories.accounts.set_active(by=factories.SETUP, user=factories.user("left"), active=False, reason="Left.")
    User.objects.filter(pk=factories.user("unreached").pk).update(email="")
    answers = {ask(name).content for name in ("ortiz", "nobody", "left", "unreached")}
    assert len(answers) == 1
    works()
    assert [letter.to for letter in mail.outbox] == [["ortiz@example.mil"]]


def test_repeated_requests_fill_no_mailbox_and_invalidate_no_link(works: Callable[[], None]) -> None:
    for _ in range(3):
        ask("ortiz", address=ELSEWHERE)
        works()
    (link,) = sent()
    assert choose(Client(), link).status_code == 302


def test_a_person_who_asks_too_often_has_to_wait(still: None, db: None) -> None:
    for _ in range(MANY):
        assert attempts.begin_asking(address=HERE) == 0
    answer = ask("ortiz")
    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert ask("ortiz", address=ELSEWHERE).status_code == 200


def test_a_link_can_be_requested_while_signing_in_has_to_wait(owner_of_it: User) -> None:
    for number in range(MANY):
        attempts.begin(name=f"name-{number}", address=HERE)
    assert attempt("ortiz", factories.PASSWORD).status_code == 429
    assert ask("ortiz").status_code == 200


@pytest.mark.parametrize("since", ["deactivated", "corrected", "signed in"])
def test_an_older_link_does_not_work(owner_of_it: User, since: str) -> None:
    assert links.send_link("ORTIZ")
    (link,) = sent()
    match since:
        case "deactivated":
            factories.accounts.set_active(by=factories.SETUP, user=owner_of_it, active=False, reason="Left.")
        case "corrected":
            factories.accounts.correct_address(
                by=factories.SETUP, user=owner_of_it, email="o@example.mil", reason="Moved."
            )
        case "signed in":
            attempt("ortiz", factories.PASSWORD)
    assert "This link does not work" in Client().get(link).content.decode()
    assert failed_links() == ["account:ortiz"]


def failed_links() -> list[str]:
    """The owners of invalid links that were opened."""
    failed = AuditEntry.objects.filter(action="fail to sign in", payload__contains='"how":"link"')
    return list(failed.values_list("target", flat=True))


@pytest.mark.parametrize("link", ["/accounts/link/0-x/", "/accounts/link/zzzzzzzzzzzz-set-password/"])
def test_an_invented_link_leads_nowhere(db: None, link: str) -> None:
    assert "This link does not work" in Client().get(link).content.decode()
    assert failed_links() == ["account:"]


def test_invented_links_make_a_limited_number_of_entries(still: None, db: None) -> None:
    for _ in range(MANY):
        assert attempts.begin_link(address=HERE) == 0
    Client(REMOTE_ADDR=HERE).get("/accounts/link/0-x/")
    assert failed_links() == []
    Client(REMOTE_ADDR=ELSEWHERE).get("/accounts/link/0-x/")
    assert failed_links() == ["account:"]


def test_a_weak_password_is_reported_beside_its_field(owner_of_it: User) -> None:
    links.send_link("ortiz")
    client = Client()
    answer = choose(client, sent()[0], "short")
    assert answer.status_code == 200
    assert "at least 12 characters" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_log_of_requests_contains_no_key_of_a_link(owner_of_it: User, caplog: pytest.LogCaptureFixture) -> None:
    links.send_link("ortiz")
    (link,) = sent()
    with caplog.at_level("INFO"):
        Client().get(link)
    told = " ".join(str(record.msg) for record in caplog.records)
    assert "GET /accounts/link/…/" in told
    assert urlsplit(link).path.split("/")[-2] not in told
