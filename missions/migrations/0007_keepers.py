"""An auditor is confirmed by a second person, the last of the keepers stays, and a move follows the one before it."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [("missions", "0006_heartbeat")]

    operations = functions("0007_keepers", "roles", "moves")
