"""A steward moves the due date of an open review, with a reason; the newest is kept beside whether it is open."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddField, AddTrigger, AlterField, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0016_review_requests")]

    operations = [
        AddField("reviewstate", "due_on", models.DateField(help_text="As it was moved last.", null=True)),
        migrations.RunSQL(
            "UPDATE missions_reviewstate state SET due_on = review.due_on"
            " FROM missions_review review WHERE review.id = state.review_id",
            migrations.RunSQL.noop,
        ),
        # What the update left to be checked must be checked before the table is altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        AlterField("reviewstate", "due_on", models.DateField(help_text="As it was moved last.")),
        CreateModel(
            name="DueDateMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("reason", models.TextField()),
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="due_moves", to="missions.review"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="due_date_move_reason_given"
                    ),
                    models.UniqueConstraint(fields=("review", "entry"), name="due_date_move_one_per_entry"),
                ],
            },
        ),
        *functions("0017_due_dates", "due_dates"),
        AddTrigger(
            model_name="duedatemove",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="65f58a45bd675f78d1c364782f9e295d9ce2b512",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_87a9d",
                    table="missions_duedatemove",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="duedatemove",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d18b99b36cb7b6149b58dbc2bedfc4172284d36b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f196a",
                    table="missions_duedatemove",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="duedatemove",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="1962e6f33e655f41a49bbf047b8404610dda0733",
                    operation="INSERT",
                    pgid="pgtrigger_entry_0b79e",
                    table="missions_duedatemove",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="duedatemove",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="4e3c89d4a4f5ae523e500c80cb1636998d0dc4cb",
                    operation="INSERT",
                    pgid="pgtrigger_authored_c5e0a",
                    table="missions_duedatemove",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="duedatemove",
            trigger=pgtrigger.compiler.Trigger(
                name="moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_due_moved()",
                    func="RETURN NULL;",
                    hash="e1b5a2f1317dcf323ff6c7cec04f820fbd699275",
                    operation="INSERT",
                    pgid="pgtrigger_moves_23809",
                    table="missions_duedatemove",
                    when="BEFORE",
                ),
            ),
        ),
    ]
