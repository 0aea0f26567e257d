"""Every setting, from the environment; README lists those a deployment sets."""

import logging
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, FileAwareEnv
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from csis import data
from csis.postgres.driver import WatchedConnection
from csis.settings import logs, schedules, sign_in

# Each setting may be in a file instead, named by the setting's name and _FILE, as secrets are mounted.
env = FileAwareEnv(strip_whitespace=True)


def database(url: str, *, pooler: bool = False) -> dict:
    """Returns Django's settings for a PostgreSQL address (`postgres://…?host=/socket/folder` or a libpq string).

    A pooler that hands out transactions keeps no plan, cursor or option of a session: none is asked for. Raises
    ImproperlyConfigured, without the address: it may hold a password.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        raise ImproperlyConfigured("A database address is not a PostgreSQL address (postgres://…).") from None
    named = {key: str(parts.pop(name, "")) for key, name in DATABASE_PARTS.items()}
    # Compiling a statement costs more than any of ours takes, and the planner's guess for a long history asks for it.
    # `scripts/limits.psql` says the same for the application's role, for where a session has no options.
    own = {} if pooler else {"options": "-c jit=off -c plan_cache_mode=force_generic_plan"}
    return {
        "ENGINE": "csis.postgres",
        **named,
        "POOLER": pooler,
        "OPTIONS": {
            "application_name": PROGRAM,
            **own,
            **parts,
            # At once: after a hundred statements of the ORM, psycopg has forgotten that it counted a first use.
            "prepare_threshold": None if pooler else 0,
        },
    }


# What sessions are called in the database, so that it can say who uses it.
PROGRAM = f"{' '.join([Path(sys.argv[0]).name, *sys.argv[1:2]])[:40]} (process {os.getpid()})"
DATABASE_PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CLASSIFICATIONS = ["UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET"]

# The mode of the program

BASE_DIR = data.ROOT
DEBUG = env.bool("DEBUG", False)
DEMONSTRATION = env.bool("CSIS_DEMONSTRATION", False)
DATABASE_URL = env.str("DATABASE_URL", "")
# With no database server named, this is somebody's own machine: keys and addresses may have defaults.
LOCAL = DEBUG or DEMONSTRATION or not DATABASE_URL or env.bool("CSIS_EMBEDDED", False)

if DEBUG and not (DEMONSTRATION or env.bool("CSIS_EMBEDDED", False)) and DATABASE_URL:
    raise ImproperlyConfigured("DEBUG is for development: unset it where DATABASE_URL is set.")

try:
    SECRET_KEY = env.str("SECRET_KEY") if not LOCAL else env.str("SECRET_KEY", "") or data.secret_key()
except EnvError:
    raise ImproperlyConfigured("SECRET_KEY must be set where DATABASE_URL is.") from None
# Earlier keys: their signatures are still accepted, and nothing is signed with them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
if not LOCAL and any(len(key) < 50 or len(set(key)) < 10 for key in (SECRET_KEY, *SECRET_KEY_FALLBACKS)):
    raise ImproperlyConfigured("SECRET_KEY is too short or too plain: use 50 random characters or more.")

_hosts = env.list("ALLOWED_HOSTS", [])
# Its passwords are public, so a demonstration answers only on the machine it runs on.
if DEMONSTRATION and not set(_hosts) <= set(LOOPBACK_HOSTS):
    raise ImproperlyConfigured("CSIS_DEMONSTRATION answers only on this machine: leave ALLOWED_HOSTS unset.")
# Health checks ask by the loopback address, whatever the name of the site.
ALLOWED_HOSTS = [*_hosts, *LOOPBACK_HOSTS]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

# The banners and notices of every page

CLASSIFICATION = env.str("CSIS_CLASSIFICATION", "UNCLASSIFIED")
if CLASSIFICATION not in CLASSIFICATIONS:
    raise ImproperlyConfigured(f"CSIS_CLASSIFICATION must be one of {', '.join(CLASSIFICATIONS)}.")
GOVERNMENT_BANNER = env.bool("CSIS_GOVERNMENT_BANNER", False)
CONSENT_NOTICE = env.bool("CSIS_CONSENT_NOTICE", False)

# The application

ROOT_URLCONF = "csis.urls"
WSGI_APPLICATION = "csis.wsgi.application"
AUTH_USER_MODEL = "missions.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "missions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_structlog",
    "missions.storage.triggers.TriggersConfig",
    "procrastinate.contrib.django",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "missions.web.requests.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "missions.web.requests.UntakenMiddleware",
    "missions.web.people.certificates.CertificateMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "missions.web.logged.LoggedMiddleware",
    "missions.web.requests.UnkeptMiddleware",
    "missions.web.database.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "missions.web.people.person.PersonMiddleware",
    "missions.views.signed_out.SignInMiddleware",
    "missions.web.people.person.FirstPasswordMiddleware",
    "missions.web.people.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "missions.web.people.person.NoticedMiddleware",
    "missions.views.too_often.AllowanceMiddleware",
    "missions.web.once.OnceMiddleware",
    # Last, as its answer still goes through all the others: messages told are struck off, cookies are set.
    "missions.web.personal.PersonalMiddleware",
]

# The server's port for metrics; with 0, nothing is counted.
METRICS_PORT = env.int("CSIS_METRICS_PORT", 0)
if METRICS_PORT:
    MIDDLEWARE.insert(0, "missions.web.metrics.MetricsMiddleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        # template_partials puts its own loader around Django's cached one.
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "missions.web.context.shell",
            ],
        },
    },
    # Components, for markup that a page repeats often. The engine above finds the pages.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "missions.web.components.environment"},
    },
]

# Database: one alias; the owner's address serves only what changes the schema

# Whether PgBouncer in transaction mode is between the program and its server; the owner always connects directly.
DATABASE_POOLER = env.bool("DATABASE_POOLER", False) and env.str("CSIS_CONNECT_AS", "") != "owner"
_url = env.str("DATABASE_OWNER_URL", "") if env.str("CSIS_CONNECT_AS", "") == "owner" else DATABASE_URL
_url = _url or "dbname=csis host=DATABASE_URL-is-not-set.invalid"
DATABASES: dict[str, dict] = {"default": database(_url, pooler=DATABASE_POOLER)}
# A streaming replica for people who only read, used if it is no older than this, in seconds.
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", "") if env.str("CSIS_CONNECT_AS", "") != "owner" else ""
DATABASE_REPLICA_SECONDS = env.float("DATABASE_REPLICA_SECONDS", 5.0)
DATABASE_REPLICA_POOLER = env.bool("DATABASE_REPLICA_POOLER", DATABASE_POOLER)
DATABASE_REPLICA_SHARE = env.int("DATABASE_REPLICA_SHARE", 100)
if not 1 <= DATABASE_REPLICA_SHARE <= 100:
    raise ImproperlyConfigured("DATABASE_REPLICA_SHARE is a percentage, from 1 to 100.")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = database(DATABASE_REPLICA_URL, pooler=DATABASE_REPLICA_POOLER)
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware"),
        "missions.web.replica.ReplicaMiddleware",
    )
if env.bool("DATABASE_POOL", False):
    _pool = {
        "connection_class": WatchedConnection,
        "min_size": env.int("DATABASE_POOL_MIN", 1),
        "max_size": env.int("DATABASE_POOL_MAX", 8),
    }
    _patience = env.float("DATABASE_POOL_TIMEOUT", 3.0)
    for alias, one in DATABASES.items():
        # A request that finds no free session of the replica soon is answered by the primary.
        one["OPTIONS"]["pool"] = {**_pool, "timeout": _patience if alias == "default" else _patience / 6}
# Nothing is written where less than the reserve is free: PostgreSQL ends when its disk is full, and reads with it.
DISK_RESERVE_BYTES = data.reserve()
# The role that `prepare` gives the application's rights to.
DATABASE_APP_ROLE = database(DATABASE_URL)["USER"] or "csis_app"

# Rendered pages that a process keeps until the record changes.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MB", 8) * 1_000_000

# The most long files that a process makes at a time; each holds a thread in the meantime.
LONG_FILES_AT_ONCE = max(1, env.int("WEB_THREADS", 4) // 2)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "csis_cache"}}

# Imports: what a file of functions and assessments may hold

IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 20_000_000)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 20_000)
IMPORT_MAX_CELL = env.int("IMPORT_MAX_CELL", 10_000)

# The most briefings that one person may build within a day; each is kept permanently.
BRIEFINGS_A_DAY = env.int("BRIEFINGS_A_DAY", 20)

# Whether expensive or revealing requests are limited for each person (`missions/domain/people/allowances.py`).
ALLOWANCES = env.bool("CSIS_ALLOWANCES", True)

# Sign-in

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "missions.web.people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "missions.forms.people.password.PasswordForm",
    "user_token": "missions.forms.people.sign_in.TokenForm",
    "reset_password_from_key": "missions.forms.people.sign_in.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# The adapter counts sign-ins: these limits would let anybody lock out an account, or everybody at their own address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "reset_password_from_key": None}
# A link by mail leads to a new password, and signs in with it.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
PASSWORD_RESET_TIMEOUT = 60 * 60
# How many proxies add to X-Forwarded-For; failed sign-ins are counted by the address they report.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CSIS_PROXIES", 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Second factors, certificates, single sign-on, and how long a session lasts
globals().update(sign_in.settings(env, local=LOCAL))

SESSION_ENGINE = "missions.models.people.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "missions.views.signed_out.unchecked"

# Transport and browser

HTTPS = env.bool("CSIS_HTTPS", not (DEBUG or DEMONSTRATION))
SECURE_SSL_REDIRECT = HTTPS
# The container's own health check speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.bool("CSIS_TRUST_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        # A figure is downloaded as PNG by drawing it again as a picture, from a blob.
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        # Text becomes markup only through the one policy that `static/js/csis.js` makes.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}
DENIED_FEATURES = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
PERMISSIONS_POLICY = {feature: [] for feature in DENIED_FEATURES.split()}

# Static files: names carry a digest, so browsers may keep them for good

STATIC_URL = "/static/"
STATIC_ROOT = env.path("CSIS_STATIC_ROOT", BASE_DIR / ".static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# No page asks for a file by its plain name, so none is kept or compressed twice.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Files attached to evidence: outside the web root, and served only by a view

EVIDENCE_STORE = env.str("CSIS_EVIDENCE_STORE", "folder")
if EVIDENCE_STORE not in {"folder", "database"}:
    raise ImproperlyConfigured("CSIS_EVIDENCE_STORE must be folder or database.")
EVIDENCE_DIR = env.path("CSIS_EVIDENCE_DIR", data.path("evidence"))
EVIDENCE_MAX_BYTES = env.int("CSIS_EVIDENCE_MAX_BYTES", 20 * 1024 * 1024)
DISK_FOLDERS = [*([EVIDENCE_DIR] if EVIDENCE_STORE == "folder" else []), *([data.path()] if LOCAL else [])]
# A form says beside its field that a file is too large: so the gate takes in more than any form does.
BODY_MAX_BYTES = 2 * max(EVIDENCE_MAX_BYTES, IMPORT_MAX_BYTES) + 1_000_000
FILE_UPLOAD_HANDLERS = [
    "missions.web.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Background work, and what people are told by e-mail

# The worker alone loads the tasks, with the libraries that they need.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["missions.jobs"]
# Seconds without a heartbeat of the worker before people are told; 0 if none is expected to run.
WORKER_SILENT_SECONDS = env.int("CSIS_WORKER_SILENT_SECONDS", 300)
# The address that links in e-mails begin with; a local program answers only on its own machine.
SITE_URL = env.str("CSIS_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
# Without a mail server, mails are files that somebody trying the program can read.
_mail = env.dj_email_url("CSIS_EMAIL_URL", "")
EMAIL_BACKEND = _mail.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(data.path("mail"))
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("CSIS_EMAIL_FROM", "csis@localhost")

# When the worker's jobs run, by UTC.
SCHEDULES = schedules.schedules(env.str("CSIS_SCHEDULES", ""))

# Backups, by PostgreSQL's own programs: from a folder, or wherever the system finds them

POSTGRES_PROGRAMS = env.str("CSIS_POSTGRES_PROGRAMS", "")
BACKUP_RECIPIENT = env.str("CSIS_BACKUP_RECIPIENT", "")
# The age of the last backup, in hours, at which people are told; 0 if none is expected.
BACKUP_LATE_HOURS = env.int("CSIS_BACKUP_LATE_HOURS", 0 if LOCAL else 26)

# Witnesses, which receive the head of the chain each night

WITNESS_MAIL = env.list("CSIS_WITNESS_MAIL", [])
WITNESS_FILE = env.str("CSIS_WITNESS_FILE", "")
WITNESS_GIT = env.str("CSIS_WITNESS_GIT", "")
WITNESS_TSA = env.str("CSIS_WITNESS_TSA", "")
WITNESS_TSA_CA = env.str("CSIS_WITNESS_TSA_CA", "")

# Language, time and logs

LANGUAGE_CODE = "en-us"
USE_I18N = False
USE_TZ = True
# The time zone of dates: when a day begins, and so what "today" is. Moments are printed in UTC.
TIME_ZONE = env.str("CSIS_TIME_ZONE", "UTC")
try:
    ZoneInfo(TIME_ZONE)
except (ValueError, ZoneInfoNotFoundError):
    said = f"CSIS_TIME_ZONE={TIME_ZONE} is not a time zone; use one such as America/New_York."
    raise ImproperlyConfigured(said) from None
# So that a day read from the database is the same in SQL and in Python.
for one in DATABASES.values():
    one["TIME_ZONE"] = TIME_ZONE

LOG_FORMAT = env.str("LOG_FORMAT", "console" if DEBUG else "json")
LOGGING = logs.configure(LOG_FORMAT, env.str("LOG_LEVEL", "INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
# Reading the user here would query the database once more for pages that do not.
DJANGO_STRUCTLOG_USER_ID_FIELD = None
# One line for each request, when it is answered.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
