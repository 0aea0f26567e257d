"""What operation leaves: backups, witnesses that were told, jobs, and verifications that nobody asked for."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from missions.migrations._operations import AddField, AlterField, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0038_posture_thresholds"),
    ]

    operations = [
        CreateModel(
            name="Backup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("name", models.TextField(help_text="Of the file, without its folder.")),
                ("size", models.BigIntegerField(help_text="In bytes.")),
                ("sha256", models.TextField()),
                ("files", models.IntegerField(help_text="Files of evidence in it.")),
                ("encrypted", models.BooleanField()),
                ("sequence", models.BigIntegerField()),
                ("digest", models.TextField()),
            ],
        ),
        CreateModel(
            name="JobRun",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
                ("runs", models.BigIntegerField(default=0)),
                ("failures", models.BigIntegerField(default=0)),
                ("failed_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
            ],
        ),
        AddField(
            model_name="verificationrun",
            name="since",
            field=models.BigIntegerField(default=0),
        ),
        AlterField(
            model_name="verificationrun",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        CreateModel(
            name="Witnessing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "witness",
                    models.TextField(
                        choices=[
                            ("mail", "Mail"),
                            ("file", "File"),
                            ("git", "Git remote"),
                            ("timestamp", "Time-stamp authority"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sequence", models.BigIntegerField()),
                ("digest", models.TextField()),
                ("error", models.TextField(blank=True)),
                ("receipt", models.BinaryField(help_text="A time-stamp authority's signed answer.", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["witness", "-id"], name="witnessing_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("witness__in", ["mail", "file", "git", "timestamp"])), name="witness_known"
                    )
                ],
            },
        ),
    ]
