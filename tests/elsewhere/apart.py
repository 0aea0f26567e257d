"""The project as somebody else has it: a copy in a folder with spaces in its name, run by a user who is not root."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from csis import data

USER = "csis-tests"
KEPT = ("PATH", "LANG", "CI", "CSIS_CATALOG_DATA", "PYTHONDONTWRITEBYTECODE")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", ".static", "__pycache__", ".*_cache")


def apart(command: list[str]) -> int:
    """Run a command of Python there; returns what it returns. Under root a user is made for it, where it is missing."""
    folder = Path(tempfile.mkdtemp(prefix="csis apart "))
    try:
        copy = folder / "the program"
        shutil.copytree(data.ROOT, copy, ignore=LEFT_OUT, symlinks=True)
        own = {"HOME": str(folder), "CSIS_DATA_DIR": str(folder / "its data"), "TMPDIR": str(folder / "for a while")}
        Path(own["TMPDIR"]).mkdir()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CSIS_"))}
        who = _somebody(folder)
        return subprocess.run(
            [sys.executable, *command], cwd=copy, env=environment | own, check=False, **who
        ).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> dict[str, object]:
    """Who runs it, as `subprocess` takes it; all of the folder is theirs from then on."""
    if os.geteuid():
        return {}
    made = ["useradd", "--system", "--shell", "/usr/sbin/nologin", USER]
    subprocess.run(made, check=False, stderr=subprocess.DEVNULL)
    found = pwd.getpwnam(USER)
    for path in (folder, *folder.rglob("*")):
        os.lchown(path, found.pw_uid, found.pw_gid)
    return {"user": USER, "extra_groups": []}
