"""Who owns whom: the ultimate parent on a day, and loops that dated facts about parents would make."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ParentFact:
    """Since `effective_on`, `provider` belongs to `parent`; to nobody where that is None."""

    provider: str
    parent: str | None
    effective_on: date


@dataclass(frozen=True, slots=True)
class ParentLoop:
    """Providers that would own each other from a day on, each owned by the next and the last by the first."""

    on: date
    providers: tuple[str, ...]


def ultimate_parents(parents: Mapping[str, str | None]) -> dict[str, str]:
    """For each provider who owns it in the end: itself where nobody does. One pass, each provider looked at once.

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


def parent_loop(facts: Iterable[ParentFact]) -> ParentLoop | None:
    """The first loop that these facts make on any day, or None.

    On each day the latest fact of a provider holds, the later one in order where two are of one day. The facts are
    followed day by day; a change can only close a loop through the provider that changed.
    """
    days: dict[date, dict[str, str | None]] = defaultdict(dict)
    for fact in facts:
        days[fact.effective_on][fact.provider] = fact.parent
    parents: dict[str, str | None] = {}
    for on in sorted(days):
        parents |= days[on]
        for provider in sorted(days[on]):
            if loop := _loop_through(provider, parents):
                return ParentLoop(on, loop)
    return None


def _loop_through(provider: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The loop that a provider is part of, beginning with it; empty where it is in none."""
    chain = [provider]
    seen = {provider}
    while (parent := parents.get(chain[-1])) is not None:
        if parent == provider:
            return tuple(chain)
        if parent in seen:
            return ()
        chain.append(parent)
        seen.add(parent)
    return ()
