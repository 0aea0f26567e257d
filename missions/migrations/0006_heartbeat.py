"""When the worker was last heard of."""

import django.db.models.functions.datetime
from django.db import migrations, models

from missions.migrations._operations import CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0005_imports_reading"),
    ]

    operations = [
        CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="heartbeat_is_one_row")],
            },
        ),
    ]
