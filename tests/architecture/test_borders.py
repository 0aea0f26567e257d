"""Subjects keep their borders for tables, too: `missions.models` offers them all, so the import linter sees none."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from missions import models

CONTRACTS = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
BETWEEN_SUBJECTS = [contract for contract in CONTRACTS if contract.get("allow_indirect_imports")]
# Tables of another subject, by the module that uses them; each line says why.
USED = {
    # Reminders are about reviews, and a proposal's page is about its review too.
    "missions.actions.people.notices": {"reviews"},
    # Seats belong to people who hold a role.
    "missions.actions.reviews.reviews": {"people"},
    "missions.queries.reviews.people": {"people"},
    "missions.views.reviews.cycles": {"people"},
    "missions.views.reviews.review": {"people"},
    "missions.views.reviews.reviews": {"people"},
    # The audit log links each entry to the page of what it is about.
    "missions.queries.people.entries": {"catalog", "record", "reviews"},
    # Notices tell what happened in reviews.
    "missions.queries.people.notice_texts.reviews": {"reviews"},
    # A verification reads everything.
    "missions.queries.people.verification.catalog_readings": {"catalog"},
    "missions.queries.people.verification.evidence_files": {"catalog", "record"},
    "missions.queries.people.verification.replay.people": {"record"},
    # A new reading of a catalog can change what an area's pages show.
    "missions.queries.record.changed": {"catalog"},
    # A cited figure can be added to a draft at once.
    "missions.views.record.citing": {"reviews"},
}


def test_a_table_of_another_subject_is_used_only_by_modules_named_here() -> None:
    found: dict[str, set[str]] = {}
    for module, table in used():
        if any(crosses(contract, module, table) for contract in BETWEEN_SUBJECTS):
            found.setdefault(module, set()).add(table.split(".")[2])
    assert found == USED


def used() -> Iterator[tuple[str, str]]:
    """Each module of the program with the module of a table that it imports from `missions.models`."""
    for path in sorted(Path("missions").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "missions.models":
                for name in node.names:
                    table = getattr(models, name.name)
                    yield ".".join(path.with_suffix("").parts), getattr(table, "__module__", None) or table.__name__


def crosses(contract: dict, module: str, table: str) -> bool:
    """Whether a contract between subjects forbids the module to know the module of the table."""
    ignored = [line.split(" -> ") for line in contract.get("ignore_imports", ())]
    return (
        within(module, contract["source_modules"])
        and within(table, contract["forbidden_modules"])
        and not any(matches(module, importer) and matches(table, imported) for importer, imported in ignored)
    )


def within(module: str, packages: list[str]) -> bool:
    return any(re.match(f"{_pattern(package)}(\\.|$)", module) for package in packages)


def matches(module: str, named: str) -> bool:
    return re.fullmatch(_pattern(named), module) is not None


def _pattern(named: str) -> str:
    return re.escape(named).replace(r"\*", "[^.]+")
