"""Each witness outside the program detects a record that its owner rewrote as a whole."""

import json
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from missions.domain import canonical
from missions.models import Assessment, AuditEntry, ChainHead, Witnessing
from tests import factories
from tests.database import Server
from tests.integration.people.test_verify_audit import cut_off, rehash
from tests.office import needs

# A local authority: its own certificate, and one for time stamps.
AUTHORITY = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
[stamps]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/stamps.pem
signer_key = {folder}/stamps.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture
def file(tmp_path: Path, settings) -> Path:
    settings.WITNESS_FILE = str(tmp_path / "chain.txt")
    return Path(settings.WITNESS_FILE)


@pytest.fixture
def mails(tmp_path: Path, settings) -> Path:
    settings.WITNESS_MAIL = ["witness@example.mil"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    return tmp_path / "mails"


@pytest.fixture
def remote(tmp_path: Path, settings) -> Path:
    settings.WITNESS_GIT = str(tmp_path / "remote.git")
    subprocess.run(["git", "init", "--quiet", "--bare", settings.WITNESS_GIT], check=True)
    return tmp_path / "remote.git"


@pytest.fixture
def authority(tmp_path: Path, settings) -> Iterator[Path]:
    """A time-stamp authority that answers over HTTP, with openssl's signatures; gives the folder of its keys."""
    (tmp_path / "openssl.cnf").write_text(AUTHORITY.format(folder=tmp_path))
    (tmp_path / "serial").write_text("01\n")
    new = "req -new -newkey rsa:2048 -nodes -config openssl.cnf"
    made = [
        f"{new} -x509 -extensions ca -subj /CN=Authority -keyout ca.key -out ca.pem",
        f"{new} -subj /CN=Stamps -keyout stamps.key -out stamps.csr",
        "x509 -req -in stamps.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile openssl.cnf -extensions stamps"
        " -out stamps.pem",
    ]
    for command in made:
        subprocess.run(["openssl", *command.split()], cwd=tmp_path, check=True, capture_output=True)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (tmp_path / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            reply = "ts -reply -queryfile query -config openssl.cnf -out reply"
            subprocess.run(["openssl", *reply.split()], cwd=tmp_path, check=True, capture_output=True)
            self.send_response(200)
            self.end_headers()
            self.wfile.write((tmp_path / "reply").read_bytes())

        def log_message(self, *_said: object) -> None:
            """Requests are not logged."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.WITNESS_TSA = f"http://127.0.0.1:{server.server_port}/"
        settings.WITNESS_TSA_CA = str(tmp_path / "ca.pem")
        yield tmp_path
        server.shutdown()


# The programs that each witness needs.
WITNESSES = {"file": (), "mails": (), "remote": ("git",), "authority": ("openssl",)}


@pytest.fixture(params=[pytest.param(name, marks=needs(*programs)) for name, programs in WITNESSES.items()])
def witness(request: pytest.FixtureRequest) -> dict[str, object]:
    """The verification of the chain against one witness, which is configured."""
    place = request.getfixturevalue(request.param)
    return {"mails": str(place)} if request.param == "mails" else {"witnesses": True}


def test_each_witness_keeps_the_head_and_proves_that_the_chain_grew_from_it(
    db: None, witness: dict[str, object], capsys
) -> None:
    factories.assessment(factories.function())
    end = str(ChainHead.objects.get())
    call_command("witness")
    assert end in capsys.readouterr().out
    factories.function("T-2")
    call_command("witness")
    capsys.readouterr()
    call_command("verify_audit", **witness)
    assert "2 told, " in capsys.readouterr().out
    assert Witnessing.objects.filter(error="").count() == 2


def rewrite() -> None:
    """Change the reason of the last assessment, and every digest after it."""
    fact = Assessment.objects.latest("pk")
    entry = AuditEntry.objects.get(pk=fact.entry_id)
    payload = json.loads(entry.payload)
    payload["rows"]["assessment"][0]["rationale"] = "Better."
    AuditEntry.objects.filter(pk=entry.pk).update(payload=canonical.text(payload))
    Assessment.objects.filter(pk=fact.pk).update(rationale="Better.")
    rehash()


def shorten() -> None:
    """Remove everything after the entry before the last."""
    cut_off(ChainHead.objects.get().sequence - 1)
    rehash()


@pytest.mark.parametrize(
    ("forge", "found"), [(rewrite, "was expected by "), (shorten, "the end of the chain was cut off")]
)
def test_each_witness_detects_a_record_that_its_owner_made_consistent_again(
    witness: dict[str, object], database_server: Server, django_db_blocker, capsys, forge, found: str
) -> None:
    with django_db_blocker.unblock(), factories.as_owner(database_server, guarded=True):
        factories.assessment(factories.function())
        call_command("witness")
        factories.unguard(connection.cursor())
        forge()
        call_command("verify_audit")
        with pytest.raises(CommandError, match="1 finding"):
            call_command("verify_audit", **witness)
    assert found in capsys.readouterr().out


def test_a_failed_witness_is_recorded_by_name_and_stops_no_other(db: None, file: Path, settings) -> None:
    settings.WITNESS_GIT = str(file.parent / "nowhere.git")
    settings.WITNESS_TSA = "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match=r"Git remote: git failed: .*Time-stamp authority: .*cannot be reached"):
        call_command("witness")
    assert file.read_text().strip().endswith(str(ChainHead.objects.get()))
    assert Witnessing.objects.exclude(error="").count() == 2


def test_without_a_witness_nothing_is_claimed(db: None, settings, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No witness is configured"):
        call_command("witness")
    with pytest.raises(CommandError, match="No configured witness"):
        call_command("verify_audit", witnesses=True)
    (tmp_path / "mail").write_text("Nothing of the kind.")
    with pytest.raises(CommandError, match="Nothing about the chain is kept by a mail"):
        call_command("verify_audit", mails=str(tmp_path))
    settings.WITNESS_FILE = str(tmp_path / "gone.txt")
    with pytest.raises(CommandError, match="The file cannot be read"):
        call_command("verify_audit", witnesses=True)
