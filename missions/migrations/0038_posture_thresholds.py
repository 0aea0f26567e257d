"""The thresholds of the posture are numbers of the policy."""

from functools import reduce
from operator import and_

from django.db import migrations, models
from django.db.models import Q

from missions.migrations._functions import SQL
from missions.migrations._operations import AddConstraint, AddField

# Name, lowest, highest.
THRESHOLDS = (
    ("single_parent_at_most", 0, 99),
    ("largest_parent_at_most", 0, 99),
    ("government_path_at_least", 1, 100),
    ("open_interface_at_least", 1, 100),
    ("tested_interface_at_least", 1, 100),
    ("survives_at_least", 1, 100),
    ("cyber_at_least", 1, 100),
    ("cyber_months", 1, 120),
    ("conduct_at_least", 1, 100),
    ("day_to_day_at_least", 1, 100),
    ("crisis_at_least", 1, 100),
    ("conflict_at_least", 1, 100),
    ("lapse_days", 1, 3650),
    ("lapse_at_most", 0, 99),
    ("clauses_at_least", 1, 100),
    ("tried_at_least", 1, 100),
    ("tried_months", 1, 120),
    ("allies_at_least", 1, 100),
    ("finding_days", 1, 3650),
    ("overdue_at_most", 0, 99),
    ("sharing_level", 0, 3),
    ("channel_at_least", 1, 100),
    ("bearer_at_least", 1, 100),
    ("covered_at_least", 1, 100),
    ("funded_at_least", 1, 100),
    ("stage_days", 1, 3650),
    ("moving_at_least", 1, 100),
    ("instruments_at_least", 1, 100),
    ("property_at_least", 1, 100),
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0037_catalogs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    (SQL / "0038_posture_thresholds" / "columns.sql").read_text(encoding="utf-8"),
                    f"ALTER TABLE missions_policyrevision {', '.join(f'DROP COLUMN {name}' for name, _, _ in THRESHOLDS)}",
                )
            ],
            state_operations=[
                AddField("policyrevision", name, models.PositiveSmallIntegerField(null=True))
                for name, _, _ in THRESHOLDS
            ],
        ),
        AddConstraint(
            "policyrevision",
            models.CheckConstraint(
                condition=reduce(
                    and_,
                    (
                        Q(**{f"{name}__gte": lowest}) & Q(**{f"{name}__lte": highest})
                        for name, lowest, highest in THRESHOLDS
                    ),
                ),
                name="policy_revision_posture_in_bounds",
            ),
        ),
    ]
