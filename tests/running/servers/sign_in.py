"""Parts of a deployment for signing in, in processes of their own: a sign-on provider, and a proxy for certificates."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import STEP_SECONDS, stop
from tests.running.servers.sockets import HOST, free_port

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

# The address itself, because clients compare it with the certificate.
NAMED = ["-addext", f"subjectAltName=IP:{HOST}"]

PROXY = """
daemon off;
pid "{folder}/nginx.pid";
error_log "{folder}/error.log";
worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path "{folder}/body"; proxy_temp_path "{folder}/proxy"; fastcgi_temp_path "{folder}/fastcgi";
  uwsgi_temp_path "{folder}/uwsgi"; scgi_temp_path "{folder}/scgi";
  server {{
    listen {host}:{port} ssl;
    ssl_certificate "{folder}/server.pem"; ssl_certificate_key "{folder}/server.key";
    ssl_client_certificate "{folder}/ca.pem"; ssl_verify_client optional;
    location / {{
      proxy_pass http://{host}:{behind};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Client-Subject $ssl_client_s_dn;
      proxy_set_header X-Client-Verify $ssl_client_verify;
    }}
  }}
}}
"""


@contextmanager
def sign_on_provider(*people: dict[str, str]) -> Iterator[str]:
    """An OpenID Connect provider that knows these people by their claims; yields its address."""
    port = free_port()
    known = [part for person in people for part in ("--user-claims", json.dumps(person))]
    with _running([sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *known], port):
        yield f"http://{HOST}:{port}"


@contextmanager
def proxy(folder: Path, behind: int) -> Iterator[int]:
    """nginx with TLS in front of the program on that port, asking for the folder's certificates; yields its port."""
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(PROXY.format(folder=folder, host=HOST, port=port, behind=behind))
    with _running([NGINX, "-p", str(folder), "-c", str(file)], port):
        yield port


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + STEP_SECONDS
        while time.monotonic() < end and process.poll() is None:
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        else:
            raise RuntimeError(f"{command[0]} did not listen on port {port}.")
        yield
    finally:
        stop(process)


def authority(folder: Path, *people: str) -> None:
    """A certificate authority in a folder, with a certificate for the server and one for each subject of a person.

    The files of the first person are `0.pem` and `0.key`, and so on.
    """
    _openssl(folder, "req", "-x509", "-subj", "/O=Test/CN=Authority", "-keyout", "ca.key", "-out", "ca.pem")
    _openssl(folder, "req", "-x509", "-subj", f"/CN={HOST}", *NAMED, "-keyout", "server.key", "-out", "server.pem")
    for number, subject in enumerate(people):
        name = str(number)
        _openssl(folder, "req", "-subj", subject, "-keyout", f"{name}.key", "-out", f"{name}.csr")
        given = ["-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", f"{name}.pem"]
        subprocess.run(["openssl", "x509", "-req", "-days", "2", *given], cwd=folder, check=True, capture_output=True)


def _openssl(folder: Path, *arguments: str) -> None:
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2"]
    if "-x509" not in arguments:
        made = made[:-2]
    subprocess.run(["openssl", *arguments, *made], cwd=folder, check=True, capture_output=True)
