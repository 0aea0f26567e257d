"""Organizations are a list in which no two read alike; an account keeps its own, and votes count by it."""

import pgtrigger.compiler
from django.db import migrations, models

from missions.domain.folding import folded
from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, AddTrigger, AlterField


def fold(apps, schema_editor) -> None:
    """Give every organization its key; those that read alike become the oldest of them, with their people."""
    first = {}
    for one in apps.get_model("missions", "Organization").objects.order_by("pk"):
        key = folded(one.name) or f"unnamed{one.pk}"
        if key in first:
            one.people.update(organization=first[key])
            one.delete()
        else:
            one.folded = key
            one.save(update_fields=["folded"])
            first[key] = one


class Migration(migrations.Migration):
    dependencies = [("missions", "0013_words")]

    operations = [
        AddField("organization", "folded", models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fold, migrations.RunPython.noop),
        # What the update left to be checked must be checked before the table is altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        AlterField("organization", "folded", models.TextField(editable=False, unique=True)),
        AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("folded", ""), _negated=True), name="organization_name_seen"
            ),
        ),
        *functions("0014_organizations", "organizations"),
        AddTrigger(
            model_name="organization",
            trigger=pgtrigger.compiler.Trigger(
                name="folded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_organization()",
                    func="RETURN NULL;",
                    hash="3cffd3ff9f964131f93ead078de9f37c5e468bd6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_folded_e3fdb",
                    table="missions_organization",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="organization",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_account()",
                    func="RETURN NULL;",
                    hash="db2ffb54039f308065eac7d7a44c68258314aa66",
                    operation='UPDATE OF "organization_id"',
                    pgid="pgtrigger_organization_43ca4",
                    table="missions_user",
                    when="BEFORE",
                ),
            ),
        ),
    ]
