"""Objectors reply to the answers that they were given."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0022_keepers_and_threads")]

    operations = [
        *functions("0023_replies", "replies"),
        CreateModel(
            name="ObjectionReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("accept", "Accepts the answer"), ("stand_firm", "Stands firm")])),
                ("reason", models.TextField(blank=True)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reply", to="missions.objectionanswer"
                    ),
                ),
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
            ],
            options={
                "verbose_name_plural": "objection replies",
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="objectionreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["accept", "stand_firm"])), name="objection_reply_kind_known"
            ),
        ),
        AddConstraint(
            model_name="objectionreply",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "accept"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="objection_reply_reason_given",
            ),
        ),
        AddTrigger(
            model_name="objectionreply",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d0c4882227521b0ab61b89c31312279c7e44df1b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_1722a",
                    table="missions_objectionreply",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionreply",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="fe80e810f51992f7518da3b04f85d1ca837f4d4e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c1bc0",
                    table="missions_objectionreply",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionreply",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3b75113bd81e02ca48b6cdc061c3d2bc7b195ee6",
                    operation="INSERT",
                    pgid="pgtrigger_entry_97f21",
                    table="missions_objectionreply",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionreply",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="b33f27ef574f9320d48e843c25f0cf34b08ad163",
                    operation="INSERT",
                    pgid="pgtrigger_authored_53684",
                    table="missions_objectionreply",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionreply",
            trigger=pgtrigger.compiler.Trigger(
                name="reply",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_objection_reply()",
                    func="RETURN NULL;",
                    hash="2bfc390e0ca588baa03fec7fbd600bc1ee829b87",
                    operation="INSERT",
                    pgid="pgtrigger_reply_93275",
                    table="missions_objectionreply",
                    when="BEFORE",
                ),
            ),
        ),
    ]
