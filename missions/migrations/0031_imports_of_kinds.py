from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0030_kinds")]

    operations = [
        migrations.AddField(
            model_name="stagedimport",
            name="kind",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
