"""No log contains passwords, sessions, or the keys that a deployment mounts as files."""

import re
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password

from missions.domain.vocabulary import Role
from missions.models import AuditEntry, Session, User
from tests import factories
from tests.database import Server
from tests.running import raw
from tests.running.serving import served

KEY = "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJ"
OLD = "once in use: 0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
# By the name of the setting.
SECRETS = {
    "SECRET_KEY": KEY,
    "SECRET_KEY_FALLBACKS": OLD,
    "CSIS_OIDC_SECRET": "the-secret-of-this-client",
    "CSIS_EMAIL_URL": "smtp://csis:the-password-of-mail@127.0.0.1:9",
}
TYPED = "what-somebody-typed-7"


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
    """The status of the answer, and the cookies that it sets."""
    with raw.keeping(port) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): said for name, said in headers.items()})
        told = connection.getresponse()
        told.read()
        return told.status, "; ".join(one.partition(";")[0] for one in told.headers.get_all("Set-Cookie") or [])


def test_secrets_come_from_files_and_no_log_contains_them(
    real_db: None, database_server: Server, static_files: str, tmp_path: Path
) -> None:
    user = factories.user("ortiz", Role.VIEWER)
    # This program does not know the fast hashes that tests use for passwords.
    User.objects.filter(pk=user.pk).update(password=make_password(factories.PASSWORD, hasher=PBKDF2PasswordHasher()))
    own = {"DATABASE_URL": database_server.app(), "DATABASE_OWNER_URL": "", "CSIS_STATIC_ROOT": static_files}
    own |= {"WEB_WORKERS": "1", "CSIS_HTTPS": "false"}
    own |= {"LOG_LEVEL": "DEBUG", "CSIS_OIDC_ISSUER": "https://127.0.0.1:9", "CSIS_OIDC_CLIENT": "csis"}
    for name, secret in SECRETS.items():
        (tmp_path / name).write_text(f"{secret}\n")
        own[f"{name}_FILE"] = str(tmp_path / name)
    log = tmp_path / "log"
    with served("csis.serve", "/healthz", own, log) as site:
        cookies = []
        for password in (TYPED, factories.PASSWORD):
            headers, form = raw.sign_in_form(site.port, "ortiz", password)
            status, set_here = ask(site.port, "POST", "/accounts/login/", form, **headers)
            cookies += [headers["Cookie"], set_here]
        assert status == 302
        for path in ("/areas/", f"/accounts/login/?password={TYPED}", "/accounts/sign-on/", f"/{'x' * 2000}"):
            ask(site.port, "GET", path, Cookie=set_here)
        ask(site.port, "POST", "/accounts/link/", f"login=ortiz&password={TYPED}".encode(), **headers)
        ask(site.port, "GET", "/areas/", Cookie=f"sessionid={TYPED}", Authorization=f"Bearer {TYPED}")
    said = log.read_text()
    assert "GET /areas/" in said and "POST /accounts/login/" in said
    assert AuditEntry.objects.filter(action="sign in").count() == 1
    keys = list(Session.objects.values_list("session_key", flat=True))
    tokens = re.findall(r"=(\w{20,})", " ".join(cookies))
    assert keys and tokens
    hidden = [KEY, OLD, *SECRETS.values(), "the-password-of-mail", TYPED, factories.PASSWORD, *keys, *tokens]
    assert [one for one in hidden if one in said] == []
