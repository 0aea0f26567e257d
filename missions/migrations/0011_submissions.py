"""Forms that were sent, so that one sent twice is stored once."""

from django.db import migrations, models

from missions.migrations._operations import CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0010_today")]

    operations = [
        CreateModel(
            name="Submission",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("answer", models.TextField(blank=True, help_text="The address that the form led to.")),
                ("sent_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
    ]
