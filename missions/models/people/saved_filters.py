"""Lists that people come back to, each under a name they chose. They are not of record."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from missions.models.people.accounts import User


class SavedFilter(models.Model):
    """The address of a list, with its filters, under the name that one person gave it."""

    person = models.ForeignKey(User, models.CASCADE, db_index=False, related_name="saved_filters")
    name = models.TextField()
    address = models.TextField(help_text="From the root of the site.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_named"),
            models.UniqueConstraint("person", Lower("name"), name="saved_filter_once_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
