"""Who owns whom: the ultimate parent of each provider on a day."""

from collections.abc import Mapping


def ultimate_parents(parents: Mapping[str, str | None]) -> dict[str, str]:
    """The ultimate parent of each provider: itself if nobody owns it. One pass over the providers.

    A parent that is not among the providers is a gap, and the chain ends before it. Raises ValueError for a loop.
    """
    found: dict[str, str] = {}
    for provider in parents:
        chain: list[str] = []
        on_chain: set[str] = set()
        at = provider
        while at not in found:
            if at in on_chain:
                raise ValueError(f"{at} is its own parent.")
            chain.append(at)
            on_chain.add(at)
            parent = parents[at]
            if parent is None or parent not in parents:
                found[at] = at
            else:
                at = parent
        found |= dict.fromkeys(chain, found[at])
    return found
