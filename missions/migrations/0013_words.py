"""Words are searched for by their parts, entries by who, what, and words; auditors have the record verified."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import missions.models.chain
from missions.migrations._functions import functions
from missions.migrations._operations import AddIndex, AlterField, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0012_made_with")]

    operations = [
        *functions("0013_words", "words"),
        CreateModel(
            name="VerificationRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("upto", models.BigIntegerField()),
                ("began_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("entries", models.BigIntegerField(default=0)),
                ("rows", models.BigIntegerField(default=0)),
                ("files", models.BigIntegerField(default=0)),
                ("found", models.BigIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("sequence", models.BigIntegerField(default=0)),
                ("digest", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("ended_at",),
                        name="verification_one_at_a_time",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        AlterField(
            model_name="auditentry",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["actor", "-sequence"], name="audit_entry_by_actor"),
        ),
        AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["action", "-sequence"], name="audit_entry_by_action"),
        ),
        AddIndex(
            model_name="auditentry",
            index=models.Index(
                missions.models.chain.ObjectOf("target"),
                models.OrderBy(models.F("sequence"), descending=True),
                name="audit_entry_by_object",
            ),
        ),
        AddIndex(
            model_name="auditentry",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.chain.EntryWords("action", "target", "actor_name", "reason"),
                name="audit_entry_by_words",
            ),
        ),
    ]
