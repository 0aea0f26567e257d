"""Limits of size: no long file, no long function, no import inside a function."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MOST_FILES = 16
# Django looks for both in one folder only.
FLAT = ("missions/management/commands", "missions/migrations")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    """Every Python file of the project except migrations."""
    found = [path for folder in ("csis", "missions", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    return [ROOT / "manage.py", *(path for path in found if "migrations" not in path.parts)]


def long_functions(tree: ast.Module) -> list[str]:
    """The functions that are too long, without their decorators."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
    return [f"{node.name}: {size}" for node in nodes if (size := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION]


def local_imports(tree: ast.Module) -> list[str]:
    """The functions that import something when called."""
    functions = (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
    return [
        function.name
        for function in functions
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short_and_imports_are_at_the_top(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= LONGEST_FILE
    assert long_functions(tree) == []
    assert local_imports(tree) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.[hj]*")), ids=lambda path: path.name)
def test_templates_are_short_too(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def crowded_folders(paths: list[Path], most: int = MOST_FILES) -> list[str]:
    """The folders, relative to the project, that contain more than `most` Python files."""
    held = Counter(str(path.parent.relative_to(ROOT)) for path in paths)
    return sorted(folder for folder, files in held.items() if files > most and folder not in FLAT)


def test_no_folder_is_crowded():
    assert crowded_folders(sources()) == []


def test_the_checks_find_violations():
    lines = "\n".join(["    pass"] * LONGEST_FUNCTION)
    tree = ast.parse(f"def long():\n{lines}\n\nasync def hidden():\n    import os\n")
    assert long_functions(tree) == ["long: 51"]
    assert local_imports(tree) == ["hidden"]
    assert crowded_folders([ROOT / "csis" / "a.py", ROOT / "csis" / "b.py"], most=1) == ["csis"]
