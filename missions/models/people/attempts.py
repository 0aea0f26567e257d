"""Failed sign-ins, counted for every process alike. Not of record: the chain keeps each of them by itself."""

from django.db import models


class SignInFailures(models.Model):
    """How many sign-ins failed of late: for an account from an address, or for one alone where the other is empty."""

    name = models.TextField(blank=True, help_text="The user name as it was tried, whether or not there is an account.")
    address = models.TextField(blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "address"], name="sign_in_failures_once")]

    def __str__(self) -> str:
        return f"{self.name} from {self.address}: {self.failures}"
