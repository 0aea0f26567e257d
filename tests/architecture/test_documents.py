"""The documents match the project, and nothing in it depends on the machine where it was made."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
# The documents that say where things are; the first one also has a row for each layer.
ARCHITECTURE, *BESIDE = ((ROOT / "docs" / f"{name}.md").read_text() for name in ("architecture", "adding", "guards"))
READ = re.compile(r"""(?:env(?:ironment)?\.\w+|environ\.(?:get|setdefault)|environ|getenv)[\[(]\s*"([A-Z_]+)\"""")
# Set by the program for its own processes, or by every system.
OWN = {"CSIS_EMBEDDED", "HOME", "TMPDIR", "PATH", "DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}
CODE = re.compile(r"`([^`\n]+)`")
HOMES = ("", "missions/", "missions/*/", "missions/migrations/", "csis/", "templates/")
MACHINES = [
    r"(?<![\w.])/(?:root|work|mnt|Users)/\w",
    r"(?<![\w.])/home/\w",
    r"https?://[\w.-]*(?:pypi|artifactory|nexus|devpi|registry)[\w.-]*",
    r"--(?:extra-)?index-url[ =]\S*://",
]


def settings_read() -> set[str]:
    """The environment settings that the program reads."""
    return {name for file in sorted((ROOT / "csis").rglob("*.py")) for name in READ.findall(file.read_text())} - OWN


def settings_listed() -> set[str]:
    """The names in the first column of README's table of settings."""
    table = README.partition("## Settings")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in CODE.findall(row)}


def test_readme_lists_every_setting_and_no_other() -> None:
    assert "DATABASE_URL" in settings_read()
    assert settings_read() == settings_listed()


def named_files() -> list[str]:
    """What looks like a file or folder in these documents, with the folder that its row is about."""
    found = []
    for line in "\n".join((ARCHITECTURE, *BESIDE)).splitlines():
        spans = CODE.findall(line)
        row = spans[0] if line.startswith("| `") and spans[0].endswith("/") else ""
        for span in spans:
            path = span.partition(":")[0]
            if re.fullmatch(r"[\w./-]+(?:\.(?:py|html|json|md)|/)", path):
                found.append(f"{row if path != row and '/' not in path else ''}{path}")
    return found


@pytest.mark.parametrize("path", sorted(set(named_files())))
def test_everything_the_architecture_names_exists(path: str) -> None:
    assert any(next(ROOT.glob(home + path), None) for home in HOMES)


def test_every_module_has_its_place_in_the_architecture() -> None:
    """A folder of code that the table does not name has no place yet."""
    folders = {f"missions/{file.parent.name}/" for file in ROOT.glob("missions/*/__init__.py")}
    unnamed = {folder for folder in folders if f"`{folder}`" not in ARCHITECTURE}
    assert unnamed <= {"missions/management/", "missions/migrations/", "missions/templatetags/"}


def test_readme_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README + "".join((ARCHITECTURE, *BESIDE)).replace("](", "](docs/"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_claim_of_security_has_its_test_or_setting() -> None:
    """Each claim names its test or its setting, or says that it is not met."""
    text = (ROOT / "docs" / "security.md").read_text()
    links = re.findall(r"\]\(([^)#]+)", text)
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
    named = {name for name in CODE.findall(text) if re.fullmatch(r"CSIS_[A-Z_]+", name)}
    assert named <= settings_listed()
    rows = [line for part in text.split("\n## ")[3:] for line in part.splitlines() if re.match(r"\| [A-Z]", line)]
    assert len(rows) > 45
    unfound = [
        name
        for row in rows
        for name in re.findall(r"`(test_\w+)`", row)
        if not any(
            f"def {name}(" in (ROOT / "docs" / link).read_text() for link in re.findall(r"\]\(([^)#]+\.py)\)", row)
        )
    ]
    assert unfound == []
    rests_on = ("](../tests/", "`CSIS_", "not met", "none is used")
    assert [row for row in rows if not any(one in row for one in rests_on)] == []


def tracked() -> list[Path]:
    """Every text file that belongs to the project."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("Only a clone knows which files are the project's.")
    return [ROOT / name for name in done.stdout.split("\0") if name and "static/vendor/" not in name]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for file in tracked():
        if file == Path(__file__).resolve() or not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", "ignore")
        found += [(str(file.relative_to(ROOT)), match[0]) for one in MACHINES for match in re.finditer(one, text)]
    assert found == []
