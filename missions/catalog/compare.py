"""Two readings compared: which payloads were added, which are gone, and which changed their owner."""

from collections.abc import Iterable
from dataclasses import dataclass

from missions.catalog.objects import CatalogObject


@dataclass(frozen=True, slots=True)
class ComparedReadings:
    """Payloads that only the later reading has, that only the earlier one has, and pairs whose owner changed."""

    appeared: tuple[CatalogObject, ...]
    gone: tuple[CatalogObject, ...]
    changed_owner: tuple[tuple[CatalogObject, CatalogObject], ...]


def compare(before: Iterable[CatalogObject], after: Iterable[CatalogObject]) -> ComparedReadings:
    """Compare two readings of one catalog by identifier, each in the order of its file.

    A payload that ended in the meantime is not gone: the catalog still lists it. Its owner changed if the operator did,
    or the owner's code in the catalog.
    """
    earlier = {one.identifier: one for one in before}
    later = {one.identifier: one for one in after}
    both = [(earlier[key], one) for key, one in later.items() if key in earlier]
    return ComparedReadings(
        appeared=tuple(one for key, one in later.items() if key not in earlier),
        gone=tuple(one for key, one in earlier.items() if key not in later),
        changed_owner=tuple(
            (old, new) for old, new in both if (old.owner_code, old.operator) != (new.owner_code, new.operator)
        ),
    )
