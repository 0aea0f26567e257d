"""Access entries that wait to be written. Not of record: each row is deleted when its entry is written."""

from django.db import models
from django.db.models.functions import Now

from missions.models.people.accounts import User


class PendingAccess(models.Model):
    """What somebody did while another's write held the head of the chain: the worker writes its entry."""

    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_name = models.TextField()
    action = models.TextField()
    target = models.TextField()
    reason = models.TextField(blank=True)
    request_id = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    happened_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class Refusals(models.Model):
    """One person's refusals since the entry of the first: the worker writes one entry for all of them."""

    actor = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    times = models.PositiveIntegerField(default=1)
    target = models.TextField(help_text="What was refused last.")
    began_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.actor_id} refused {self.times} times"
