"""A database keeps whether it was made with the sample."""

from pathlib import Path

from django.db import migrations, models

from missions.migrations._operations import AddConstraint, AddField

SQL = Path(__file__).parent / "sql/0012_made_with/installation.sql"


class Migration(migrations.Migration):
    dependencies = [("missions", "0011_submissions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    SQL.read_text(encoding="utf-8"), "ALTER TABLE missions_installation DROP COLUMN sample"
                )
            ],
            state_operations=[
                AddField(
                    model_name="installation",
                    name="sample",
                    field=models.BooleanField(help_text="Whether it was made with the sample."),
                )
            ],
        ),
        AddConstraint(
            model_name="installation",
            constraint=models.CheckConstraint(
                condition=models.Q(("sample", False), ("kind", "demonstration"), _connector="OR"),
                name="installation_sample_in_demonstration",
            ),
        ),
    ]
