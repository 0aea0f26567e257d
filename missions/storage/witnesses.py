"""Places outside the program that keep the head of the chain: a file, a Git remote, a time-stamp authority.

Each raises `Untold`, in one line and without a password, if the place cannot be reached.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from missions.domain.canonical import digest

SECONDS = 60
# The file in a Git remote.
FILE_NAME = "csis-chain.txt"
LARGEST_ANSWER = 1_000_000
AUTHOR = ("-c", "user.name=csis", "-c", "user.email=csis@localhost", "-c", "commit.gpgsign=false")


class Untold(Exception):
    """A witness could not be reached; the message says why."""


def append(path: Path, line: str) -> None:
    """Add a line at the end of a file; it is on the disk when this returns."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Untold(f"The file cannot be written: {error.strerror}.") from error


def read(path: Path) -> str:
    """The text of a file."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise Untold(f"The file cannot be read: {error.strerror}.") from error


def push(remote: str, line: str) -> None:
    """Add a line to the file in a Git remote, as a commit of its own."""
    with _clone(remote) as folder:
        append(folder / FILE_NAME, line)
        _git(folder, "add", FILE_NAME)
        _git(folder, *AUTHOR, "commit", "--quiet", "--message", line)
        _git(folder, "push", "--quiet", "origin", "HEAD")


def fetch(remote: str) -> str:
    """Every line that any commit added to the file in a Git remote."""
    with _clone(remote) as folder:
        return _git(folder, "log", "--all", "--format=", "--unified=0", "--patch", "--", FILE_NAME)


@contextmanager
def _clone(remote: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="csis-witness-") as work:
        folder = Path(work) / "clone"
        _git(Path(work), "clone", "--quiet", "--", remote, str(folder))
        yield folder


def _git(folder: Path, *arguments: str) -> str:
    return _run(["git", *arguments], folder, GIT_TERMINAL_PROMPT="0", GIT_CONFIG_NOSYSTEM="1").decode(errors="replace")


def stamp(address: str, text: str) -> bytes:
    """A time-stamp authority's signed answer for a text (RFC 3161), as received."""
    query = _run(["openssl", "ts", "-query", "-digest", digest(text), "-sha256", "-cert"], Path("/"))
    if urlsplit(address).scheme not in ("http", "https"):
        raise Untold("The address of the time-stamp authority is not one of http or https.")
    asked = Request(address, query, {"Content-Type": "application/timestamp-query"})  # noqa: S310  checked above
    try:
        with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
            receipt = answer.read(LARGEST_ANSWER)
    except (URLError, OSError, ValueError) as error:
        raise Untold(f"The time-stamp authority cannot be reached: {getattr(error, 'reason', error)}.") from error
    with _kept(receipt) as path:
        said = _run(["openssl", "ts", "-reply", "-in", str(path), "-text"], Path("/")).decode(errors="replace")
    if "Status: Granted" not in said:
        raise Untold("The time-stamp authority did not grant a time stamp.")
    return receipt


def is_stamped(receipt: bytes, text: str, authority: Path) -> bool:
    """Whether the answer is a time stamp of that text, signed under the certificates in the file."""
    with _kept(receipt) as path:
        command = ["openssl", "ts", "-verify", "-digest", digest(text), "-in", str(path), "-CAfile", str(authority)]
        try:
            _run(command, Path("/"))
        except Untold:
            return False
    return True


@contextmanager
def _kept(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="csis-witness-") as work:
        path = Path(work) / "receipt"
        path.write_bytes(content)
        yield path


def _run(command: list[str], folder: Path, **environment: str) -> bytes:
    if shutil.which(command[0]) is None:
        raise Untold(f"{command[0]} is not installed.")
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Untold(f"{command[0]} did not answer within {SECONDS} seconds.") from error
    if done.returncode != 0:
        raise Untold(f"{command[0]} failed: {_last_line(done.stderr)}")
    return done.stdout


def _last_line(said: bytes) -> str:
    lines = [line for line in said.decode(errors="replace").strip().splitlines() if line.strip()]
    # Git prints the remote's address, which may hold a password.
    return next((line for line in reversed(lines) if "@" not in line), "no reason was given.")
