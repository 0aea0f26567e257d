"""`make run`: the whole program on one machine, as a demonstration, with the production server."""

import argparse
import hashlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from csis import data, embedded, serve, watch
from csis.data import Unusable

HOST = "127.0.0.1"
ACCOUNTS = (
    ("viewer", "reads the summary and everything of record"),
    ("analyst, analyst2", "browse, assess functions, draft proposals"),
    ("reviewer, reviewer2, reviewer3", "vote on proposals"),
    ("authority, authority2", "decide once the votes are in"),
    ("steward", "runs the cycle of reviews"),
    ("auditor", "reads everything and verifies the chain"),
    ("admin", "accounts and roles only"),
)


def main() -> None:
    arguments = options()
    port = port_number()
    if not arguments.prepare_only:
        check_port(port)
    data.folder()
    os.environ["CSIS_DEMONSTRATION"] = "true"
    os.environ.setdefault("LOG_FORMAT", "console")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    if not data.names_database():
        embedded.start()
        if arguments.reset:
            embedded.recreate()
    elif arguments.reset:
        raise Unusable("Only the embedded database can be reset from here: unset DATABASE_URL.")
    manage("prepare", "--kind", "demonstration", *(["--no-sample"] if arguments.no_sample else []), as_owner=True)
    if arguments.prepare_only:
        return
    collect_static()
    announce(port)
    watch.beside()
    # This process has threads by now. In a copy of it, a lock that one of them held would be held forever.
    multiprocessing.set_start_method("spawn")
    server = serve.server(HOST, port)
    # A closed terminal ends the program like Ctrl-C; the server by itself would read its signal as "reload".
    server.on_startup(lambda: signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM)))
    server.serve(target_loader=serve.load)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m csis.run", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="drop the database and create it again")
    parser.add_argument("--no-sample", action="store_true", help="official facts only, without the sample")
    parser.add_argument("--prepare-only", action="store_true", help="stop once the database is ready")
    return parser.parse_args()


def port_number() -> int:
    """Returns PORT, 8000 by default; raises Unusable if it is no port."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Unusable(f"PORT={text} is not a port number.")
    return int(text)


def check_port(port: int) -> None:
    """Raises Unusable if something already listens there, or the port may not be used."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Unusable(f"Port {port} cannot be used ({error.strerror}). Try: make run PORT={port + 1}") from error


def manage(*command: str, as_owner: bool = False) -> None:
    """Runs one of Django's commands in a process of its own; raises Unusable if it fails, after its output."""
    environment = {**os.environ, **({"CSIS_CONNECT_AS": "owner"} if as_owner else {})}
    done = subprocess.run([sys.executable, data.ROOT / "manage.py", *command], env=environment, check=False)
    if done.returncode != 0:
        raise Unusable(f"`manage.py {command[0]}` failed; see above.")


def collect_static() -> None:
    """Gathers and compresses the static files, if they changed since the last time."""
    # Kept with the files it describes: with another data folder, nothing has to be compressed again.
    mark = Path(os.environ.get("CSIS_STATIC_ROOT") or data.ROOT / ".static") / "fingerprint"
    fingerprint = static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    print("Collecting static files…", flush=True)
    manage("collectstatic", "--no-input", "--verbosity=0")
    mark.write_text(fingerprint)


def static_fingerprint() -> str:
    """Returns a digest of what static files are made from: our own by size and time, the packages' by the lock."""
    digest = hashlib.sha256((data.ROOT / "requirements.txt").read_bytes())
    for path in sorted(Path(data.ROOT / "static").rglob("*")):
        if path.is_file():
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def announce(port: int) -> None:
    """Prints the address and the accounts once the server answers."""
    threading.Thread(target=_announce, args=(port,), daemon=True).start()


def _announce(port: int) -> None:
    # Not through a proxy that the environment may name: this is our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            opener.open(f"http://{HOST}:{port}/healthz", timeout=5).close()
            break
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    width = max(len(names) for names, _ in ACCOUNTS)
    print(f"\nReady at http://{HOST}:{port}\n\nSign in with the password csis-demo as")
    for names, what in ACCOUNTS:
        print(f"  {names:<{width}}  {what}")
    print("\nCtrl-C stops it.", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Unusable as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
