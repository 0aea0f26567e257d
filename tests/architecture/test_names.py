"""One word, one thing: no public class shares its name with a class of another module."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Django looks for these names.
REQUIRED = {"Command", "Meta", "Migration"}


def public_classes(tree: ast.Module) -> set[str]:
    """The public classes that a module defines, nested ones too."""
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return {name for name in names if not name.startswith("_")} - REQUIRED


def shared_names(modules: Iterable[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """The class names that stand in more than one module, with these modules."""
    found = defaultdict(list)
    for module, tree in modules:
        for name in public_classes(tree):
            found[name].append(module)
    return {name: sorted(places) for name, places in found.items() if len(places) > 1}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the program."""
    for folder in ("csis", "missions"):
        for path in (ROOT / folder).rglob("*.py"):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_modules_define_a_class_of_the_same_name():
    assert shared_names(modules()) == {}


def test_the_check_finds_shared_names():
    first = ast.parse("class Row:\n    class Meta: pass\n    class Cell: pass\nclass _Part: pass\n")
    second = ast.parse("class Cell: pass\nclass Command: pass\nclass _Part: pass\n")
    third = ast.parse("class Command: pass\nclass Column: pass\n")
    assert shared_names([("first", first), ("second", second), ("third", third)]) == {"Cell": ["first", "second"]}
