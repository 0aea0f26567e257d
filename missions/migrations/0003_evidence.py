"""Evidence, and its links to assessments."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

EVIDENCE_ROW = """
CREATE FUNCTION csis_evidence_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.provenance = 'illustrative' AND EXISTS (SELECT FROM missions_installation WHERE kind = 'production') THEN
    RAISE EXCEPTION 'A production database takes no illustrative evidence.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.supersedes_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM missions_evidence WHERE id = NEW.supersedes_id AND entry_id < NEW.entry_id) THEN
    RAISE EXCEPTION 'Evidence can supersede only what was recorded before it.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0002_chain_begins"),
    ]

    operations = [
        migrations.RunSQL(EVIDENCE_ROW, "DROP FUNCTION IF EXISTS csis_evidence_row()"),
        migrations.CreateModel(
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
        migrations.CreateModel(
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
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="evidence_title_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="evidence_reason_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), ("url__regex", "^https?://"), _connector="OR"),
                name="evidence_url_of_the_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "link"), _negated=True), models.Q(("url", ""), _negated=True), _connector="OR"
                ),
                name="evidence_link_has_url",
            ),
        ),
        migrations.AddConstraint(
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
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["document", "link", "data_snapshot", "exercise"])),
                name="evidence_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="evidence_provenance_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddConstraint(
            model_name="assessmentevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="assessment_evidence_reason_given"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentevidence",
            constraint=models.UniqueConstraint(fields=("assessment", "evidence"), name="assessment_evidence_once"),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
