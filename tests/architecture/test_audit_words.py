"""The words of the audit chain: an action that code looks for is written by some action, under the same name."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from missions.domain.audit import AuditAction, TargetKind

CODE = Path(__file__).parents[2] / "missions"
WORDS = CODE / "domain" / "audit.py"
# What looks for an action elsewhere than in a query.
READS = {("actions/people/accounts.py", "REACTIVATE_ACCOUNT")}
# An action compared in SQL or in a filter must come from the enumeration.
BY_HAND = re.compile(r"\baction (=|<>|IN|LIKE)\s*\(?'[a-z]|'(?:" + "|".join(TargetKind) + r"):'")


@cache
def named() -> dict[AuditAction, set[str]]:
    """The files that name each action."""
    found = defaultdict(set)
    for path, node in nodes():
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "AuditAction":
            found[AuditAction[node.attr]].add(path.relative_to(CODE).as_posix())
    return found


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    """Everything in the code but the migrations, which keep what they did, and the words themselves."""
    found = []
    for path in sorted(CODE.rglob("*.py")):
        if path != WORDS and "migrations" not in path.parts:
            found += [(path, node) for node in ast.walk(ast.parse(path.read_text()))]
    return found


@pytest.mark.parametrize("action", AuditAction, ids=lambda action: action.name.lower())
def test_an_action_that_code_looks_for_is_one_that_code_writes(action):
    files = named()[action]

    assert [file for file in files if file.startswith(("actions/", "web/"))]
    assert [file for file in files if file.startswith("queries/")] or (files, action.name) in READS


def test_no_action_or_target_of_the_chain_that_code_looks_for_is_written_by_hand():
    # "remind" is also the name of a form.
    spelled = set(AuditAction) - {AuditAction.REMIND} | {"account:", "verification:"}
    texts = [(path, node) for path, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    found = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path, node in texts
        if node.value in spelled or BY_HAND.search(node.value)
    ]

    assert found == []


def test_a_filter_of_entries_names_the_action_that_it_looks_for():
    keys = ("action", "action__in")
    filters = [
        (path, node)
        for path, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "filter"
    ]
    found = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path, node in filters
        for one in node.keywords
        if one.arg in keys and any(isinstance(part, ast.Constant) for part in ast.walk(one.value))
    ]

    assert found == []
