"""Makes people who guess passwords wait; the rule is `domain/people/attempts.py`."""

import math
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from missions.domain.people import attempts
from missions.models import SignInFailures

# By then all are forgiven.
KEPT_FOR = timedelta(hours=3)


def begin(*, name: str, address: str) -> int:
    """Count a sign-in as failed before it is tried, so that many at once all count; returns 0.

    If it has to wait first, counts nothing and returns the seconds.
    """
    return _count(attempts.keys(name.casefold(), attempts.network(address)))


def begin_asking(*, address: str) -> int:
    """The same for requesting a link by mail; counted separately from sign-ins, because it avoids their wait."""
    return _count(attempts.keys("", f"link from {attempts.network(address)}"))


def begin_link(*, address: str) -> int:
    """The same for an invalid link, so that opening many adds few entries to the chain."""
    return _count(attempts.keys("", f"bad link from {attempts.network(address)}"))


def begin_code(*, name: str) -> int:
    """The same for the code of a second factor, from any address: anybody who enters one knows the password."""
    return _count(_code_of(name))


def code_succeeded(*, name: str) -> None:
    """Forget the wrong codes of this account."""
    _of(_code_of(name)).delete()


def _code_of(name: str) -> list[tuple[str, str]]:
    return [(name.casefold(), "second factor")]


@transaction.atomic
def _count(keys: list[tuple[str, str]]) -> int:
    now = timezone.now()
    rows = [SignInFailures(name=name, address=address, last_at=now) for name, address in keys]
    SignInFailures.objects.bulk_create(rows, ignore_conflicts=True)
    found = list(_of(keys).select_for_update().order_by("name", "address"))
    wait = max(attempts.wait(one.failures, _free(one), now - one.last_at) for one in found)
    if wait:
        return math.ceil(wait.total_seconds())
    for one in found:
        one.failures = attempts.counted(one.failures, _free(one), now - one.last_at)
        one.last_at = now
    SignInFailures.objects.bulk_update(found, ["failures", "last_at"])
    return 0


def succeeded(*, name: str, address: str) -> None:
    """Delete this account's failures from this address, and the count of this sign-in for either alone."""
    keys = attempts.keys(name.casefold(), attempts.network(address))
    rows = _of(keys).filter(failures__gt=0)
    rows.filter(Q(name="") | Q(address="")).update(failures=F("failures") - 1)
    rows.exclude(Q(name="") | Q(address="")).delete()


def discard_forgiven() -> None:
    """Delete the failures that no longer count."""
    SignInFailures.objects.filter(last_at__lt=timezone.now() - KEPT_FOR).delete()


def _of(keys: list[tuple[str, str]]):
    wanted = Q()
    for name, address in keys:
        wanted |= Q(name=name, address=address)
    return SignInFailures.objects.filter(wanted)


def _free(one: SignInFailures) -> int:
    return attempts.free(one.name, one.address)
