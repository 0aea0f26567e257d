"""News is also of amendments, not only of reviews: the words for it, in no table."""

from django.db import migrations, models

from missions.migrations._operations import AlterField


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0046_signs"),
    ]

    operations = [
        AlterField(
            model_name="notice",
            name="kind",
            field=models.TextField(
                choices=[
                    ("asked", "You are asked to act"),
                    ("news", "News of what you take part in"),
                    ("reminder", "A review is due"),
                    ("account", "Your account changed"),
                ]
            ),
        ),
    ]
