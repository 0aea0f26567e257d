"""The posture that a brief shows is kept with its revision."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0031_imports_of_kinds"),
    ]

    operations = [
        *functions("0033_revision_posture", "revision_posture"),
        CreateModel(
            name="RevisionPosture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField()),
                ("content_hash", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posture",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="revisionposture",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="064d6f68e918ad8a27686da11a28fae419ecc2e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_25d92",
                    table="missions_revisionposture",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionposture",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="95257d98c1cd7b847de6caa55bf0d18b2868b4a8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d6ff8",
                    table="missions_revisionposture",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionposture",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="d483cf26b5bffe2e49158fd0404a09c0dbf3f646",
                    operation="INSERT",
                    pgid="pgtrigger_entry_0f73a",
                    table="missions_revisionposture",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionposture",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="145cd63475f4ddbb4c9ad4b38654e96b25bb6094",
                    operation="INSERT",
                    pgid="pgtrigger_authored_4bdff",
                    table="missions_revisionposture",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionposture",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_revision_posture()",
                    func="RETURN NULL;",
                    hash="a81e77648d58d179b89871c517fb6fa5effa7ae0",
                    operation="INSERT",
                    pgid="pgtrigger_kept_ecb3d",
                    table="missions_revisionposture",
                    when="BEFORE",
                ),
            ),
        ),
    ]
