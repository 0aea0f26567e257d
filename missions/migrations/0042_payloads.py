"""What an entry says is read by a function of our own: PostgreSQL tells before it reads only from 16 on."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [("missions", "0041_file_pieces")]

    operations = [*functions("0042_payloads", "payloads")]
