"""The last keeper's account stays active, and what is said and found in a review is brought by whoever may."""

import pgtrigger.compiler
from django.db import migrations

from missions.migrations._functions import functions
from missions.migrations._operations import AddTrigger


class Migration(migrations.Migration):
    dependencies = [("missions", "0021_limits")]

    operations = [
        *functions("0022_keepers_and_threads", "roles", "entries"),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="active",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_account_active()",
                    func="RETURN NULL;",
                    hash="00b02578bcd357221d75c98dd5eb338b9d3f1dac",
                    operation='UPDATE OF "is_active"',
                    pgid="pgtrigger_active_a4458",
                    table="missions_user",
                    when="BEFORE",
                ),
            ),
        ),
    ]
