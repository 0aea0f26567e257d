"""Evidence keeps the figure that it cites."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0033_revision_posture"),
    ]

    operations = [
        *functions("0035_kept_figures", "kept_figures"),
        CreateModel(
            name="KeptFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("posture", "Posture"), ("catalog", "Catalog")])),
                ("content", models.TextField()),
                ("content_hash", models.TextField()),
                ("computed_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kept_figure", to="missions.evidence"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="keptfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["posture", "catalog"])), name="kept_figure_kind_known"
            ),
        ),
        AddTrigger(
            model_name="keptfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="007e52472f3d75fc3c4eb2d22574176d810254f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_43542",
                    table="missions_keptfigure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="keptfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0b451a2a7838e33924709336a1d7ddd86cdf4261",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1f30f",
                    table="missions_keptfigure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="keptfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="d99984f2dc0a388f56879fd0a643e67c64c0bfce",
                    operation="INSERT",
                    pgid="pgtrigger_entry_569c8",
                    table="missions_keptfigure",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="keptfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_kept_figure()",
                    func="RETURN NULL;",
                    hash="e6adeea69971c9872a2d2ae6d0800811ed7e5032",
                    operation="INSERT",
                    pgid="pgtrigger_kept_d7d35",
                    table="missions_keptfigure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
