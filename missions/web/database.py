"""The answer while the database cannot be reached: a plain page that needs no database."""

import sys
from collections.abc import Callable

import psycopg
import structlog
from django.db import Error, InterfaceError, InternalError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.deprecation import MiddlewareMixin
from structlog.contextvars import get_contextvars

from missions.actions.errors import DiskFull
from missions.web.context import DEPLOYMENT
from missions.web.requests import DISK_FULL, RETRY_SECONDS, TOO_MUCH, not_taken

log = structlog.get_logger(__name__)

# The disk is full; a lock was not granted in time; a statement took too long.
PASSING = {"53100": DISK_FULL, "55P03": TOO_MUCH, "57014": TOO_MUCH}


class DatabaseDownMiddleware(MiddlewareMixin):
    """Answers 503 to a view that failed because the database is away."""

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        # To find out who is signed in takes the database, which a health check must not depend on.
        return view(request, *args, **kwargs) if getattr(view, "is_health_check", False) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return error_page(exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Returns the 500 page, or the 503 page where another middleware failed because the database is away."""
    answer = error_page(sys.exc_info()[1])
    if answer is not None:
        return answer
    context = {"deployment": DEPLOYMENT, "request_id": get_contextvars().get("request_id", "")}
    return HttpResponse(get_template("500.html").render(context), status=500)


def error_page(exception: BaseException | None) -> HttpResponse | None:
    """Returns the page for something that the database cannot do now; None for any other error."""
    status = status_of(exception)
    if status is None:
        return None
    if is_away(exception):
        return unavailable(exception)
    log.error("database_refused", code=_code(exception), error=str(exception).strip())
    return not_taken(status)


def status_of(exception: BaseException | None) -> int | None:
    """Returns the status of the answer to such an exception; None for a fault of the program."""
    if is_away(exception):
        return TOO_MUCH
    if isinstance(exception, DiskFull):
        return DISK_FULL
    return PASSING.get(_code(exception)) if isinstance(exception, OperationalError) else None


def _code(exception: BaseException | None) -> str:
    """The database's code of the error (SQLSTATE); empty if it gave none."""
    told = exception if isinstance(exception, psycopg.Error) else getattr(exception, "__cause__", None)
    return getattr(told, "sqlstate", None) or ""


def is_away(exception: BaseException | None) -> bool:
    """Returns whether the server could not be reached or broke off, in contrast to refusing one statement."""
    if isinstance(exception, (InterfaceError, psycopg.InterfaceError)):
        return True
    # A COPY, or the end of a long read, raises the driver's own.
    if not isinstance(exception, (OperationalError, InternalError, psycopg.OperationalError)):
        return False
    # Class 57P: the server is shutting down or starting; class 08 and no code at all: no connection, or one that broke
    # off after its last answer, for which the driver has no code.
    code = _code(exception)
    return not code or code.startswith(("08", "57P", "53300"))


def unavailable(exception: BaseException) -> HttpResponse:
    """Returns the 503 page, and closes the broken connection so that the next request opens a new one."""
    log.error("database_unavailable", error=str(exception).strip())
    for connection in connections.all(initialized_only=True):
        try:
            connection.close()
        except Error:
            # Rolling back needs the server too.
            connection.connection = None
    response = HttpResponse(get_template("503.html").render({"deployment": DEPLOYMENT}), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
