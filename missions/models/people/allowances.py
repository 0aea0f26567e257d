"""How much of what is costly somebody has taken of late, for every process alike. Not of record."""

from django.db import models


class Allowance(models.Model):
    """One person's allowance of one kind: all of it is theirs again at `full_at`."""

    name = models.TextField(primary_key=True, help_text="The kind and the key of the person, or their address.")
    full_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
