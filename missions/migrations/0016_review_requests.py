"""An analyst asks for a review of an area; the review that is opened answers, or a steward declines."""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0015_first_password")]

    operations = [
        CreateModel(
            name="ReviewRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_requests",
                        to="missions.missionarea",
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
                "abstract": False,
            },
        ),
        CreateModel(
            name="RequestDecline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decline", to="missions.reviewrequest"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="reviewrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="review_request_reason_given"
            ),
        ),
        AddConstraint(
            model_name="reviewrequest",
            constraint=models.UniqueConstraint(fields=("area", "entry"), name="review_request_one_per_entry"),
        ),
        AddConstraint(
            model_name="requestdecline",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="request_decline_reason_given"
            ),
        ),
        *functions("0016_review_requests", "requests"),
        AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1cb886fcfb3114078ebfd9bf36859458663485ec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_61d6b",
                    table="missions_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="9e8aeae29ae8573c912fbdf92a9b525e805b20a2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1a9ef",
                    table="missions_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="06d1de35494f97a34f889ce63849db5e56152ab4",
                    operation="INSERT",
                    pgid="pgtrigger_entry_1aa40",
                    table="missions_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="430e93a5683c87f726a85f4c7fe5cf93e0520b12",
                    operation="INSERT",
                    pgid="pgtrigger_authored_5e020",
                    table="missions_reviewrequest",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="asks",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_review_requested()",
                    func="RETURN NULL;",
                    hash="cce5f429a16ecfc8f8d3567f70aa1ff1e91aeee4",
                    operation="INSERT",
                    pgid="pgtrigger_asks_0215a",
                    table="missions_reviewrequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="requestdecline",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4c0b0746685d01bbed2f9eee57239979587de770",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_fa04a",
                    table="missions_requestdecline",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="requestdecline",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="32292c464d6f7518ba9905727ad98da2fa751bd0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7b969",
                    table="missions_requestdecline",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="requestdecline",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="64b56316e8d7e5212cfcf59ae59a6545d9f45024",
                    operation="INSERT",
                    pgid="pgtrigger_entry_0333e",
                    table="missions_requestdecline",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="requestdecline",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="f53f34ce5073427028c23e6f9e647bc1bf946c4b",
                    operation="INSERT",
                    pgid="pgtrigger_authored_1fdee",
                    table="missions_requestdecline",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="requestdecline",
            trigger=pgtrigger.compiler.Trigger(
                name="declines",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_request_declined()",
                    func="RETURN NULL;",
                    hash="de621487d62b873821d2a509167afbb4cda7cb9f",
                    operation="INSERT",
                    pgid="pgtrigger_declines_b6933",
                    table="missions_requestdecline",
                    when="BEFORE",
                ),
            ),
        ),
    ]
