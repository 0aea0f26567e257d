"""Files of evidence in the database, where a deployment keeps them there."""

import pgtrigger.compiler
from django.db import migrations, models

from missions.migrations._operations import AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0040_accounts"),
    ]

    operations = [
        CreateModel(
            name="FilePiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.TextField(help_text="Of the whole file.")),
                ("number", models.IntegerField(help_text="From 0; each but the last has a mebibyte.")),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sha256", "number"), name="file_piece_once")],
            },
        ),
        AddTrigger(
            model_name="filepiece",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ffa7968787148748af4bf7f9bef3204be4952de2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_58a1c",
                    table="missions_filepiece",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="filepiece",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c1a0e8e58fc09bc254c517146958d8b46bfd7a94",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_66cf8",
                    table="missions_filepiece",
                    when="BEFORE",
                ),
            ),
        ),
    ]
