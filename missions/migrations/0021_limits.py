"""What is counted beside the record: failed sign-ins, refusals within a minute, and entries that could not be told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

from missions.migrations._operations import AddConstraint, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0020_proposal_briefings")]

    operations = [
        CreateModel(
            name="NoticeFailure",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="missions.auditentry",
                    ),
                ),
                ("error", models.TextField()),
                ("tries", models.PositiveSmallIntegerField(default=1)),
                ("again_at", models.DateTimeField()),
            ],
        ),
        CreateModel(
            name="Refusals",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1)),
                ("target", models.TextField(help_text="What was refused last.")),
                ("began_at", models.DateTimeField(db_default=Now())),
                ("last_at", models.DateTimeField(db_default=Now())),
            ],
        ),
        CreateModel(
            name="SignInFailures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.TextField(
                        blank=True, help_text="The user name as it was tried, whether or not there is an account."
                    ),
                ),
                ("address", models.TextField(blank=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
        ),
        AddConstraint(
            model_name="signinfailures",
            constraint=models.UniqueConstraint(fields=("name", "address"), name="sign_in_failures_once"),
        ),
    ]
