"""New migrations hold no lock that blocks readers of a large table, and remove nothing that an older program reads."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db

# Migrations up to this one are already applied in every existing database.
USED = "0040_accounts"
LINTER = Path(sys.executable).parent / "squawk"
# Rules about how a statement is written, not what it does to others; Django writes them.
OF_STYLE = (
    "prefer-robust-stmts",
    "prefer-text-field",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "require-lock-timeout",
    "require-statement-timeout",
    "ban-char-field",
)
# A growing vocabulary: the old constraint is replaced by one with the same name in the same transaction.
MADE_WIDER = re.compile(r'DROP CONSTRAINT "(\w+)";(?=[^;]+ADD CONSTRAINT "\1" )', re.DOTALL)
LOADER = MigrationLoader(None)
NEW = sorted(name for app, name in LOADER.graph.nodes if app == "missions" and name > USED)


def statements(migration: Migration) -> str:
    """The statements of the migration."""
    state = LOADER.project_state((migration.app_label, migration.name), at_end=False)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return "\n".join(editor.collected_sql)


def dangers(sql: str) -> list[str]:
    command = [LINTER, "--reporter=json", "--assume-in-transaction", "--exclude", ",".join(OF_STYLE)]
    sql = MADE_WIDER.sub(r"\n-- squawk-ignore ban-drop-constraint\n\g<0>", sql)
    done = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return [f"{found['rule_name']}: {found['message']}" for found in json.loads(done.stdout)]


@pytest.mark.parametrize("name", NEW)
def test_no_new_migration_blocks_readers_or_an_older_program(name: str) -> None:
    assert dangers(statements(LOADER.graph.nodes["missions", name])) == []


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("ALTER TABLE missions_evidence DROP COLUMN note;", "ban-drop-column"),
        ("ALTER TABLE missions_evidence RENAME COLUMN note TO remark;", "renaming-column"),
        ("ALTER TABLE missions_evidence ADD COLUMN weight integer NOT NULL;", "adding-required-field"),
        ('ALTER TABLE missions_evidence DROP CONSTRAINT "known";', "ban-drop-constraint"),
        ("ALTER TABLE missions_evidence ALTER COLUMN size TYPE text;", "changing-column-type"),
        ("CREATE INDEX slow ON missions_evidence (title);", "require-concurrent-index-creation"),
    ],
)
def test_the_linter_finds_violations(sql: str, rule: str) -> None:
    assert any(said.startswith(rule) for said in dangers(sql))
