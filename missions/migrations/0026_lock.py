"""The locks of a write are taken by one statement."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [("missions", "0025_vote_requests")]

    operations = [*functions("0026_lock", "lock")]
