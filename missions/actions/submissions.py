"""Stores a form and its answer in one transaction, so that the same form sent again stores nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from missions.models import Submission

# By then the session is over, and with it any form left open in a window.
KEPT_FOR = timedelta(days=1)
# Waits while the same form is being stored, until it is answered or rolled back.
CLAIM = "INSERT INTO missions_submission (digest, answer, sent_at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING"


class Repeated(Exception):
    """The form was already stored; `answer` is the address of its redirect."""

    def __init__(self, answer: str) -> None:
        super().__init__("This form was already sent.")
        self.answer = answer


class Claim:
    """A form that is being stored; `answer` is the address of its redirect, None until there is one."""

    def __init__(self) -> None:
        self.answer: str | None = None


@contextmanager
def claiming(digest: str) -> Iterator[Claim]:
    """One transaction around storing a form; without an answer, the form can be sent again. Raises `Repeated`."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [digest, timezone.now()])
            first = cursor.rowcount == 1
        own = Submission.objects.filter(digest=digest)
        if not first:
            raise Repeated(own.get().answer)
        claim = Claim()
        yield claim
        if claim.answer is None:
            own.delete()
        else:
            own.update(answer=claim.answer)


def discard_expired() -> None:
    """Delete the keys of forms that nobody sends again."""
    Submission.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR).delete()
