"""The data folder of a local installation: the embedded database, the generated key and other small state."""

import os
import secrets
import shutil
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent


class Unusable(Exception):
    """Something outside the program keeps it from running; the text is one line for the person who started it."""


def names_database() -> bool:
    """Returns whether the environment names a database server, itself or by a file."""
    return any(os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_URL_FILE"))


def path(*parts: str) -> Path:
    """Returns a place in the data folder (CSIS_DATA_DIR, else `.data` beside the program), created or not."""
    return Path(os.environ.get("CSIS_DATA_DIR") or ROOT / ".data").resolve().joinpath(*parts)


def folder(*parts: str) -> Path:
    """Returns the data folder, or a folder in it, created. Raises Unusable if it cannot be written."""
    made = path(*parts)
    try:
        made.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"Cannot write the data folder {made}: {error.strerror}. Set CSIS_DATA_DIR.") from error
    if not os.access(made, os.W_OK | os.X_OK):
        raise Unusable(f"Cannot write the data folder {made}: permission denied. Set CSIS_DATA_DIR.")
    return made


def reserve() -> int:
    """Returns the bytes that are always left free on a disk: DISK_RESERVE_MB."""
    env = Env()
    return env.int("DISK_RESERVE_MB", 50) * 1_000_000


def demand_room(more: int) -> None:
    """Raises Unusable if the data folder's disk lacks room for that many bytes in addition to the reserve."""
    free, least = shutil.disk_usage(folder()).free, reserve() + more
    if free < least:
        free, least = free // 1_000_000, least // 1_000_000
        raise Unusable(f"The disk of {path()} is full: {free} MB are free, {least} MB are needed.")


def secret_key() -> str:
    """Returns the key of this local installation, generated at first use and readable only by its user."""
    key = folder() / "secret-key"
    if not key.exists():
        draft = key.with_name(f"secret-key.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
        # A link, unlike a rename, cannot replace the key of a process that started at the same moment.
        try:
            os.link(draft, key)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return key.read_text()
