"""Files of imports are read by the worker, and entries of access may be written behind."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from missions.migrations._operations import AddConstraint, AddField, AlterField, CreateModel, RemoveConstraint


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0004_policy_base"),
    ]

    operations = [
        CreateModel(
            name="PendingAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_name", models.TextField()),
                ("action", models.TextField()),
                ("target", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.TextField(blank=True)),
                ("detail", models.JSONField(default=dict)),
                ("happened_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        CreateModel(
            name="StagedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
            ],
        ),
        RemoveConstraint(
            model_name="stagedimport",
            name="staged_import_state_known",
        ),
        RemoveConstraint(
            model_name="stagedrow",
            name="staged_row_status_known",
        ),
        AddField(
            model_name="stagedimport",
            name="problem",
            field=models.TextField(blank=True),
        ),
        AddField(
            model_name="stagedimport",
            name="sheet",
            field=models.TextField(blank=True),
        ),
        AddField(
            model_name="stagedimport",
            name="sheets",
            field=models.JSONField(default=list),
        ),
        AlterField(
            model_name="stagedimport",
            name="against",
            field=models.BigIntegerField(null=True),
        ),
        AlterField(
            model_name="stagedimport",
            name="how",
            field=models.TextField(blank=True),
        ),
        AlterField(
            model_name="stagedimport",
            name="state",
            field=models.TextField(
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
        AlterField(
            model_name="stagedrow",
            name="status",
            field=models.TextField(
                choices=[
                    ("waiting", "Not compared yet"),
                    ("new", "New"),
                    ("changed", "Changed"),
                    ("same", "Same"),
                    ("wrong", "Wrong"),
                    ("left_out", "Left out"),
                ],
                default="waiting",
            ),
        ),
        AddConstraint(
            model_name="stagedimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["reading", "choosing", "refused", "planning", "ready", "recorded"])),
                name="staged_import_state_known",
            ),
        ),
        AddConstraint(
            model_name="stagedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "new", "changed", "same", "wrong", "left_out"])),
                name="staged_row_status_known",
            ),
        ),
        AddField(
            model_name="pendingaccess",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        AddField(
            model_name="stagedpart",
            name="staged",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="missions.stagedimport",
            ),
        ),
        AddConstraint(
            model_name="stagedpart",
            constraint=models.UniqueConstraint(fields=("staged", "number"), name="staged_part_one_per_number"),
        ),
    ]
