"""A link that signs its owner in once, with a new password: by mail, or handed over by an administrator."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.utils.http import int_to_base36

from missions.access import Actor, Permission, Refused, check
from missions.actions.access import record_access, record_link
from missions.actions.errors import Unfit
from missions.domain import addresses
from missions.domain.audit import AuditAction, TargetKind
from missions.domain.people.attempts import in_words
from missions.models import User

# A link stays valid after another is requested, so that requests can neither lock an owner out nor fill a mailbox.
AGAIN_SECONDS = 300
SUBJECT = "csis: sign in"
BODY = """{banner}

Somebody asked for a link to sign in to csis as {username}.

{url}

It opens a page where you choose a new password, and signs you in. It works once, for {lasts}.
If you did not ask for it, there is nothing to do: your password has not changed.

{banner}
"""


class LinkTokens(PasswordResetTokenGenerator):
    """Valid for one use: until the password changes, the account signs in, or its address changes."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        return user is not None and user.is_active and super().check_token(user, token)


def send_link(username: str) -> bool:
    """Send a link to the address of this account; returns whether one was sent.

    Nothing is sent to an account without an address, to a deactivated one, or shortly after the last one. Raises
    OSError if the mail server refuses it.
    """
    user = User.objects.filter(username__iexact=username, is_active=True).exclude(email="").first()
    if user is None or cache.get(f"link:{user.pk}"):
        return False
    url = _url(user)
    lasts = in_words(settings.PASSWORD_RESET_TIMEOUT)
    body = BODY.format(banner=settings.CLASSIFICATION, username=user.username, url=url, lasts=lasts)
    EmailMessage(subject=SUBJECT, body=body, to=[user.email]).send()
    cache.set(f"link:{user.pk}", True, AGAIN_SECONDS)
    record_link(username=user.username)
    return True


def make_link(*, by: Actor, user: User, reason: str) -> str:
    """Make a link to sign in, for an administrator to hand over: for the first sign-in, or if mail does not arrive.

    It works like one by mail, and no entry contains it. Raises `Refused` or `Unfit`.
    """
    check(by, Permission.MANAGE_ACCOUNTS)
    if by.pk == user.pk:
        raise Refused("You can change your own password. Another administrator can make a link for you.")
    if not user.is_active:
        raise Unfit("The account is deactivated: reactivate it first.")
    record_access(by=by, action=AuditAction.MAKE_LINK, target=TargetKind.ACCOUNT.of(user.username), reason=reason)
    return _url(user)


def _url(user: User) -> str:
    return settings.SITE_URL + addresses.sign_in_link(int_to_base36(user.pk), LinkTokens().make_token(user))
