"""A briefing can be of one proposal, and is read by those who may read the proposals it words."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from missions.migrations._operations import AddConstraint, AddField, RemoveConstraint


class Migration(migrations.Migration):
    dependencies = [("missions", "0019_labels")]

    operations = [
        AddField(
            model_name="briefing",
            name="proposal",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.proposal"
            ),
        ),
        AddField(
            model_name="briefing",
            name="quoted",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
        RemoveConstraint(model_name="briefing", name="briefing_built_once"),
        AddConstraint(
            model_name="briefing",
            constraint=models.UniqueConstraint(
                fields=("sequence", "as_of", "marking", "areas", "file_format", "proposal", "quoted"),
                name="briefing_built_once",
                nulls_distinct=False,
            ),
        ),
    ]
