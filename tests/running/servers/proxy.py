"""nginx with TLS in front of web processes, with the shipped configuration."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from csis import data
from tests import memory
from tests.patience import stop, until
from tests.running.servers.sockets import free_port, listens

PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SHIPPED = data.ROOT / "scripts" / "nginx.conf"
UPSTREAMS = re.compile(r"( *)server web\S*:8000 (.*);\n")
KEY = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
NAMES = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")


@dataclass(frozen=True)
class Proxy:
    """A running proxy, and the file of its certificate."""

    https: int
    http: int
    certificate: Path
    process: subprocess.Popen


@contextmanager
def proxied(ports: list[int]) -> Iterator[Proxy]:
    """A proxy in front of the web processes on these ports, until the block ends."""
    # Paths are not quoted in the configuration, so they must have no spaces.
    folder = Path(tempfile.mkdtemp(prefix="csis-proxy-", dir=memory.place()))
    certificate, key, (https, http) = folder / "tls.crt", folder / "tls.key", (free_port(), free_port())
    subprocess.run(["openssl", *KEY, *NAMES, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    said = SHIPPED.read_text(encoding="utf-8")
    servers = "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;\n" for port in ports)
    said = UPSTREAMS.sub("", said).replace("upstream program {\n", f"upstream program {{\n{servers}", 1)
    for shipped, here in (
        ("/tmp/", f"{folder}/"),
        ("listen 8080", f"listen 127.0.0.1:{http}"),
        ("listen 8443", f"listen 127.0.0.1:{https}"),
        ("/etc/nginx/tls", str(folder)),
    ):
        said = said.replace(shipped, here)
    own = folder / "nginx.conf"
    own.write_text(said)
    # Under root it would otherwise run as a user who may not enter the folder.
    how = "daemon off;" if os.geteuid() else "daemon off; user root;"
    process = subprocess.Popen(
        [PROGRAM, "-c", own, "-p", folder, "-g", how], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: listens(https))
        yield Proxy(https, http, certificate, process)
    finally:
        stop(process)
        shutil.rmtree(folder)
