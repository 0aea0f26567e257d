"""The settings of signing in: passwords, second factors, certificates, single sign-on, and idle sessions."""

from ipaddress import ip_network
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROLE_NAMES = ("viewer", "analyst", "reviewer", "authority", "steward", "auditor", "administrator")
FORMS = "missions.forms.people.second_factor"
RULES = "missions.forms.people.password_rules"


def settings(env: Env, *, local: bool) -> dict[str, Any]:
    """Returns Django's settings by name. Raises ImproperlyConfigured for invalid values."""
    return {
        **_passwords(env),
        **_second_factor(env, local),
        **_certificates(env),
        **_sign_on(env, local),
        **_sessions(env, local),
    }


def _passwords(env: Env) -> dict[str, Any]:
    """The password rules; the file of breached passwords is that of Have I Been Pwned, ordered by digest."""
    breached = env.str("CSIS_BREACHED_PASSWORDS", "")
    if breached and not Path(breached).is_file():
        raise ImproperlyConfigured("CSIS_BREACHED_PASSWORDS names no file.")
    django = "django.contrib.auth.password_validation"
    return {
        "BREACHED_PASSWORDS": breached,
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{django}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {
                "NAME": f"{django}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ["username", "name", "email"]},
            },
            {"NAME": f"{django}.CommonPasswordValidator"},
            {"NAME": f"{django}.NumericPasswordValidator"},
            {"NAME": f"{RULES}.GuessableValidator"},
            *([{"NAME": f"{RULES}.BreachedValidator"}] if breached else []),
        ],
    }


def _second_factor(env: Env, local: bool) -> dict[str, Any]:
    # A developer's machine requires none: a demonstration signs in with a password alone.
    roles = env.list("CSIS_SECOND_FACTOR_ROLES", [] if local else ["administrator", "steward", "authority"])
    if unknown := set(roles) - set(ROLE_NAMES):
        said = f"CSIS_SECOND_FACTOR_ROLES names {', '.join(sorted(unknown))}; the roles are {', '.join(ROLE_NAMES)}."
        raise ImproperlyConfigured(said)
    return {
        "SECOND_FACTOR_ROLES": roles,
        "MFA_ADAPTER": "missions.web.people.second_factor.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_TOTP_ISSUER": "csis",
        # A clock may be off by half a minute.
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_FORMS": {
            "authenticate": f"{FORMS}.CodeForm",
            "reauthenticate": f"{FORMS}.CodeAgainForm",
            "activate_totp": f"{FORMS}.AppForm",
            "login_webauthn": f"{FORMS}.KeyAloneForm",
            "edit_webauthn": f"{FORMS}.KeyNameForm",
            "add_webauthn": f"{FORMS}.KeyForm",
            "authenticate_webauthn": f"{FORMS}.KeySignInForm",
            "reauthenticate_webauthn": f"{FORMS}.KeyAgainForm",
        },
    }


def _certificates(env: Env) -> dict[str, Any]:
    """The proxies, by address or network, whose statements on certificates (CAC, PIV) are trusted."""
    try:
        return {"CERTIFICATE_PROXIES": [ip_network(one) for one in env.list("CSIS_CERTIFICATE_PROXIES", [])]}
    except ValueError as error:
        raise ImproperlyConfigured(f"CSIS_CERTIFICATE_PROXIES: {error}.") from None


def _sign_on(env: Env, local: bool) -> dict[str, Any]:
    """Single sign-on by OpenID Connect, if an issuer is named."""
    issuer = env.str("CSIS_OIDC_ISSUER", "").rstrip("/")
    name = env.str("CSIS_OIDC_NAME", "Single sign-on")
    if issuer and not (local or issuer.startswith("https://")):
        raise ImproperlyConfigured("CSIS_OIDC_ISSUER must begin with https://.")
    if issuer and not env.str("CSIS_OIDC_CLIENT", ""):
        raise ImproperlyConfigured("CSIS_OIDC_CLIENT must be set where CSIS_OIDC_ISSUER is.")
    provider = {
        "provider_id": "sso",
        "name": name,
        "client_id": env.str("CSIS_OIDC_CLIENT", ""),
        "secret": env.str("CSIS_OIDC_SECRET", ""),
        "settings": {"server_url": issuer},
    }
    return {
        "OIDC_ISSUER": issuer,
        "OIDC_NAME": name,
        # Which of the provider's claims is the user name here.
        "OIDC_CLAIM": env.str("CSIS_OIDC_CLAIM", "preferred_username"),
        "SOCIALACCOUNT_ADAPTER": "missions.web.people.sign_on.SignOnAdapter",
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider] if issuer else []}
        },
    }


def _sessions(env: Env, local: bool) -> dict[str, Any]:
    """The limits of sessions, and of accounts that nobody uses.

    These are the minutes without activity after which a session ends, the hours after which it ends in any case, and
    the days without a sign-in after which an account is deactivated (0: never).
    """
    minutes = env.int("CSIS_IDLE_MINUTES", 15)
    administrators = env.int("CSIS_IDLE_MINUTES_ADMINISTRATORS", 10)
    hours = env.int("CSIS_SESSION_HOURS", 12)
    dormant = env.int("CSIS_DORMANT_DAYS", 0 if local else 90)
    if min(minutes, administrators) < 3 or dormant < 0:
        raise ImproperlyConfigured("CSIS_IDLE_MINUTES are at least 3, and CSIS_DORMANT_DAYS at least 0.")
    if not 1 <= hours <= 24:
        raise ImproperlyConfigured("CSIS_SESSION_HOURS are 1 to 24.")
    return {
        "IDLE_MINUTES": minutes,
        "IDLE_MINUTES_ADMINISTRATORS": administrators,
        "SESSION_COOKIE_AGE": hours * 60 * 60,
        "DORMANT_DAYS": dormant,
    }
