"""Votes are asked for again after a change."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0024_comments")]

    operations = [
        *functions("0025_vote_requests", "vote_requests"),
        CreateModel(
            name="VoteRequest",
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote_requests",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="voterequest",
            constraint=models.UniqueConstraint(fields=("revision", "reviewer"), name="vote_request_once"),
        ),
        AddTrigger(
            model_name="voterequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4018f5e65af930683c90f977e57aeea9b9d4e1bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_668cf",
                    table="missions_voterequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="voterequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="9e3da91a1812c033c592201e0c5bb9251a1b910f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d516f",
                    table="missions_voterequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="voterequest",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="cf596db363be36296714bd22b2f47b4b8d78ab98",
                    operation="INSERT",
                    pgid="pgtrigger_entry_5e9a4",
                    table="missions_voterequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="voterequest",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="a79331b388ad8c72fae40b73b95b0875e9f8a9f7",
                    operation="INSERT",
                    pgid="pgtrigger_authored_95d1c",
                    table="missions_voterequest",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="voterequest",
            trigger=pgtrigger.compiler.Trigger(
                name="asks_again",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_vote_request()",
                    func="RETURN NULL;",
                    hash="bf7f9207d41f26ad785de744d356c7336fecb605",
                    operation="INSERT",
                    pgid="pgtrigger_asks_again_3fce7",
                    table="missions_voterequest",
                    when="BEFORE",
                ),
            ),
        ),
    ]
