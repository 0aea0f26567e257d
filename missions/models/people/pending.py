"""Access entries on their way into the chain. Not of record: each goes as its entry is written."""

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
    """What one person was refused since an entry told of the first: the worker writes one entry for all of it."""

    actor = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    times = models.PositiveIntegerField(default=1)
    target = models.TextField(help_text="What was refused last.")
    began_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.actor_id} refused {self.times} times"
