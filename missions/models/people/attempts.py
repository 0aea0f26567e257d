"""Failed sign-ins, counted for all processes together. Not of record: the chain has an entry for each."""

from django.db import models


class SignInFailures(models.Model):
    """Recent failed sign-ins: for an account from an address, or for one of them alone if the other is empty."""

    name = models.TextField(blank=True, help_text="The user name as it was tried, whether or not there is an account.")
    address = models.TextField(blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "address"], name="sign_in_failures_once")]

    def __str__(self) -> str:
        return f"{self.name} from {self.address}: {self.failures}"
