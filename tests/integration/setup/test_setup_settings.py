"""The settings of a deployment: required ones are asked for, and unsafe ones refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.signing import Signer
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from csis.settings import database
from tests.patience import ran

SERVER = {"DATABASE_URL": "postgres://csis_app@db/csis"}
OLD = "once in use: 0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
KEY = {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJ"}


def check(*options: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "check", *options]
    return ran(command, {"PATH": os.environ["PATH"], **environment})


def test_a_deployment_passes_djangos_own_check():
    done = check("--deploy", "--fail-level", "WARNING", **SERVER, **KEY, ALLOWED_HOSTS="record.example.mil")
    assert done.returncode == 0, done.stderr


REFUSED = {
    "no key": (SERVER, "SECRET_KEY must be set"),
    "short key": ({**SERVER, "SECRET_KEY": "short"}, "SECRET_KEY is too short"),
    "plain key": ({**SERVER, "SECRET_KEY": "ab" * 40}, "SECRET_KEY is too short or too plain"),
    "short old key": ({**SERVER, **KEY, "SECRET_KEY_FALLBACKS": "old"}, "SECRET_KEY is too short"),
    "debug": ({**SERVER, **KEY, "DEBUG": "true"}, "DEBUG is for development"),
    "no file": ({**SERVER, "SECRET_KEY_FILE": "/nowhere"}, "SECRET_KEY_FILE must be a readable file"),
    "no address": ({**KEY, "DATABASE_URL": "nonsense"}, "not a PostgreSQL address"),
    "no such level": ({**KEY, "CSIS_CLASSIFICATION": "PUBLIC"}, "CSIS_CLASSIFICATION must be one of"),
    "no such zone": (
        {**KEY, "CSIS_TIME_ZONE": "Eastern"},
        "CSIS_TIME_ZONE=Eastern is not a time zone; use one such as America/New_York",
    ),
    "no such format": ({**KEY, "LOG_FORMAT": "xml"}, "LOG_FORMAT must be"),
    "no such role": (
        {**KEY, "CSIS_SECOND_FACTOR_ROLES": "boss"},
        "CSIS_SECOND_FACTOR_ROLES names boss; the roles are viewer",
    ),
    "no such proxy": ({**KEY, "CSIS_CERTIFICATE_PROXIES": "here"}, "CSIS_CERTIFICATE_PROXIES: 'here'"),
    "an issuer in the clear": (
        {**SERVER, **KEY, "CSIS_OIDC_ISSUER": "http://id.example.mil"},
        "CSIS_OIDC_ISSUER must begin with https",
    ),
    "no client of the issuer": ({**KEY, "CSIS_OIDC_ISSUER": "https://id.example.mil"}, "CSIS_OIDC_CLIENT must be set"),
    "too short a while": ({**KEY, "CSIS_IDLE_MINUTES": "1"}, "CSIS_IDLE_MINUTES are at least 3"),
    "more than all": ({**KEY, "DATABASE_REPLICA_SHARE": "101"}, "DATABASE_REPLICA_SHARE is a percentage"),
    "a session without end": ({**KEY, "CSIS_SESSION_HOURS": "0"}, "CSIS_SESSION_HOURS are 1 to 24"),
    "no list": ({**KEY, "CSIS_BREACHED_PASSWORDS": "/nowhere"}, "CSIS_BREACHED_PASSWORDS names no file"),
    "a public demonstration": (
        {"CSIS_DEMONSTRATION": "true", "ALLOWED_HOSTS": "record.example.mil"},
        "answers only on this machine",
    ),
}
# Reads the settings in each environment, and prints each refusal as JSON; one start for each would take long.
READ = """
import json, os, runpy, sys
from django.core.exceptions import ImproperlyConfigured
for environment in json.loads(sys.argv[1]):
    os.environ.clear()
    os.environ.update(environment)
    try:
        runpy.run_module("csis.settings")
    except (ImproperlyConfigured, ValueError) as refused:
        print(json.dumps(str(refused)))
    else:
        print(json.dumps(None))
"""


@pytest.fixture(scope="module")
def refusals() -> dict[str, str | None]:
    """The refusal for each wrong environment."""
    given = json.dumps([environment for environment, _ in REFUSED.values()])
    done = ran([sys.executable, "-c", READ, given], {"PATH": os.environ["PATH"]}, check=True)
    return dict(zip(REFUSED, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_setting_is_refused_by_name(refusals: dict[str, str | None], name: str) -> None:
    assert REFUSED[name][1] in refusals[name]


def test_a_command_ends_with_the_refusal() -> None:
    done = check(**SERVER)
    assert done.returncode != 0
    assert "SECRET_KEY must be set" in done.stderr


def test_secrets_come_from_files_and_old_keys_are_still_accepted(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY['SECRET_KEY']}\n")
    (tmp_path / "address").write_text("postgres://app:hunter2@db/csis\n")
    said = check("--deploy", SECRET_KEY_FILE=str(tmp_path / "key"), DATABASE_URL_FILE=str(tmp_path / "address"))
    assert said.returncode == 0, said.stderr
    assert "hunter2" not in said.stdout + said.stderr
    signed = Signer(key=OLD).sign("kept")
    with override_settings(SECRET_KEY=KEY["SECRET_KEY"], SECRET_KEY_FALLBACKS=[OLD]):
        assert Signer().unsign(signed) == "kept"
        assert Signer().sign("kept") != signed


def test_a_refused_address_does_not_show_its_password():
    with pytest.raises(ImproperlyConfigured) as refusal:
        database("postgres://app:hunter2@db/csis?nonsense=1")
    assert "hunter2" not in str(refusal.value)


def test_an_address_may_name_a_socket_folder_and_options():
    parts = database("postgres://app:p%40ss@/csis?host=%2Frun%2Fpg&sslmode=require")
    assert (parts["USER"], parts["PASSWORD"], parts["HOST"], parts["NAME"]) == ("app", "p@ss", "/run/pg", "csis")
    assert parts["OPTIONS"]["sslmode"] == "require"


def test_every_answer_has_the_strict_policy(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
