from django.db import migrations, models

from missions.migrations._operations import AddField


class Migration(migrations.Migration):
    dependencies = [("missions", "0030_kinds")]

    operations = [
        AddField(
            model_name="stagedimport",
            name="kind",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
