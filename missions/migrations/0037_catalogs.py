"""Snapshots of satellite catalogs, their files, and what each reading of them found."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0033_revision_posture"),
    ]

    operations = [
        *functions("0037_catalogs", "catalogs"),
        migrations.CreateModel(
            name="CatalogReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rules_sequence", models.BigIntegerField()),
                ("reader", models.TextField()),
                ("rows", models.PositiveIntegerField()),
                ("problems", models.PositiveIntegerField()),
                ("counts", models.JSONField()),
                ("digest", models.TextField()),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CatalogRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("identifier", models.TextField()),
                ("name", models.TextField()),
                ("program", models.TextField(null=True)),
                ("launch", models.TextField(null=True)),
                ("launched_first", models.DateField()),
                ("launched_last", models.DateField()),
                ("ended_first", models.DateField(null=True)),
                ("ended_last", models.DateField(null=True)),
                ("category", models.TextField()),
                ("area", models.TextField(null=True)),
                ("commercial", models.BooleanField()),
                ("owner_code", models.TextField(null=True)),
                ("owner_basis", models.TextField()),
                ("operator", models.TextField(null=True)),
                ("state", models.TextField(null=True)),
                (
                    "mass",
                    models.DecimalField(decimal_places=3, help_text="In kg, at launch.", max_digits=12, null=True),
                ),
                ("geo", models.BooleanField(null=True)),
                (
                    "reading",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.catalogreading",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CatalogSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                ("publisher", models.TextField(choices=[("gcat", "GCAT"), ("ucs", "UCS")])),
                ("dated_on", models.DateField(help_text="The day of the data itself.")),
                ("license", models.TextField()),
                ("credit", models.TextField(help_text="Shown wherever its numbers are.")),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="catalogreading",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="missions.catalogsnapshot"
            ),
        ),
        migrations.CreateModel(
            name="CatalogFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.TextField(help_text="Which part of the catalog it is.")),
                ("file_name", models.TextField()),
                ("size", models.BigIntegerField(help_text="In bytes.")),
                ("sha256", models.TextField(db_index=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="missions.catalogsnapshot"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StagedCatalog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("reading", "Waiting to be read"),
                            ("choosing", "Waiting for you to choose a sheet"),
                            ("refused", "Could not be used"),
                            ("planning", "Being compared with the record"),
                            ("ready", "Waiting for you"),
                            ("recorded", "Recorded"),
                        ],
                        default="reading",
                    ),
                ),
                ("problem", models.TextField(blank=True)),
                ("lines", models.PositiveIntegerField(default=0)),
                ("of_lines", models.PositiveIntegerField(default=0)),
                ("rules_sequence", models.BigIntegerField(null=True)),
                ("found", models.JSONField(default=dict)),
                ("content", models.BinaryField(default=bytes)),
                ("digest", models.TextField(blank=True)),
                ("told_at", models.DateTimeField(help_text="When its reader last said how far it is.", null=True)),
                ("staged_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.catalogreading",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.catalogsnapshot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StagedCatalogFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.TextField()),
                ("part", models.TextField(blank=True)),
                (
                    "staged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="missions.stagedcatalog"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StagedCatalogPiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="missions.stagedcatalogfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StagedCatalogProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("part", models.TextField()),
                ("line", models.PositiveIntegerField()),
                ("kind", models.TextField()),
                ("text", models.TextField()),
                (
                    "staged",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="missions.stagedcatalog",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CatalogProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("part", models.TextField()),
                ("line", models.PositiveIntegerField()),
                ("kind", models.TextField()),
                ("text", models.TextField()),
                (
                    "reading",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.catalogreading",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("reading", "position"), name="catalog_problem_one_per_place")
                ],
            },
        ),
        AddTrigger(
            model_name="catalogproblem",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b7a415ac5b93329a238c4c84fe0a4c75d759a8f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_554ce",
                    table="missions_catalogproblem",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogproblem",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="3ee8df6ecc36b2717434674e266e5c87d6d5622e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_73040",
                    table="missions_catalogproblem",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogproblem",
            trigger=pgtrigger.compiler.Trigger(
                name="before_reading",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_before_reading()",
                    func="RETURN NULL;",
                    hash="76c1eaffdd39274d53f6820ac980b9b8877123b2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_before_reading_6f4da",
                    referencing="REFERENCING NEW TABLE AS brought ",
                    table="missions_catalogproblem",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="catalogrow",
            constraint=models.UniqueConstraint(fields=("reading", "line"), name="catalog_row_one_per_line"),
        ),
        AddTrigger(
            model_name="catalogrow",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="576bbfa5fa141042a9453b7ec2a348e79b24b3a4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_0a902",
                    table="missions_catalogrow",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogrow",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="90e5e96a76a8cec57c2f151031332e5ea945e68d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_31e69",
                    table="missions_catalogrow",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogrow",
            trigger=pgtrigger.compiler.Trigger(
                name="before_reading",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_before_reading()",
                    func="RETURN NULL;",
                    hash="2f9ee89edf3931a6ebb7e55306b8d56ef54f27ed",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_before_reading_d4219",
                    referencing="REFERENCING NEW TABLE AS brought ",
                    table="missions_catalogrow",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="catalogsnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "^[A-Za-z0-9][A-Za-z0-9 ._-]*$")), name="catalog_snapshot_name_plain"
            ),
        ),
        AddConstraint(
            model_name="catalogsnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit", ""), _negated=True), name="catalog_snapshot_credit_given"
            ),
        ),
        AddConstraint(
            model_name="catalogsnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="catalog_snapshot_reason_given"
            ),
        ),
        AddConstraint(
            model_name="catalogsnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("publisher__in", ["gcat", "ucs"])), name="catalog_snapshot_publisher_known"
            ),
        ),
        AddConstraint(
            model_name="catalogsnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("provenance__in", ("catalog", "illustrative"))),
                name="catalog_snapshot_provenance_known",
            ),
        ),
        AddTrigger(
            model_name="catalogsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f2804844b03dcb674fbfa34825f569b63105ed89",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7c220",
                    table="missions_catalogsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="df7d193e37b97c2db33efb9c6c32d81bbe3034df",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e93f4",
                    table="missions_catalogsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="5562a4a084e4c4b33aba762340daee69d71093de",
                    operation="INSERT",
                    pgid="pgtrigger_entry_634a1",
                    table="missions_catalogsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="catalog",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_catalog_snapshot()",
                    func="RETURN NULL;",
                    hash="26c75a21a5dece5986c49cee80c874e8d6ec4e0e",
                    operation="INSERT",
                    pgid="pgtrigger_catalog_3de67",
                    table="missions_catalogsnapshot",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogsnapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="of_catalogs",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_catalogs()",
                    func="RETURN NULL;",
                    hash="44ecfc59e6b04c2ff00f06c25fd3a65d343f804a",
                    operation="INSERT",
                    pgid="pgtrigger_of_catalogs_ac3aa",
                    table="missions_catalogsnapshot",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="catalogreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="catalog_reading_reason_given"
            ),
        ),
        AddConstraint(
            model_name="catalogreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="catalog_reading_digest_whole"
            ),
        ),
        AddTrigger(
            model_name="catalogreading",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="6a9e6bc9957ea09ebc26680482c37551b41ded29",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_5f3c2",
                    table="missions_catalogreading",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogreading",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f984a8c91b5226cc79b02e65c9655426940bad95",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_5e730",
                    table="missions_catalogreading",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogreading",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="0f1932f18fc77b35a65626b7371e788114445dc6",
                    operation="INSERT",
                    pgid="pgtrigger_entry_483b1",
                    table="missions_catalogreading",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogreading",
            trigger=pgtrigger.compiler.Trigger(
                name="whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_catalog_reading()",
                    func="RETURN NULL;",
                    hash="ce1b8ca42cce7c12482490360508303ea5b4ea45",
                    operation="INSERT",
                    pgid="pgtrigger_whole_b84d7",
                    table="missions_catalogreading",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogreading",
            trigger=pgtrigger.compiler.Trigger(
                name="of_catalogs",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_catalogs()",
                    func="RETURN NULL;",
                    hash="79d437d137bb857be9c2c657861125be3b1ad5ca",
                    operation="INSERT",
                    pgid="pgtrigger_of_catalogs_e013a",
                    table="missions_catalogreading",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="catalogfile",
            constraint=models.UniqueConstraint(fields=("snapshot", "part"), name="catalog_file_one_per_part"),
        ),
        AddConstraint(
            model_name="catalogfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)), name="catalog_file_whole"
            ),
        ),
        AddTrigger(
            model_name="catalogfile",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="20051d0e711bbd8f022f8d88b27b06423c3dde50",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_5d1c8",
                    table="missions_catalogfile",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogfile",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="196ac2f7e8a3a82eb40adb2f3dfc42783bfe2819",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_45def",
                    table="missions_catalogfile",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogfile",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="6695a12716e1e427faab8f98912a403029ae8f5a",
                    operation="INSERT",
                    pgid="pgtrigger_entry_ae971",
                    table="missions_catalogfile",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogfile",
            trigger=pgtrigger.compiler.Trigger(
                name="with_snapshot",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_with_snapshot()",
                    func="RETURN NULL;",
                    hash="b109f49efa8c883a1a949fc534e43ce22becb77d",
                    operation="INSERT",
                    pgid="pgtrigger_with_snapshot_8767d",
                    table="missions_catalogfile",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="catalogfile",
            trigger=pgtrigger.compiler.Trigger(
                name="of_catalogs",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_catalogs()",
                    func="RETURN NULL;",
                    hash="5d4c68d8debc2477f66fc8a26e2c8bfb8b97a46c",
                    operation="INSERT",
                    pgid="pgtrigger_of_catalogs_d9600",
                    table="missions_catalogfile",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="stagedcatalog",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["reading", "choosing", "refused", "planning", "ready", "recorded"])),
                name="staged_catalog_state_known",
            ),
        ),
        AddConstraint(
            model_name="stagedcatalogpiece",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="staged_catalog_piece_one_per_number"),
        ),
        AddConstraint(
            model_name="stagedcatalogproblem",
            constraint=models.UniqueConstraint(
                fields=("staged", "position"), name="staged_catalog_problem_one_per_place"
            ),
        ),
    ]
