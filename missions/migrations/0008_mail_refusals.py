"""Mail that was refused is tried again with growing waits, or given up, one recipient at a time."""

from django.db import migrations, models

from missions.migrations._operations import AddField, AddIndex


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0007_keepers"),
    ]

    operations = [
        AddField(
            model_name="notice",
            name="mail_after",
            field=models.DateTimeField(help_text="When it is tried again.", null=True),
        ),
        AddField(
            model_name="notice",
            name="mail_answer",
            field=models.TextField(default="", help_text="Why it was refused last; empty once it was sent."),
        ),
        AddField(
            model_name="notice",
            name="mail_tries",
            field=models.PositiveSmallIntegerField(default=0, help_text="How often it was refused."),
        ),
        AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("mail_answer", ""), _negated=True), fields=["-id"], name="notice_mail_refused"
            ),
        ),
    ]
