"""People are told of what changed of their own accounts."""

from django.db import migrations, models

from missions.migrations._operations import AddConstraintNotValid, AlterField, RemoveConstraint


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0043_evidence_links"),
    ]

    operations = [
        AlterField(
            model_name="notice",
            name="kind",
            field=models.TextField(
                choices=[
                    ("asked", "You are asked to act"),
                    ("news", "News of a review you take part in"),
                    ("reminder", "A review is due"),
                    ("account", "Your account changed"),
                ]
            ),
        ),
        RemoveConstraint(model_name="notice", name="notice_kind_known"),
        # What stands there has the kinds of before, so nobody waits until all of it was looked at.
        AddConstraintNotValid(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["asked", "news", "reminder", "account"])), name="notice_kind_known"
            ),
        ),
    ]
