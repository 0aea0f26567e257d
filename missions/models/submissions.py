"""Forms that were sent, so that a form sent twice is stored once and answered twice. They are not of record."""

from django.db import models


class Submission(models.Model):
    """One form as somebody sent it, by the digest of sender, address and content; kept for a day."""

    digest = models.TextField(primary_key=True)
    answer = models.TextField(blank=True, help_text="The address that the form led to.")
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.digest
