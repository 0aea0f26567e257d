"""How much of an allowance somebody has used recently, shared by all processes. Not of record."""

from django.db import models


class Allowance(models.Model):
    """One person's allowance of one kind: it is full again at `full_at`."""

    name = models.TextField(primary_key=True, help_text="The kind and the key of the person, or their address.")
    full_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
