"""The results of the last verifications of the record."""

from dataclasses import dataclass

from missions.models import VerificationRun


@dataclass(frozen=True)
class Verified:
    """The newest run that ended, and the newest that proved the whole record; None if there was none."""

    last: VerificationRun | None
    whole: VerificationRun | None


def verified() -> Verified:
    """The last verifications. Two queries."""
    ended = VerificationRun.objects.exclude(ended_at=None).defer("findings").order_by("-pk")
    return Verified(ended.first(), ended.filter(found=0, since=0).first())
