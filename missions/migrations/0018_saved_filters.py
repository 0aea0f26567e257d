"""Lists that people come back to, under a name of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Lower

from missions.migrations._operations import CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0017_due_dates")]

    operations = [
        CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("address", models.TextField(help_text="From the root of the site.")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="saved_filter_named"),
                    models.UniqueConstraint(models.F("person"), Lower("name"), name="saved_filter_once_per_name"),
                ],
            },
        ),
    ]
