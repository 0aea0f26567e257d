"""A password that somebody else chose is known as one, so that its owner changes it at the first sign-in."""

from django.db import migrations, models

from missions.migrations._operations import AddField, AlterField


class Migration(migrations.Migration):
    dependencies = [("missions", "0014_organizations")]

    operations = [
        AddField(
            model_name="user",
            name="password_is_first",
            field=models.BooleanField(default=False, help_text="Somebody else chose it; it is to be changed."),
        ),
        AlterField(
            model_name="rolegrant",
            name="step",
            field=models.TextField(choices=[("proposed", "Proposed"), ("active", "Active"), ("ended", "Ended")]),
        ),
    ]
