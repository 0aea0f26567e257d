"""A file encrypted for the holder of a key, by `age` or `gpg`, depending on the recipient."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from missions.storage.files import CHUNK

SEAL = {
    "age": ("age", "--encrypt", "--recipient"),
    "gpg": ("gpg", "--batch", "--quiet", "--trust-model", "always", "--encrypt", "--recipient"),
}
OPEN = {"age": ("age", "--decrypt"), "gpg": ("gpg", "--batch", "--quiet", "--decrypt")}
# The prefixes of the public keys that `age` accepts.
OF_AGE = ("age1", "ssh-")


class SealFailed(Exception):
    """The program is missing, or does not have the key; the message is its last line."""


def ending(recipient: str) -> str:
    """The ending of a file for that recipient: .age or .gpg, or nothing without a recipient."""
    if not recipient:
        return ""
    return ".age" if recipient.startswith(OF_AGE) else ".gpg"


@contextmanager
def sealing(path: Path, recipient: str) -> Iterator[BinaryIO]:
    """A new file to write, encrypted for the recipient, or in plain without one. Raises `SealFailed`."""
    with path.open("xb") as file:
        path.chmod(0o600)
        if not recipient:
            yield file
            return
        command = [*SEAL[ending(recipient)[1:]], recipient]
        with _program(command, stdin=subprocess.PIPE, stdout=file) as process:
            yield process.stdin


@contextmanager
def opening(path: Path, identity: str = "") -> Iterator[BinaryIO]:
    """The file to read, decrypted as its ending says; `identity` is the file of an `age` key. Raises `SealFailed`."""
    with path.open("rb") as file:
        command = OPEN.get(path.suffix[1:])
        if command is None:
            yield file
            return
        own = ["--identity", identity] if identity else []
        with _program([*command, *own], stdin=file, stdout=subprocess.PIPE) as process:
            yield process.stdout


@contextmanager
def _program(command: list[str], **streams: BinaryIO | int) -> Iterator[subprocess.Popen]:
    if shutil.which(command[0]) is None:
        raise SealFailed(f"{command[0]} is not installed.")
    with subprocess.Popen(command, stderr=subprocess.PIPE, **streams) as process:
        try:
            yield process
        except Exception as error:
            refusal = _ended(process)
            if refusal:
                # The program's own error explains more than the failed write or read.
                raise SealFailed(refusal) from error
            raise
        refusal = _ended(process)
    if refusal:
        raise SealFailed(refusal)


def _ended(process: subprocess.Popen) -> str:
    """Wait for the program; returns its last line if it failed, or nothing."""
    with suppress(BrokenPipeError):
        if process.stdin is not None:
            process.stdin.close()
    while process.stdout is not None and process.stdout.read(CHUNK):
        pass
    said = process.stderr.read().decode(errors="replace").strip().splitlines()
    return (said or [f"{process.args[0]} failed."])[-1] if process.wait() else ""
