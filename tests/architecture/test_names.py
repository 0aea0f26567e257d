"""One word, one thing: no public class or type shares its name with one of another module."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Django looks for these names.
REQUIRED = {"Command", "Meta", "Migration"}


def public_types(tree: ast.Module) -> set[str]:
    """The public classes that a module defines, nested ones too, and the types that it assigns to a name."""
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return {name for name in classes | assigned_types(tree) if not name.startswith("_")} - REQUIRED


def assigned_types(tree: ast.Module) -> set[str]:
    """The names such as `Amount` to which a module assigns a type; variables of types have no meaning of their own."""
    assigned = [node for node in tree.body if isinstance(node, ast.Assign) and "TypeVar" not in ast.unparse(node.value)]
    names = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in names if re.match("[A-Z][a-z]", name)}


def shared_names(modules: Iterable[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """The names of types that stand in more than one module, with these modules."""
    found = defaultdict(list)
    for module, tree in modules:
        for name in public_types(tree):
            found[name].append(module)
    return {name: sorted(places) for name, places in found.items() if len(places) > 1}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the program."""
    for folder in ("csis", "missions"):
        for path in (ROOT / folder).rglob("*.py"):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_modules_define_a_type_of_the_same_name():
    assert shared_names(modules()) == {}


def test_the_check_finds_shared_names():
    first = ast.parse("class Row:\n    class Meta: pass\n    class Cell: pass\nclass _Part: pass\n")
    second = ast.parse("class Cell: pass\nclass Command: pass\nclass _Part: pass\n")
    third = ast.parse("class Command: pass\nT = TypeVar('T')\nRow = tuple[int, str]\nNAME = ''\n")
    fourth = ast.parse("T = TypeVar('T')\nNAME = ''\n")
    trees = {"first": first, "second": second, "third": third, "fourth": fourth}
    assert shared_names(trees.items()) == {"Cell": ["first", "second"], "Row": ["first", "third"]}
