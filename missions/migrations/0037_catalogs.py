"""Snapshots of satellite catalogs, what each reading of them found, and the rules by which they are read."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, AddIndex, AddTrigger, CreateModel
from missions.models.words import words_index


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0036_record_words"),
    ]

    operations = [
        *functions("0037_catalogs", "catalogs"),
        CreateModel(
            name="AliasRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AliasRuleRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
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
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("exact", "Whole code"),
                            ("prefix", "Start of the code"),
                            ("pattern", "Pattern within the name"),
                        ]
                    ),
                ),
                ("pattern", models.TextField()),
                ("operator", models.TextField()),
                (
                    "alias_rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.aliasrule",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.aliasrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AliasRuleEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alias_rule_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.aliasrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
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
        CreateModel(
            name="CatalogProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "part",
                    models.TextField(
                        choices=[
                            ("payloads", "Payload catalog"),
                            ("launches", "Launch log"),
                            ("organizations", "Organizations"),
                            ("satellites", "Satellite database"),
                        ]
                    ),
                ),
                ("line", models.PositiveIntegerField(help_text="0: the file as a whole.")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("unmapped", "Category without a mission area"),
                            ("unjoined", "Owner not found"),
                            ("duplicate", "Identifier repeated"),
                            ("odd", "Value that cannot be used"),
                            ("warning", "Warning"),
                        ]
                    ),
                ),
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
            },
        ),
        CreateModel(
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
                (
                    "owner_basis",
                    models.TextField(
                        choices=[
                            ("joined", "In the launch log"),
                            ("majority", "As most of its program"),
                            ("rule", "By a rule for its program"),
                            ("unknown", "Unknown"),
                        ]
                    ),
                ),
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
        CreateModel(
            name="CatalogSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                (
                    "publisher",
                    models.TextField(
                        choices=[
                            ("gcat", "General Catalog of Artificial Space Objects"),
                            ("ucs", "UCS Satellite Database"),
                        ]
                    ),
                ),
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
        AddField(
            model_name="catalogreading",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="missions.catalogsnapshot"
            ),
        ),
        CreateModel(
            name="CatalogFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.TextField(
                        choices=[
                            ("payloads", "Payload catalog"),
                            ("launches", "Launch log"),
                            ("organizations", "Organizations"),
                            ("satellites", "Satellite database"),
                        ]
                    ),
                ),
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
        CreateModel(
            name="CategoryRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="CategoryRuleRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
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
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                (
                    "publisher",
                    models.TextField(
                        choices=[
                            ("gcat", "General Catalog of Artificial Space Objects"),
                            ("ucs", "UCS Satellite Database"),
                        ]
                    ),
                ),
                ("rank", models.BigIntegerField()),
                ("category", models.TextField()),
                ("program", models.TextField(blank=True)),
                ("detail", models.TextField(blank=True)),
                ("without", models.TextField(blank=True)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.missionarea",
                    ),
                ),
                (
                    "category_rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.categoryrule",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.categoryrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="CategoryRuleEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="category_rule_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.categoryrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="OwnerRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="OwnerRuleRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
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
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("program_prefix", models.TextField()),
                ("owner_code", models.TextField()),
                ("owner_state", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "owner_rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.ownerrule",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.ownerrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="OwnerRuleEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owner_rule_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.ownerrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ParentRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ParentRuleRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
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
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("operator", models.TextField()),
                ("parent", models.TextField()),
                ("effective_from", models.DateField()),
                ("basis", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "parent_rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.parentrule",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.parentrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ParentRuleEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_rule_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.parentrulerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
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
        CreateModel(
            name="StagedCatalogFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.TextField()),
                (
                    "part",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("payloads", "Payload catalog"),
                            ("launches", "Launch log"),
                            ("organizations", "Organizations"),
                            ("satellites", "Satellite database"),
                        ],
                    ),
                ),
                (
                    "staged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="missions.stagedcatalog"
                    ),
                ),
            ],
        ),
        CreateModel(
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
        CreateModel(
            name="StagedCatalogProblem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "part",
                    models.TextField(
                        choices=[
                            ("payloads", "Payload catalog"),
                            ("launches", "Launch log"),
                            ("organizations", "Organizations"),
                            ("satellites", "Satellite database"),
                        ]
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("unmapped", "Category without a mission area"),
                            ("unjoined", "Owner not found"),
                            ("duplicate", "Identifier repeated"),
                            ("odd", "Value that cannot be used"),
                            ("warning", "Warning"),
                        ]
                    ),
                ),
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
        AddTrigger(
            model_name="aliasrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="3a1fe8c61845c0c929248f30f6f01c7172ab8d4b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7f236",
                    table="missions_aliasrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="7a6d0d1b18407e6c25e20f0e9bd5f367402ada93",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2ae04",
                    table="missions_aliasrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrule",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="98d47c6157c5ceba064d7ce5217ccf6408e17a49",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f7d3c",
                    table="missions_aliasrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrule",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="296421457586250400ebfc9cc54a76f0401c2224",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_b2111",
                    table="missions_aliasrule",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="aliasrulerevision",
            index=models.Index(fields=["alias_rule", "-effective_on", "-entry"], name="alias_rule_revision_as_of"),
        ),
        AddIndex(
            model_name="aliasrulerevision",
            index=models.Index(fields=["alias_rule", "-entry"], name="alias_rule_revision_history"),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="alias_rule_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="alias_rule_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="alias_rule_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.UniqueConstraint(
                fields=("alias_rule", "entry", "effective_on"), name="alias_rule_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["exact", "prefix", "pattern"])), name="alias_rule_revision_kind_known"
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("pattern", ""), _negated=True), name="alias_rule_revision_pattern_given"
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("operator", ""), _negated=True), name="alias_rule_revision_operator_given"
            ),
        ),
        AddConstraint(
            model_name="aliasrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="alias_rule_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="aliasrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1ed3dd5b22d1eb4c368d9a11b45502c8f232b471",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_8f0b5",
                    table="missions_aliasrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="691261d8870b61d6908727ee26b44156a89decf0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_07326",
                    table="missions_aliasrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="22a6530cde0d1ed896e623ab38e88f8610c0f543",
                    operation="INSERT",
                    pgid="pgtrigger_entry_beefd",
                    table="missions_aliasrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('alias_rule_id')",
                    func="RETURN NULL;",
                    hash="cbbc748033b457237d1f6dc5c2042609deac5d37",
                    operation="INSERT",
                    pgid="pgtrigger_fact_5498f",
                    table="missions_aliasrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="29a1aebc301cf0bcf8ff8f58457a9d7543f55578",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_09edb",
                    table="missions_aliasrulerevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="aliasruleevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="alias_rule_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="aliasruleevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="alias_rule_evidence_once"),
        ),
        AddTrigger(
            model_name="aliasruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ae3d96f0de84507cd65177532d4718d386cbf94c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_c270f",
                    table="missions_aliasruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4e2f85df1780a3529342b21ec7ee9a7466eb6197",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_dc086",
                    table="missions_aliasruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="7fdf11e61aa0f1584f2048bd627f9f683ce24df7",
                    operation="INSERT",
                    pgid="pgtrigger_entry_645ce",
                    table="missions_aliasruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="aliasruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="296c82acb20baa26f0431a0b42b58b8004307ae5",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_c590e",
                    table="missions_aliasruleevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="catalogproblem",
            constraint=models.UniqueConstraint(fields=("reading", "position"), name="catalog_problem_one_per_place"),
        ),
        AddConstraint(
            model_name="catalogproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["payloads", "launches", "organizations", "satellites"])),
                name="catalog_problem_part_known",
            ),
        ),
        AddConstraint(
            model_name="catalogproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["unmapped", "unjoined", "duplicate", "odd", "warning"])),
                name="catalog_problem_kind_known",
            ),
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
        AddConstraint(
            model_name="catalogrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner_basis__in", ["joined", "majority", "rule", "unknown"])),
                name="catalog_row_owner_basis_known",
            ),
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
        AddConstraint(
            model_name="catalogfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["payloads", "launches", "organizations", "satellites"])),
                name="catalog_file_part_known",
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
        AddTrigger(
            model_name="categoryrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="856b2e6ad28ce8b53877d0d5546fe2735649fb05",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_80d54",
                    table="missions_categoryrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="88ec81a941213fe663fb34f57fce7eb452639aa3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_40c5a",
                    table="missions_categoryrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrule",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="5281884017007f092fd264e13155c880ac9e7a19",
                    operation="INSERT",
                    pgid="pgtrigger_entry_8dc91",
                    table="missions_categoryrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrule",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="dbd82900b6e469d3c324040de83af35574223fd9",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_97e26",
                    table="missions_categoryrule",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="categoryrulerevision",
            index=models.Index(
                fields=["category_rule", "-effective_on", "-entry"], name="category_rule_revision_as_of"
            ),
        ),
        AddIndex(
            model_name="categoryrulerevision",
            index=models.Index(fields=["category_rule", "-entry"], name="category_rule_revision_history"),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="category_rule_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="category_rule_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="category_rule_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.UniqueConstraint(
                fields=("category_rule", "entry", "effective_on"), name="category_rule_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("publisher__in", ["gcat", "ucs"])), name="category_rule_revision_publisher_known"
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__gte", 0)), name="category_rule_revision_rank_not_below_zero"
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("category", ""), _negated=True), name="category_rule_revision_category_given"
            ),
        ),
        AddConstraint(
            model_name="categoryrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="category_rule_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="categoryrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0dedb52e55f3d61ca19a3165a8eff4773b89c4d4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_c37de",
                    table="missions_categoryrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="769f1aed50bf4eaee17d60a5593515b7778a236b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2c115",
                    table="missions_categoryrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="c1a8f2798cf512d95f6b9e56c7402833f0325004",
                    operation="INSERT",
                    pgid="pgtrigger_entry_66867",
                    table="missions_categoryrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('category_rule_id')",
                    func="RETURN NULL;",
                    hash="a865ae87194faa864256c978b83d2c76ad162916",
                    operation="INSERT",
                    pgid="pgtrigger_fact_b16ec",
                    table="missions_categoryrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="743eb69c2146f0b69684f5ec753fa4e52cd3aaeb",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_8dad0",
                    table="missions_categoryrulerevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="categoryruleevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="category_rule_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="categoryruleevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="category_rule_evidence_once"),
        ),
        AddTrigger(
            model_name="categoryruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4a329c73f2d83a7b6faa900eddf886d170ca5688",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_91b61",
                    table="missions_categoryruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="bf6a72474ae91d4af468c31bb1509c117e9d4957",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8691c",
                    table="missions_categoryruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b7c8cdb5e3f40d0a5c2017db7e0ce0cbfc18965b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_c105d",
                    table="missions_categoryruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categoryruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="46f34f37b8d42694e5e8b2aa3f8a41d6d81468fc",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_5c132",
                    table="missions_categoryruleevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="6bbcab6a987fa1aea5b159cfde61bec5924a92ec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_09c66",
                    table="missions_ownerrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="728d0caa31864286272680f5ca275c4b7dfb02a3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_67ad1",
                    table="missions_ownerrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrule",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="6f097d47d24d24ad2583ce33775620ca15dac1e9",
                    operation="INSERT",
                    pgid="pgtrigger_entry_42bff",
                    table="missions_ownerrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrule",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="5eda4a3c033154a5eb420d1f3877191e36f5b84b",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_4d912",
                    table="missions_ownerrule",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="ownerrulerevision",
            index=models.Index(fields=["owner_rule", "-effective_on", "-entry"], name="owner_rule_revision_as_of"),
        ),
        AddIndex(
            model_name="ownerrulerevision",
            index=models.Index(fields=["owner_rule", "-entry"], name="owner_rule_revision_history"),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="owner_rule_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="owner_rule_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="owner_rule_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.UniqueConstraint(
                fields=("owner_rule", "entry", "effective_on"), name="owner_rule_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("program_prefix", ""), _negated=True),
                name="owner_rule_revision_program_prefix_given",
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner_code", ""), _negated=True), name="owner_rule_revision_owner_code_given"
            ),
        ),
        AddConstraint(
            model_name="ownerrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="owner_rule_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="ownerrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f5cbdfa22d207a25828fd2e972cc0ddfee53e69b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_56feb",
                    table="missions_ownerrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b65075ef3cac25239b331ec860073323e2d6ad10",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d815c",
                    table="missions_ownerrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="f2f1ddfd97e78e4d32739c84055586227764b1f2",
                    operation="INSERT",
                    pgid="pgtrigger_entry_895b2",
                    table="missions_ownerrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('owner_rule_id')",
                    func="RETURN NULL;",
                    hash="939b1eaa08a087f089e2e434a54d0f85abbc5da3",
                    operation="INSERT",
                    pgid="pgtrigger_fact_70757",
                    table="missions_ownerrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="4b5ff0f1e7a18ae35fa27eb8d316ccf5cdb3fd8e",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_cb52c",
                    table="missions_ownerrulerevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="ownerruleevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="owner_rule_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="ownerruleevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="owner_rule_evidence_once"),
        ),
        AddTrigger(
            model_name="ownerruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="2951805c4a29f353dd64e18944ec8e68e80532b2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_8ce18",
                    table="missions_ownerruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c4cab475d9e5933bb989fc4790748bcce43816a7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c9ab6",
                    table="missions_ownerruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="87a81f2fc0ee0a2dd0eb16a3738e8ecb3603f5e0",
                    operation="INSERT",
                    pgid="pgtrigger_entry_325c4",
                    table="missions_ownerruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="ownerruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="6a4d506824b6936aeb7d6136dd2f841d7f3c1701",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_dad47",
                    table="missions_ownerruleevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1a5148684df981e77d246be24e6d1ca9a724328d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_37aad",
                    table="missions_parentrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4f4ea29adf39e324c07a1df53b3606abacfb4f2d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6c5db",
                    table="missions_parentrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="2f77048058e69a204e84b0660dffda5e87b3cbf7",
                    operation="INSERT",
                    pgid="pgtrigger_entry_dfe73",
                    table="missions_parentrule",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="d8620c75715a35c2de23aef3e2c79dd831899c93",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_a725a",
                    table="missions_parentrule",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="parentrulerevision",
            index=models.Index(fields=["parent_rule", "-effective_on", "-entry"], name="parent_rule_revision_as_of"),
        ),
        AddIndex(
            model_name="parentrulerevision",
            index=models.Index(fields=["parent_rule", "-entry"], name="parent_rule_revision_history"),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="parent_rule_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="parent_rule_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="parent_rule_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.UniqueConstraint(
                fields=("parent_rule", "entry", "effective_on"), name="parent_rule_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("operator", ""), _negated=True), name="parent_rule_revision_operator_given"
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", ""), _negated=True), name="parent_rule_revision_parent_given"
            ),
        ),
        AddConstraint(
            model_name="parentrulerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="parent_rule_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="parentrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b9f2b3452061f5f5a1a6e4933b305e0b60044bc7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_a26eb",
                    table="missions_parentrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="219afb171d850ec08254e8c5b65560813cc8a865",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_9277a",
                    table="missions_parentrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="c1a09e5ccaca6956b9db2809354337ae952a6d87",
                    operation="INSERT",
                    pgid="pgtrigger_entry_fbf47",
                    table="missions_parentrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('parent_rule_id')",
                    func="RETURN NULL;",
                    hash="14565874dd48fb910c24bf250a56bf01411e873c",
                    operation="INSERT",
                    pgid="pgtrigger_fact_cc108",
                    table="missions_parentrulerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentrulerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="43e1459c4509413ac9babedd54fcb0adcba1ef66",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_110eb",
                    table="missions_parentrulerevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="parentruleevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="parent_rule_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="parentruleevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="parent_rule_evidence_once"),
        ),
        AddTrigger(
            model_name="parentruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="bcbff86d45403719030c387c78ddb88544a1758d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_e73b3",
                    table="missions_parentruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="42307323c4d00b1f67fa1f01132490c1ee8b169e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7a8aa",
                    table="missions_parentruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3b3d0c1a5f777071172c181dc8854a0f4a641642",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f0833",
                    table="missions_parentruleevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="parentruleevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="fd2a4bcc695d90d579a60bc07df95d97f9dd6bfa",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_3a0a5",
                    table="missions_parentruleevidence",
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
        AddIndex(model_name="aliasrule", index=words_index("alias_rule", "code")),
        AddIndex(model_name="aliasrulerevision", index=words_index("alias_rule_revision", "pattern", "operator")),
        AddIndex(model_name="categoryrule", index=words_index("category_rule", "code")),
        AddIndex(
            model_name="categoryrulerevision",
            index=words_index("category_rule_revision", "category", "program", "detail", "without"),
        ),
        AddIndex(model_name="ownerrule", index=words_index("owner_rule", "code")),
        AddIndex(
            model_name="ownerrulerevision",
            index=words_index("owner_rule_revision", "program_prefix", "owner_code", "owner_state"),
        ),
        AddIndex(model_name="parentrule", index=words_index("parent_rule", "code")),
        AddIndex(
            model_name="parentrulerevision", index=words_index("parent_rule_revision", "operator", "parent", "basis")
        ),
    ]
