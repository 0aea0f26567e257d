"""Logs: one event a line, JSON where machines read them, each carrying the id of its request."""

import re

import structlog
from django.core.exceptions import ImproperlyConfigured

# The part of a sign-in link after this lets anybody who reads it sign in, once.
KEY = re.compile(r"(/accounts/link/)[^/\s]+")
# So may the query of a sign-in address: the code of single sign-on, or what somebody typed by mistake.
ASKED = re.compile(r"(/accounts/[^?]*\?).*")


def without_keys(_: object, __: str, event: dict) -> dict:
    """The event with the keys of sign-in taken out of the request it names."""
    if isinstance(event.get("request"), str):
        event["request"] = ASKED.sub(r"\1…", KEY.sub(r"\1…", event["request"]))
    return event


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_keys,
]
# Neither shows local variables: they may hold what somebody typed, a password included.
RENDERERS = {
    "json": [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
    "console": [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)],
}


def configure(style: str, level: str) -> dict:
    """Sets structlog up and returns Django's LOGGING for the same style (`json` or `console`).

    Raises ImproperlyConfigured on any other style.
    """
    if style not in RENDERERS:
        raise ImproperlyConfigured("LOG_FORMAT must be json or console.")
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(allow=["status_code"])],
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *RENDERERS[style]],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": []},
            # The request middleware already tells of every request, once.
            "django.request": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
        },
    }
