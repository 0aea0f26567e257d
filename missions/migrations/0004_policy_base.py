"""A change of the policy is approved only over the policy it was drafted against."""

from django.db import migrations

from missions.migrations._functions import functions


class Migration(migrations.Migration):
    dependencies = [("missions", "0003_exchange")]

    operations = functions("0004_policy_base", "amendments")
