"""The words of the states and moves of proposals, as the vocabulary has them."""

from django.db import migrations, models

from missions.migrations._operations import AlterField


class Migration(migrations.Migration):
    dependencies = [("missions", "0018_saved_filters")]

    operations = [
        AlterField(
            model_name="proposalstate",
            name="state",
            field=models.TextField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("changes_requested", "Changes requested"),
                    ("needs_rebase", "Needs update"),
                    ("approved", "Approved"),
                    ("effective", "Effective"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ]
            ),
        ),
        AlterField(
            model_name="transition",
            name="move",
            field=models.TextField(
                choices=[
                    ("create", "Create draft"),
                    ("submit", "Send to reviewers"),
                    ("request_changes", "Request changes"),
                    ("approve", "Approve"),
                    ("reject", "Reject"),
                    ("recall", "Recall"),
                    ("take_effect", "Take effect"),
                    ("area_moved", "Area moved"),
                    ("rebase", "Update"),
                    ("withdraw", "Withdraw"),
                ]
            ),
        ),
        AlterField(
            model_name="transition",
            name="source",
            field=models.TextField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("changes_requested", "Changes requested"),
                    ("needs_rebase", "Needs update"),
                    ("approved", "Approved"),
                    ("effective", "Effective"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ],
            ),
        ),
        AlterField(
            model_name="transition",
            name="target",
            field=models.TextField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("changes_requested", "Changes requested"),
                    ("needs_rebase", "Needs update"),
                    ("approved", "Approved"),
                    ("effective", "Effective"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                ]
            ),
        ),
    ]
