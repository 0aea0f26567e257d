"""The secrets of second factors, encrypted with the program's key so that the database has no readable secret."""

import base64

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

# Part of every key; changing it would make existing secrets unreadable.
SALT = "missions.web.second_factor"
# Where the secrets of an app and of recovery codes are; a key (WebAuthn) has none.
SECRETS = ("secret", "seed")


def box() -> MultiFernet:
    """Encrypts with SECRET_KEY; decrypts with it or any of SECRET_KEY_FALLBACKS."""
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (salted_hmac(SALT, "", secret=key, algorithm="sha256") for key in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key.digest())) for key in keys])


def renew_secrets() -> tuple[int, list[str]]:
    """Encrypt every secret again with SECRET_KEY; returns how many, and the accounts whose secret no key decrypts."""
    renewed, unreadable, current = 0, set(), box()
    for key in Authenticator.objects.filter(data__has_any_keys=SECRETS).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            found = Authenticator.objects.select_for_update(of=("self",)).select_related("user").filter(pk=key).first()
            if found is None:
                continue
            try:
                again = {name: current.rotate(found.data[name]).decode() for name in SECRETS if name in found.data}
            except InvalidToken:
                unreadable.add(found.user.username)
                continue
            found.data |= again
            found.save(update_fields=["data"])
            renewed += len(again)
    return renewed, sorted(unreadable)
