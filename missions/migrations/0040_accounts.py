"""Sessions that end when nothing is done in them, roles until a day, certificates, and allowances of what is costly."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Now

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, CreateModel


class Migration(migrations.Migration):
    dependencies = [("missions", "0039_operation")]

    operations = [
        CreateModel(
            name="Allowance",
            fields=[
                (
                    "name",
                    models.TextField(
                        primary_key=True,
                        serialize=False,
                        help_text="The kind and the key of the person, or their address.",
                    ),
                ),
                ("full_at", models.DateTimeField(db_index=True)),
            ],
        ),
        AddField(
            model_name="rolegrant",
            name="ends_on",
            field=models.DateField(
                null=True, help_text="The last day of the role; empty where it is granted for good."
            ),
        ),
        AddField(
            model_name="session",
            name="seen_at",
            field=models.DateTimeField(db_default=Now(), help_text="The last time its person did something."),
        ),
        AddField(
            model_name="user",
            name="edipi",
            field=models.CharField(
                max_length=10,
                blank=True,
                db_default="",
                default="",
                help_text="The ten digits of the person in the subject of a certificate.",
            ),
        ),
        AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("effective_on")), name="role_grant_ends_after_it_began"
            ),
        ),
        AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                condition=~Q(edipi=""), fields=["edipi"], name="user_edipi_of_one_account"
            ),
        ),
        AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=Q(edipi__regex="^([0-9]{10})?$"), name="user_edipi_of_ten_digits"
            ),
        ),
        *functions("0040_accounts", "roles"),
    ]
