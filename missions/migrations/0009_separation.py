"""An entry brings roles, facts and seats only by whoever may, and nobody is seated to vote who may have read the votes."""

import pgtrigger.compiler
from django.db import migrations

from missions.migrations._functions import functions
from missions.migrations._operations import AddTrigger


class Migration(migrations.Migration):
    dependencies = [("missions", "0008_mail_refusals")]

    operations = [
        *functions("0009_separation", "seats", "entries"),
        AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="rights",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_entry_rights()",
                    func="RETURN NULL;",
                    hash="882eb3945be518cb3f34c382767a5aa373a2f1b7",
                    operation="INSERT",
                    pgid="pgtrigger_rights_f0408",
                    table="missions_auditentry",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="takes_seat",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_seat()",
                    func="RETURN NULL;",
                    hash="a7105cb8c49ffc3cce40154b8aca06e8c8912e8c",
                    operation="INSERT",
                    pgid="pgtrigger_takes_seat_791c2",
                    table="missions_seat",
                    when="BEFORE",
                ),
            ),
        ),
    ]
