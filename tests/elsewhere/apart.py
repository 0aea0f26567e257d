"""The project as another user has it: a copy in a folder with spaces in its name, run by a user who is not root.

If only root may read Python or its packages, that user gets a copy of them too.
"""

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
from tests.unit.catalog.published import FOLDER

USER = "csis-tests"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", ".static", "__pycache__", ".*_cache")
# Of packages, the browsers' own programs; of Python, its own tests and what is installed beside this environment.
NOT_OF_PACKAGES = shutil.ignore_patterns("driver")
NOT_OF_PYTHON = shutil.ignore_patterns("test", "site-packages")
# Programs of packages that tests call; none is written in Python.
PROGRAMS = ("squawk",)
# As in `make test`: the suite starts hundreds of processes, and in a new copy nothing is compiled.
COMPILE = ["-m", "compileall", "-q", "-j", "0", "csis", "missions", "tests"]


def apart(command: list[str]) -> int:
    """Run a command of Python there; returns its exit code. Under root, makes the user if it is missing."""
    folder = Path(tempfile.mkdtemp(prefix="csis apart "))
    try:
        copy = folder / "the program"
        shutil.copytree(data.ROOT, copy, ignore=LEFT_OUT, symlinks=True)
        own = {"HOME": str(folder), "CSIS_DATA_DIR": str(folder / "its data"), "TMPDIR": str(folder / "for a while")}
        Path(own["TMPDIR"]).mkdir()
        own["CSIS_CATALOG_DATA"] = str(FOLDER.parent)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "CSIS_"))}
        who = _somebody(folder)
        program = sys.executable
        if who:
            program, packages = _python(folder)
            own["LD_LIBRARY_PATH"] = str(folder / "python" / "lib")
            program = _environment(folder / "environment", program, packages, **who)
        there = {"cwd": copy, "env": environment | own, **who}
        subprocess.run([program, *COMPILE], check=True, **there)
        return subprocess.run([program, *command], check=False, **there).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, program: str, packages: Path, **who: object) -> str:
    """An environment of that Python with these packages, which needs no variable to be found; returns its Python."""
    subprocess.run([program, "-m", "venv", "--without-pip", folder], check=True, **who)
    (site,) = folder.glob("lib/*/site-packages")
    (site / "packages.pth").write_text(f"{packages}\n", encoding="utf-8")
    for name in PROGRAMS:
        shutil.copy(Path(sys.executable).parent / name, folder / "bin")
    return str(folder / "bin" / "python")


def _python(folder: Path) -> tuple[str, Path]:
    """A Python of this version that others may run, this one, the system's or a copy; and where its packages are."""
    packages = Path(sysconfig.get_path("purelib"))
    if not _for_others(packages):
        packages = shutil.copytree(packages, folder / "packages", ignore=NOT_OF_PACKAGES, symlinks=True)
    for program in (Path(sys.executable).resolve(), Path("/usr/bin") / f"python3.{sys.version_info.minor}"):
        if _for_others(program):
            return str(program), packages
    return str(_copied(folder / "python")), packages


def _copied(folder: Path) -> Path:
    """This Python in a new folder: its program finds the rest of Python beside it by itself."""
    here, there = (Path(prefix) / "lib" for prefix in (sys.base_prefix, folder))
    library = f"python3.{sys.version_info.minor}"
    shutil.copytree(here / library, there / library, ignore=NOT_OF_PYTHON, symlinks=True)
    for shared in here.glob("libpython*"):
        shutil.copy(shared, there)
    program = folder / "bin" / library
    program.parent.mkdir()
    return shutil.copy(Path(sys.executable).resolve(), program)


def _for_others(path: Path) -> bool:
    """Whether everybody may read it and enter its folders."""
    return path.exists() and all(one.stat().st_mode & stat.S_IXOTH for one in (path, *path.parents))


def _somebody(folder: Path) -> dict[str, object]:
    """The user for `subprocess`; from then on, the whole folder belongs to that user."""
    if os.geteuid():
        return {}
    made = ["useradd", "--system", "--shell", "/usr/sbin/nologin", USER]
    if shutil.which("useradd"):
        subprocess.run(made, check=False, stderr=subprocess.DEVNULL)
    try:
        found = pwd.getpwnam(USER)
    except KeyError as error:
        raise Missing(f"There is no user {USER}, and none could be made.") from error
    for path in (folder, *folder.rglob("*")):
        os.lchown(path, found.pw_uid, found.pw_gid)
    return {"user": USER, "extra_groups": []}
