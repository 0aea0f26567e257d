"""Who must have a second factor, and what counts as one."""

from django.conf import settings

from missions.access import Actor

# The method of signing in, as in the session: a card with its PIN counts as two factors.
CERTIFICATE = "certificate"


def demanded(actor: Actor) -> bool:
    """Whether one of the actor's roles needs a second factor here."""
    return not actor.roles.isdisjoint(settings.SECOND_FACTOR_ROLES)
