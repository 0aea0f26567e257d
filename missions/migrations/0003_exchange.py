"""Imports, staged beside the record, and briefings, kept as they were built."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._operations import AddConstraint, AddIndex, AddTrigger, CreateModel


class Migration(migrations.Migration):
    replaces = [("missions", "0007_imports"), ("missions", "0008_briefings")]

    dependencies = [
        ("missions", "0002_reviews"),
    ]

    operations = [
        CreateModel(
            name="StagedImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.TextField()),
                ("sha256", models.TextField()),
                ("how", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("planning", "Being compared with the record"),
                            ("ready", "Waiting for you"),
                            ("recorded", "Recorded"),
                        ],
                        default="planning",
                    ),
                ),
                ("against", models.BigIntegerField()),
                ("rows", models.PositiveIntegerField(default=0)),
                ("staged_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("entry", models.BigIntegerField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        CreateModel(
            name="StagedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("code", models.TextField()),
                ("cells", models.JSONField()),
                ("problems", models.JSONField()),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("waiting", "Not compared yet"),
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("same", "Same"),
                            ("wrong", "Wrong"),
                        ],
                        default="waiting",
                    ),
                ),
                ("plan", models.JSONField(null=True)),
                (
                    "staged",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="missions.stagedimport",
                    ),
                ),
            ],
        ),
        AddConstraint(
            model_name="stagedimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planning", "ready", "recorded"])), name="staged_import_state_known"
            ),
        ),
        AddIndex(
            model_name="stagedrow",
            index=models.Index(fields=["staged", "code", "line"], name="staged_row_code"),
        ),
        AddIndex(
            model_name="stagedrow",
            index=models.Index(fields=["staged", "status", "line"], name="staged_row_status"),
        ),
        AddConstraint(
            model_name="stagedrow",
            constraint=models.UniqueConstraint(fields=("staged", "line"), name="staged_row_one_per_line"),
        ),
        AddConstraint(
            model_name="stagedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "new", "changed", "same", "wrong"])),
                name="staged_row_status_known",
            ),
        ),
        CreateModel(
            name="BriefingFile",
            fields=[
                ("sha256", models.TextField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
        ),
        CreateModel(
            name="Briefing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField()),
                ("as_of", models.DateField()),
                ("marking", models.TextField()),
                ("areas", models.TextField(blank=True)),
                ("file_format", models.TextField()),
                ("content_hash", models.TextField(help_text="SHA-256 of the canonical JSON of the portfolio.")),
                ("sha256", models.TextField(help_text="SHA-256 of the file.")),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["sha256"], name="briefing_by_file")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sequence", "as_of", "marking", "areas", "file_format"), name="briefing_built_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_format__in", ["pptx", "pdf"])), name="briefing_format_known"
                    ),
                ],
            },
        ),
        AddTrigger(
            model_name="briefing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="977b034f4665867791da9afe8836e82cd1aaed01",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_6b075",
                    table="missions_briefing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="briefing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0dce0d029d4319b12763da725f509507800c8276",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_321ca",
                    table="missions_briefing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="briefing",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="a2d5e204fb95443d6498a57374e1b40e653d275b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_4b88b",
                    table="missions_briefing",
                    when="BEFORE",
                ),
            ),
        ),
    ]
