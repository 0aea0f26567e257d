"""The words of a text are made in half the time."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0045_account_notices"),
    ]

    operations = [*functions("0046_signs", "signs")]
