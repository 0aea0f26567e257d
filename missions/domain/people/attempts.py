"""Wrong passwords: how many are free, how long the next attempt waits, and when they are forgiven.

They are counted for an account from one network address, with few free attempts, and for either alone, with many. So a
guesser waits, but neither the owner elsewhere nor the neighbors at that address wait with them.
"""

import ipaddress
from datetime import timedelta

from missions.domain import sentences

FEW, MANY = 5, 100
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=5)
# How long it takes until all free attempts are available again.
FORGIVEN = timedelta(minutes=30)
# After this many doublings, the first wait is longer than the longest.
DOUBLINGS = 6
# The number of bits that one household's IPv6 addresses share.
NETWORK = 64


def keys(name: str, address: str) -> list[tuple[str, str]]:
    """What an attempt counts for, in order: the account from the address, the account alone, the address alone.

    Without a name it counts for the address alone.
    """
    return sorted({(name, address), (name, ""), ("", address)} - {("", "")})


def free(name: str, address: str) -> int:
    """The number of failures that cost no wait."""
    return FEW if name and address else MANY


def wait(failures: int, allowed: int, since: timedelta) -> timedelta:
    """How much longer the next attempt waits, if the last failure was this long ago."""
    if failures < allowed:
        return timedelta()
    return max(min(FIRST_WAIT * 2 ** (failures - allowed), LONGEST_WAIT) - since, timedelta())


def counted(failures: int, allowed: int, since: timedelta) -> int:
    """The failures plus one, without those forgiven by now, and limited to what makes a difference."""
    kept = max(failures - int(since / (FORGIVEN / allowed)), 0)
    return min(kept + 1, allowed + DOUBLINGS)


def network(address: str) -> str:
    """The address itself, or the network of an IPv6 address, which one person can vary freely."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network(f"{found}/{NETWORK}", strict=False))


def in_words(seconds: int) -> str:
    """`40 seconds`, `1 minute`, `3 minutes`; rounded up."""
    count, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return sentences.counted(count, unit)
