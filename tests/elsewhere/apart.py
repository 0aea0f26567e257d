"""The project as somebody else has it: a copy in a folder with spaces in its name, run by a user who is not root."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from csis import data
from tests.elsewhere.missing import Missing

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
        if who:
            # Without what the environment of Python is found by, which may belong to root alone.
            own["PYTHONPATH"] = sysconfig.get_path("purelib")
        program = _interpreter() if who else sys.executable
        return subprocess.run([program, *command], cwd=copy, env=environment | own, check=False, **who).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _interpreter() -> str:
    """A Python of this version that others may run: this one, or the system's. Raises `Missing` where there is none."""
    here = Path(sys.executable).resolve()
    system = Path("/usr/bin") / f"python3.{sys.version_info.minor}"
    packages = Path(sysconfig.get_path("purelib"))
    for program in (here, system):
        if all(_for_others(path) for path in (program, packages)):
            return str(program)
    raise Missing("No Python of this version is there that somebody other than root may run.")


def _for_others(path: Path) -> bool:
    """Whether everybody may read it and go through the folders it lies in."""
    return path.exists() and all(one.stat().st_mode & stat.S_IXOTH for one in (path, *path.parents))


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
