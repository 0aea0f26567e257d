"""Comments are tied to a function or to a change asked for, and resolved."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0023_replies")]

    operations = [
        *functions("0024_comments", "comments"),
        CreateModel(
            name="CommentStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("resolved", models.BooleanField()),
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
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="missions.comment"
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
                "abstract": False,
            },
        ),
        CreateModel(
            name="CommentTie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tie", to="missions.comment"
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.function",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.changerequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddTrigger(
            model_name="commentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="7f5f0e192096435198218d78f18ac7379a22bd40",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_89832",
                    table="missions_commentstep",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="3859a4704df60723b7267fb6c6f39365988361b9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b64d3",
                    table="missions_commentstep",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="6dc4c577567f22ab5516f0566cb2bc2115976b63",
                    operation="INSERT",
                    pgid="pgtrigger_entry_88977",
                    table="missions_commentstep",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="2ba2a18833ac827e4058b76ec323272cfce83a6a",
                    operation="INSERT",
                    pgid="pgtrigger_authored_ec7f9",
                    table="missions_commentstep",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="settles",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_comment_step()",
                    func="RETURN NULL;",
                    hash="74c56251d58ea9c2ffe1ded55c01416345be73eb",
                    operation="INSERT",
                    pgid="pgtrigger_settles_d970c",
                    table="missions_commentstep",
                    when="BEFORE",
                ),
            ),
        ),
        AddConstraint(
            model_name="commenttie",
            constraint=models.CheckConstraint(
                condition=models.Q(("function__isnull", True), ("request__isnull", True), _connector="XOR"),
                name="comment_tie_to_one_thing",
            ),
        ),
        AddTrigger(
            model_name="commenttie",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d31c21e00f7d32d73ce166328545accfb4b224b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_f3479",
                    table="missions_commenttie",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commenttie",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="28a5e7c2a059cf8d57f7e76ccddd9bd6cb03794a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_9f945",
                    table="missions_commenttie",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commenttie",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="d362d6036a28ffb9ce511f9ce093017f4253b091",
                    operation="INSERT",
                    pgid="pgtrigger_entry_6583a",
                    table="missions_commenttie",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="commenttie",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="d4b62bc10681b52dd63445018c7b052d113e07a3",
                    operation="INSERT",
                    pgid="pgtrigger_authored_cf2de",
                    table="missions_commenttie",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="commenttie",
            trigger=pgtrigger.compiler.Trigger(
                name="tied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_comment_tie()",
                    func="RETURN NULL;",
                    hash="57ee2e7f9d10cb596eac8465dbc2092bf2710a4b",
                    operation="INSERT",
                    pgid="pgtrigger_tied_861e7",
                    table="missions_commenttie",
                    when="BEFORE",
                ),
            ),
        ),
    ]
