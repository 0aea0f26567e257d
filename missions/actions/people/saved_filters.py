"""Save, rename and delete one's own filters. They are not of record and make no entry."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from missions.access import Actor, Permission, check
from missions.actions.constraints import refuse
from missions.actions.errors import Unfit
from missions.domain.people.saved_filters import Filtered
from missions.models import SavedFilter

MOST = 50


def save(*, by: Actor, name: str, filtered: Filtered) -> SavedFilter:
    """Name a list. Raises `Refused`, or `Unfit` for a name in use or too many filters."""
    check(by, Permission.READ_RECORD)
    if SavedFilter.objects.filter(person_id=by.pk).count() >= MOST:
        raise Unfit(f"You have {MOST} saved filters, as many as are kept. Delete one first.")
    with _in_words():
        return SavedFilter.objects.create(person_id=by.pk, name=name, address=filtered.address)


def rename(*, by: Actor, saved: SavedFilter, name: str) -> None:
    """Rename one's own filter. Raises `Unfit` for a name in use."""
    with _in_words():
        SavedFilter.objects.filter(pk=saved.pk, person_id=by.pk).update(name=name)


def delete(*, by: Actor, saved: SavedFilter) -> None:
    """Delete one's own filter."""
    SavedFilter.objects.filter(pk=saved.pk, person_id=by.pk).delete()


@contextmanager
def _in_words() -> Iterator[None]:
    """The refusal of a constraint, as `Unfit`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refuse(error)
