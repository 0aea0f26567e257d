"""Accounts made without a terminal or several times at once, and sessions that end with their account."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client

from missions.actions.people import accounts
from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Session, User
from tests import factories
from tests.database import ROOT

AT_ONCE = 4
PASSWORD = "correct-horse-battery"  # of the length that a form requires
NEW = ["create_account", "first", "--name", "First", "--organization", "Office", "--role", "administrator"]
FORM = {"name": "New", "organization": "Office", "password": PASSWORD, "reason": "Needed."}


def command(owner_url: str, app_url: str, *more: str, given: str = "") -> subprocess.CompletedProcess:
    """Run `create_account` as the owner, with this standard input and no terminal."""
    own = {"DATABASE_URL": app_url, "DATABASE_OWNER_URL": owner_url, "CSIS_CONNECT_AS": "owner"}
    own["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return subprocess.run(
        [sys.executable, "manage.py", *NEW, *more],
        cwd=ROOT,
        env=own,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


def test_an_account_is_made_without_a_terminal_or_refused_in_one_line(real_db, database_server, tmp_path) -> None:
    urls = (database_server.owner(), database_server.app())
    for more, given, said in [
        ([], "", "--password-file"),
        (["--password-file", "-"], "short\n", "password: "),
        (["--password-file", str(tmp_path / "none")], "", "cannot be read"),
    ]:
        refused = command(*urls, *more, given=given)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
        assert said in refused.stderr
    made = command(*urls, "--password-file", "-", given=f"{PASSWORD}\nmore\n")
    assert made.returncode == 0, made.stderr
    assert PBKDF2PasswordHasher().verify(PASSWORD, User.objects.get(username="first").password)
    again = command(*urls, "--password-file", "-", given=f"{PASSWORD}\n")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "already" in again.stderr


def test_the_same_account_posted_at_once_is_made_once_and_refused_beside_the_field(real_db) -> None:
    admin = factories.user("admin", Role.ADMINISTRATOR, organization=FORM["organization"])
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(admin)
    names = ["newcomer", "Newcomer", "NEWCOMER", "newcomer"]

    def post(client: Client, username: str) -> tuple[int, str]:
        try:
            answer = client.post("/people/", {**FORM, "username": username})
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(post, clients, names))
    assert sorted(status for status, _ in answers) == [302, 400, 400, 400]
    assert all("There is an account of this name already." in body for status, body in answers if status == 400)
    assert AuditEntry.objects.filter(action="create account", target__iexact="account:newcomer").count() == 1


@pytest.mark.django_db
def test_a_name_that_only_the_database_considers_equal_is_refused_beside_the_field(client: Client) -> None:
    client.force_login(factories.user("admin", Role.ADMINISTRATOR, organization=FORM["organization"]))
    first, second = (client.post("/people/", {**FORM, "username": name}) for name in ("İlker", "ilker"))
    assert (first.status_code, second.status_code) == (302, 400), first.context and first.context["form"].errors
    assert "There is an account of this name already." in second.content.decode()


@pytest.mark.django_db
def test_deactivation_ends_the_sessions_of_the_account_permanently(client: Client) -> None:
    admin, user = factories.actor(Role.ADMINISTRATOR), factories.user("leaving", Role.VIEWER)
    client.force_login(user)
    assert client.get("/areas/").status_code == 200
    accounts.set_active(by=admin, user=user, active=False, reason="Left.")
    assert not Session.objects.filter(user=user).exists()
    accounts.set_active(by=admin, user=user, active=True, reason="Back.")
    assert client.get("/areas/")["Location"].startswith("/accounts/login/")
