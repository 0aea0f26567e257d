"""Other programs: those that open our files, and those that a deployment needs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import SECONDS

PACKAGES = {
    "soffice": "libreoffice-impress and libreoffice-calc",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "age": "age",
    "curl": "curl",
    "git": "git",
    "gpg": "gnupg",
    "nginx": "nginx-light",
    "openssl": "openssl",
    "pgbouncer": "pgbouncer",
}
# Debian installs servers outside the search path of ordinary users.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip the test if one of the programs is missing; under CI, it runs and fails without it."""
    missing = [PACKAGES[program] for program in programs if shutil.which(program, path=PATH) is None]
    under_ci = os.environ.get("CI", "").lower() in {"true", "1"}
    return pytest.mark.skipif(bool(missing) and not under_ci, reason=f"not installed: {', '.join(missing)}")


def printed(*command: object) -> str:
    """The output of a program; raises CalledProcessError if it ends with an error."""
    done = subprocess.run([str(word) for word in command], capture_output=True, check=True, timeout=SECONDS)
    return done.stdout.decode("utf-8", "replace")


def as_pdf(folder: Path, *files: Path) -> list[Path]:
    """The files as LibreOffice prints them."""
    return converted(folder, "pdf", *files)


def converted(folder: Path, ending: str, *files: Path) -> list[Path]:
    """The files as LibreOffice saves them with that ending, in a profile of their own."""
    printed(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        folder / "printed",
        *files,
    )
    return [folder / "printed" / f"{file.stem}.{ending}" for file in files]
