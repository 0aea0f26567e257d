"""A person's own saved filters."""

from missions.domain.people.saved_filters import Filtered, read_filter
from missions.models import SavedFilter


def saved_filters(person: int) -> list[SavedFilter]:
    """The saved filters of a person by name, in any case. One query."""
    return sorted(SavedFilter.objects.filter(person_id=person), key=lambda one: (one.name.casefold(), one.pk))


def filtered(saved: SavedFilter) -> Filtered | None:
    """The list of a saved filter; None if the program no longer has such a list."""
    return read_filter(saved.address)
