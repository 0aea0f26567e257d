"""The record: its areas, functions, facts and evidence, the audit chain, accounts and roles."""

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, AddIndex, AddTrigger, CreateModel


class Migration(migrations.Migration):
    replaces = [("missions", "0001_tables"), ("missions", "0002_chain_begins"), ("missions", "0003_evidence")]

    initial = True

    dependencies = []

    operations = [
        CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
            ],
        ),
        CreateModel(
            name="AuditEntry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(db_index=True)),
                (
                    "entry_class",
                    models.TextField(choices=[("record", "Record"), ("process", "Process"), ("access", "Access")]),
                ),
                ("actor_name", models.TextField(help_text="The actor's name as it was.")),
                ("action", models.TextField()),
                ("target", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.TextField(blank=True)),
                ("payload", models.TextField()),
                ("payload_digest", models.TextField()),
                ("previous_digest", models.TextField()),
                ("digest", models.TextField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("digest", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "record_sequence",
                    models.BigIntegerField(help_text="Last entry of class record: the record version."),
                ),
                ("process_sequence", models.BigIntegerField(help_text="Last entry of class process.")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="chain_head_is_one_row")],
            },
        ),
        CreateModel(
            name="Function",
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
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Assessment",
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
                    "performer",
                    models.TextField(
                        choices=[
                            ("government_only", "Must be performed by the government"),
                            ("either", "Government or commercial"),
                            ("commercial_capable", "Could be performed by the commercial sector"),
                        ]
                    ),
                ),
                (
                    "availability",
                    models.TextField(
                        choices=[
                            ("none", "None"),
                            ("emerging", "Emerging"),
                            ("limited", "Limited"),
                            ("mature", "Mature"),
                        ]
                    ),
                ),
                (
                    "fit",
                    models.TextField(
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("does_not_meet", "Does not meet"),
                            ("partially", "Partially meets"),
                            ("meets", "Meets"),
                        ]
                    ),
                ),
                (
                    "contribution",
                    models.TextField(
                        choices=[
                            ("none", "None"),
                            ("some", "Some"),
                            ("significant", "Significant"),
                            ("not_assessed", "Not assessed"),
                        ]
                    ),
                ),
                (
                    "risk",
                    models.TextField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("unacceptable", "Unacceptable"),
                        ]
                    ),
                ),
                (
                    "risk_of_not",
                    models.TextField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("not_assessed", "Not assessed"),
                        ]
                    ),
                ),
                ("rationale", models.TextField()),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.assessment",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="missions.function",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="FunctionRevision",
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
                ("name", models.TextField()),
                ("description", models.TextField(blank=True)),
                ("retired", models.BooleanField(default=False)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.function",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.functionrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Installation",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[("production", "Production"), ("demonstration", "Demonstration"), ("test", "Test")]
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="installation_is_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["production", "demonstration", "test"])),
                        name="installation_kind_known",
                    ),
                ],
            },
        ),
        CreateModel(
            name="MissionArea",
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
            options={
                "abstract": False,
            },
        ),
        AddField(
            model_name="function",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="functions", to="missions.missionarea"
            ),
        ),
        CreateModel(
            name="CategoryDecision",
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
                    "category",
                    models.TextField(
                        choices=[
                            ("government_primary", "Government Primary"),
                            ("hybrid", "Hybrid"),
                            ("commercial_primary", "Commercial Primary"),
                        ]
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("initial", "First category"), ("shift", "Shift"), ("reaffirm", "Reaffirmation")]
                    ),
                ),
                ("section", models.TextField(blank=True)),
                ("quote", models.TextField(blank=True)),
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
                        to="missions.categorydecision",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="missions.missionarea",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AreaRevision",
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
                ("name", models.TextField()),
                ("abbreviation", models.TextField(blank=True)),
                (
                    "code_is_local",
                    models.BooleanField(help_text="The strategy prints no abbreviation: the code is ours."),
                ),
                ("emerging", models.BooleanField(help_text="Named as an emerging area: no category is ever computed.")),
                ("position", models.PositiveSmallIntegerField(help_text="Place in the strategy's own order.")),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.arearevision",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.missionarea",
                    ),
                ),
            ],
        ),
        AddField(
            model_name="user",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="missions.organization"
            ),
        ),
        CreateModel(
            name="Passage",
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
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="PassageRevision",
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
                    "kind",
                    models.TextField(
                        choices=[
                            ("category", "Category"),
                            ("principle", "Principle"),
                            ("priority", "Priority"),
                            ("protection", "Financial protection"),
                            ("definition", "Definition"),
                            ("statement", "Statement"),
                        ]
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("section", models.TextField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.passage",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.passage",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.passagerevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Policy",
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
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="PolicyRevision",
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
                ("number", models.PositiveIntegerField(unique=True)),
                ("government_over", models.PositiveSmallIntegerField(default=50)),
                ("commercial_government_at_most", models.PositiveSmallIntegerField(default=25)),
                ("commercial_demonstrated_over", models.PositiveSmallIntegerField(default=50)),
                ("cadence_government_primary", models.PositiveSmallIntegerField(default=36)),
                ("cadence_hybrid", models.PositiveSmallIntegerField(default=24)),
                ("cadence_commercial_primary", models.PositiveSmallIntegerField(default=24)),
                ("shift_supports", models.PositiveSmallIntegerField(default=2)),
                ("shift_organizations", models.PositiveSmallIntegerField(default=2)),
                ("reaffirm_supports", models.PositiveSmallIntegerField(default=1)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.policy",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.policyrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("analyst", "Analyst"),
                            ("reviewer", "Reviewer"),
                            ("authority", "Decision authority"),
                            ("steward", "Steward"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ]
                    ),
                ),
                (
                    "step",
                    models.TextField(
                        choices=[("proposed", "Waiting for a steward"), ("active", "Active"), ("ended", "Ended")]
                    ),
                ),
                ("effective_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["entry_class", "-sequence"], name="audit_entry_by_class"),
        ),
        AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry_class__in", ["record", "process", "access"])), name="audit_entry_class_known"
            ),
        ),
        AddIndex(
            model_name="assessment",
            index=models.Index(fields=["function", "-effective_on", "-entry"], name="assessment_as_of"),
        ),
        AddIndex(
            model_name="assessment",
            index=models.Index(fields=["function", "-entry"], name="assessment_history"),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="assessment_reason_given"
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="assessment_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="assessment_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("function", "entry", "effective_on"), name="assessment_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="assessment_rationale_given"
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("performer__in", ["government_only", "either", "commercial_capable"])),
                name="assessment_performer_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("availability__in", ["none", "emerging", "limited", "mature"])),
                name="assessment_availability_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("fit__in", ["not_assessed", "does_not_meet", "partially", "meets"])),
                name="assessment_fit_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("contribution__in", ["none", "some", "significant", "not_assessed"])),
                name="assessment_contribution_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("risk__in", ["low", "moderate", "high", "unacceptable"])),
                name="assessment_risk_known",
            ),
        ),
        AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("risk_of_not__in", ["low", "moderate", "high", "not_assessed"])),
                name="assessment_risk_of_not_known",
            ),
        ),
        AddIndex(
            model_name="functionrevision",
            index=models.Index(fields=["function", "-effective_on", "-entry"], name="function_revision_as_of"),
        ),
        AddIndex(
            model_name="functionrevision",
            index=models.Index(fields=["function", "-entry"], name="function_revision_history"),
        ),
        AddConstraint(
            model_name="functionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="function_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="functionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="function_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="functionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="function_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="functionrevision",
            constraint=models.UniqueConstraint(
                fields=("function", "entry", "effective_on"), name="function_revision_one_per_day_and_entry"
            ),
        ),
        AddIndex(
            model_name="categorydecision",
            index=models.Index(fields=["area", "-effective_on", "-entry"], name="category_decision_as_of"),
        ),
        AddIndex(
            model_name="categorydecision",
            index=models.Index(fields=["area", "-entry"], name="category_decision_history"),
        ),
        AddIndex(
            model_name="categorydecision",
            index=models.Index(
                condition=models.Q(("kind", "reaffirm"), _negated=True),
                fields=["area", "-effective_on", "-entry"],
                name="category_decision_run_start",
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="category_decision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="category_decision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="category_decision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.UniqueConstraint(
                fields=("area", "entry", "effective_on"), name="category_decision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["government_primary", "hybrid", "commercial_primary"])),
                name="category_decision_category_known",
            ),
        ),
        AddConstraint(
            model_name="categorydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["initial", "shift", "reaffirm"])), name="category_decision_kind_known"
            ),
        ),
        AddIndex(
            model_name="arearevision",
            index=models.Index(fields=["area", "-effective_on", "-entry"], name="area_revision_as_of"),
        ),
        AddIndex(
            model_name="arearevision",
            index=models.Index(fields=["area", "-entry"], name="area_revision_history"),
        ),
        AddConstraint(
            model_name="arearevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="area_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="arearevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="area_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="arearevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="area_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="arearevision",
            constraint=models.UniqueConstraint(
                fields=("area", "entry", "effective_on"), name="area_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"), name="user_username_unique_in_any_case"
            ),
        ),
        AddIndex(
            model_name="passagerevision",
            index=models.Index(fields=["passage", "-effective_on", "-entry"], name="passage_revision_as_of"),
        ),
        AddIndex(
            model_name="passagerevision",
            index=models.Index(fields=["passage", "-entry"], name="passage_revision_history"),
        ),
        AddConstraint(
            model_name="passagerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="passage_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="passagerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="passage_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="passagerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="passage_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="passagerevision",
            constraint=models.UniqueConstraint(
                fields=("passage", "entry", "effective_on"), name="passage_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="passagerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["category", "principle", "priority", "protection", "definition", "statement"])
                ),
                name="passage_revision_kind_known",
            ),
        ),
        AddIndex(
            model_name="policyrevision",
            index=models.Index(fields=["policy", "-effective_on", "-entry"], name="policy_revision_as_of"),
        ),
        AddIndex(
            model_name="policyrevision",
            index=models.Index(fields=["policy", "-entry"], name="policy_revision_history"),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="policy_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="policy_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="policy_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.UniqueConstraint(
                fields=("policy", "entry", "effective_on"), name="policy_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("government_over__lte", 100),
                    ("commercial_demonstrated_over__lte", 100),
                    ("commercial_government_at_most__lte", models.F("government_over")),
                ),
                name="policy_revision_thresholds_apart",
            ),
        ),
        AddConstraint(
            model_name="policyrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shift_supports__gte", 2), ("shift_organizations__gte", 2), ("reaffirm_supports__gte", 1)
                ),
                name="policy_revision_quorum_floor",
            ),
        ),
        AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["user", "role", "-entry"], name="role_grant_newest"),
        ),
        AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["viewer", "analyst", "reviewer", "authority", "steward", "auditor", "administrator"])
                ),
                name="role_grant_role_known",
            ),
        ),
        AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["proposed", "active", "ended"])), name="role_grant_step_known"
            ),
        ),
        AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="role_grant_reason_given"
            ),
        ),
        AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(fields=("user", "role", "entry"), name="role_grant_one_step_per_entry"),
        ),
        CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("document", "Document"),
                            ("link", "Link"),
                            ("data_snapshot", "Data snapshot"),
                            ("exercise", "Exercise"),
                        ]
                    ),
                ),
                ("title", models.TextField()),
                ("publisher", models.TextField(blank=True)),
                ("dated_on", models.DateField(blank=True, help_text="The day of the thing itself.", null=True)),
                ("url", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
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
                ("sha256", models.TextField(blank=True)),
                ("size", models.BigIntegerField(blank=True, help_text="In bytes.", null=True)),
                ("media_type", models.TextField(blank=True)),
                ("file_name", models.TextField(blank=True, help_text="As the file was called where it came from.")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="missions.evidence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="AssessmentEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.assessment",
                    ),
                ),
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
                        related_name="assessment_links",
                        to="missions.evidence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="evidence_title_given"
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), ("url__regex", "^https?://"), _connector="OR"),
                name="evidence_url_of_the_web",
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "link"), _negated=True), models.Q(("url", ""), _negated=True), _connector="OR"
                ),
                name="evidence_link_has_url",
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file_name", ""), ("media_type", ""), ("sha256", ""), ("size__isnull", True)),
                    models.Q(
                        ("sha256__regex", "^[0-9a-f]{64}$"),
                        ("size__gt", 0),
                        models.Q(("media_type", ""), _negated=True),
                        models.Q(("file_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_file_whole_or_absent",
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["document", "link", "data_snapshot", "exercise"])),
                name="evidence_kind_known",
            ),
        ),
        AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="evidence_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="assessmentevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="assessment_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="assessmentevidence",
            constraint=models.UniqueConstraint(fields=("assessment", "evidence"), name="assessment_evidence_once"),
        ),
        *functions("0001_record", "chain", "facts", "evidence", "roles"),
        AddTrigger(
            model_name="installation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="a4b7af2d13689329820701446c62b9897992d604",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_3ec65",
                    table="missions_installation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="installation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b4a907ad1ba77424e190069a42c0c80b5cc7f9d1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ddef2",
                    table="missions_installation",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="709ff90c00f3541e9bd25c621a727ee74436084d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_af8dd",
                    table="missions_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b199406e71818c1523681d17cb5409629957129f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_0548b",
                    table="missions_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="chain",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_chain_entry()",
                    func="RETURN NULL;",
                    hash="87232e642ef67a96774278a70125a14396ac0b7b",
                    operation="INSERT",
                    pgid="pgtrigger_chain_e2c40",
                    table="missions_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b2723058d63f03dac7192a262634296958fc2147",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_48257",
                    table="missions_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="475b61c4cb6a1bdb47f35b462321d3c0807056fd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ab2f2",
                    table="missions_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="e2c5f986461136e02f62576c7e1dc950c05e881a",
                    operation="INSERT",
                    pgid="pgtrigger_entry_1526b",
                    table="missions_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('function_id')",
                    func="RETURN NULL;",
                    hash="e6afe654c2929a4e1563be05fef590e2860e9195",
                    operation="INSERT",
                    pgid="pgtrigger_fact_952d5",
                    table="missions_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="cbe98ccef10e530e120eedbb35848824c1ed1044",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_f33aa",
                    table="missions_functionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="67df09fd42b989cd37cd2e39ff60d5689897b8df",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f01d1",
                    table="missions_functionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b8d40b0fd350f68d8b71a4d1c31dcc72f5be0e85",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f5725",
                    table="missions_functionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('function_id')",
                    func="RETURN NULL;",
                    hash="505244872fac478c623ca76c8d9841578487117a",
                    operation="INSERT",
                    pgid="pgtrigger_fact_208e7",
                    table="missions_functionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="missionarea",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="240f38ba5c9eb994db524a4bf9b40325a3e57c31",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_62d31",
                    table="missions_missionarea",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="missionarea",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4a2fd4e708e2fb3e79f66fba328c930dece1697c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_948a0",
                    table="missions_missionarea",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="missionarea",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="ad94965a3a3d5d26df4109e9ec0f943f4cc24dc4",
                    operation="INSERT",
                    pgid="pgtrigger_entry_d8670",
                    table="missions_missionarea",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="function",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="65045bf470baffd007b851c38a68e7089bda321e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_b8e27",
                    table="missions_function",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="function",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f36c8dac150dce0e97dfb2582c74c0b736a213d9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_cb1a4",
                    table="missions_function",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="function",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="d3039941f1e90af46271df21e3a1eb7c34db0eeb",
                    operation="INSERT",
                    pgid="pgtrigger_entry_04087",
                    table="missions_function",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d057977e43bdcb9e7f80deb7a573eeff6e127fe0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_893b8",
                    table="missions_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="e367bfeb2cb707ae4807f4745b937893e29ca922",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_51395",
                    table="missions_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b001a4804d03992eefb9f54494238631839d727e",
                    operation="INSERT",
                    pgid="pgtrigger_entry_afa0f",
                    table="missions_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('area_id')",
                    func="RETURN NULL;",
                    hash="7e1cf80a7427bde6b8816cbbd1295015f8a3c3ed",
                    operation="INSERT",
                    pgid="pgtrigger_fact_1905c",
                    table="missions_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="arearevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="06702eee6fbca6616e26164ea023116e7707b843",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_21236",
                    table="missions_arearevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="arearevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="2bd51138f55ae06af8e4ed16f8814d803a911f47",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7a1ac",
                    table="missions_arearevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="arearevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b55d674d47791c07d286964e4256b01caf0585d8",
                    operation="INSERT",
                    pgid="pgtrigger_entry_1826d",
                    table="missions_arearevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="arearevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('area_id')",
                    func="RETURN NULL;",
                    hash="79d91fbbfd68c3de693bfa900181b42fe3dab9c2",
                    operation="INSERT",
                    pgid="pgtrigger_fact_496d4",
                    table="missions_arearevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d006af40b3623780c73fa2c82aab81c42adcc5cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_67e58",
                    table="missions_passage",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="cb58e36c475682786ed6ec9bb9d05680199c6b40",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_fc9d7",
                    table="missions_passage",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="dc52fc8dea9de5637a68787b72e5c444eb782be8",
                    operation="INSERT",
                    pgid="pgtrigger_entry_27281",
                    table="missions_passage",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passagerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="10aee409e3f1b066008693dc34efde49f74245e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_10a64",
                    table="missions_passagerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passagerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="54556f6c80f6ad669ee1fce2614eed3129a14463",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_df752",
                    table="missions_passagerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passagerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="52556886b3ec26c6accd78dac876c7f90918106d",
                    operation="INSERT",
                    pgid="pgtrigger_entry_fcf52",
                    table="missions_passagerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="passagerevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('passage_id')",
                    func="RETURN NULL;",
                    hash="e3cb0bbc9761ae0091216bfdcb0fb75544dd0ddb",
                    operation="INSERT",
                    pgid="pgtrigger_fact_8fe5d",
                    table="missions_passagerevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1d3f23bffe96168f4dc7748e00bfc28dc824c6f7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_81d50",
                    table="missions_policy",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="e6da190f8e2a7e5e64d4f3e5f4cc15e4ef47cc64",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_03e48",
                    table="missions_policy",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="118a2b7f9ea16862d89521497c853844eccf92b2",
                    operation="INSERT",
                    pgid="pgtrigger_entry_9e7a6",
                    table="missions_policy",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1bec4558e212b360e5617c76b47b2e1a40aef2cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_63257",
                    table="missions_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="8c97af1f54509aff47d49ce72094ccd3711685b4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_fee8b",
                    table="missions_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="a2757593eae4b753f40c105870448aa9c7895f0a",
                    operation="INSERT",
                    pgid="pgtrigger_entry_34d6a",
                    table="missions_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('policy_id')",
                    func="RETURN NULL;",
                    hash="bf0d3ed4e234affd1a5a811f0317df910dca86bf",
                    operation="INSERT",
                    pgid="pgtrigger_fact_e0e1c",
                    table="missions_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b41884e849ead8b8c389f9d656eb1b7cd1e7a615",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_48cb8",
                    table="missions_rolegrant",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="bfde514e9bc0245bfc78e77bfc1c2618749fb825",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_20415",
                    table="missions_rolegrant",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="857e831c44a343cf6a33fa6b8f3b25c4f6bfd537",
                    operation="INSERT",
                    pgid="pgtrigger_entry_08526",
                    table="missions_rolegrant",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="role",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_role_grant()",
                    func="RETURN NULL;",
                    hash="9de73cd8e4286e612df2cb12749a3631f31e391c",
                    operation="INSERT",
                    pgid="pgtrigger_role_9da26",
                    table="missions_rolegrant",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d6f4cdc784cc722befc3e99b33bf38dc1960bf7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_4c434",
                    table="missions_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="73571d16c614dec4db5c1d591c0cda681c3df92b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_45352",
                    table="missions_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="f8e9916785014584d2c4de016b9b5e708296b03b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_32848",
                    table="missions_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_evidence_row()",
                    func="RETURN NULL;",
                    hash="801b9549db029875813497da9a6e60b96fdae850",
                    operation="INSERT",
                    pgid="pgtrigger_evidence_1f8bd",
                    table="missions_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="74bea0af5536948660001e6f3754715f6b9e173e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_ff974",
                    table="missions_assessmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ed571a3df510a13f745253fa860f63b8999dcc79",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4bc85",
                    table="missions_assessmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="assessmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b3ca0ba16b987f8f2bd0ce4dab26fc3b7876ee96",
                    operation="INSERT",
                    pgid="pgtrigger_entry_1dcf9",
                    table="missions_assessmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
    ]
