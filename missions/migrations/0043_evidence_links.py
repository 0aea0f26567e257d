"""Evidence stands behind what functions and areas are called, and behind the policy, as behind any other fact."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from missions.migrations._operations import AddConstraint, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0042_payloads"),
    ]

    operations = [
        CreateModel(
            name="FunctionEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="function_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.functionrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="PolicyEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policy_links", to="missions.evidence"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.policyrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AreaEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="area_links", to="missions.evidence"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.arearevision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="area_evidence_reason_given"
                    ),
                    models.UniqueConstraint(fields=("revision", "evidence"), name="area_evidence_once"),
                ],
            },
        ),
        AddTrigger(
            model_name="areaevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0cf9446cfacbe5953a0cc56e660a4ee50ca9d163",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_42f10",
                    table="missions_areaevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="areaevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="17029783ec061ea0b0ebbd1d01886a84b7a41e37",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_768b7",
                    table="missions_areaevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="areaevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="359130f4469d78f864c86f1da93887500d6c5665",
                    operation="INSERT",
                    pgid="pgtrigger_entry_6d5f8",
                    table="missions_areaevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="areaevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="a2a32759eaa6bdf52779adc5038f1a1e9cf1f1d3",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_34f16",
                    table="missions_areaevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="functionevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="function_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="functionevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="function_evidence_once"),
        ),
        AddTrigger(
            model_name="functionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="9a4bbf6cdd37bc45b5d6f5d6bca11eecaafbbdb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_30e09",
                    table="missions_functionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="80137ffd5a9a4213370df526c056e614b9db9f17",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6d3b2",
                    table="missions_functionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3571de58c7110b1432402a5f85b5f093f0b2439b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_405ea",
                    table="missions_functionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="functionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="0d5c8a5c96342e263b8532cd590a11cb52f71fee",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_8dfe7",
                    table="missions_functionevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="policyevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="policy_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="policyevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="policy_evidence_once"),
        ),
        AddTrigger(
            model_name="policyevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4c0339921f7bb259f1c5633731a2ffd66e3f1963",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_28e5c",
                    table="missions_policyevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ba5d500877ed14fff61de195d704257225b2ca03",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_dda81",
                    table="missions_policyevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="d3b96e17fdcf156255cce583bee255dd8fc416f7",
                    operation="INSERT",
                    pgid="pgtrigger_entry_a5a55",
                    table="missions_policyevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="f38a64e658a2cd858da9c1d889cb04e6a8edc8bb",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_08f9f",
                    table="missions_policyevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
