"""Today is that of the time zone of dates, for every guard."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [("missions", "0009_separation")]

    operations = functions("0010_today", "today")
