"""Who must have a second factor, and what stands for one."""

from django.conf import settings

from missions.access import Actor

# How somebody signed in, as the session keeps it: a card and its PIN are two factors by themselves.
CERTIFICATE = "certificate"


def demanded(actor: Actor) -> bool:
    """Whether one of the actor's roles takes a second factor here."""
    return not actor.roles.isdisjoint(settings.SECOND_FACTOR_ROLES)
