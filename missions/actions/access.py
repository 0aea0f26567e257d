"""Sign-ins and refusals: kept in the chain, each in a transaction of its own."""

from missions.access import Actor
from missions.actions.chain import recording
from missions.domain.vocabulary import EntryClass

NOBODY = Actor(pk=None, username="", name="nobody signed in", organization="", roles=frozenset())


def record_sign_in(*, by: Actor) -> None:
    """Keep that a person signed in."""
    _record(by, "sign in", f"account:{by.username}")


def record_sign_out(*, by: Actor) -> None:
    """Keep that a person signed out."""
    _record(by, "sign out", f"account:{by.username}")


def record_failed_sign_in(*, username: str) -> None:
    """Keep that a sign-in failed, with the name that was tried, whether or not there is such an account."""
    _record(NOBODY, "fail to sign in", f"account:{username[:150]}")


def record_refusal(*, by: Actor, address: str, why: str) -> None:
    """Keep that a signed-in person was refused something."""
    _record(by, "refused", f"address:{address[:500]}", why)


def _record(by: Actor, action: str, target: str, reason: str = "") -> None:
    with recording(by=by, action=action, target=target, reason=reason, entry_class=EntryClass.ACCESS):
        pass
