"""What is logged about each request."""

import sys
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars

from missions.web.database import status_of


class LoggedMiddleware(RequestMiddleware):
    """Logs each request once it is answered, with the address that the proxies in front report."""

    def prepare(self, request: HttpRequest) -> None:
        """Gives every line that the request logs its id and address. That the request began is not logged.

        It is the address that sign-ins are counted by; any other address in a header may be made up by its sender.
        """
        bind_contextvars(request_id=str(uuid4()), ip=get_adapter().get_client_ip(request))

    def process_got_request_exception(self, sender: type[Any], request: HttpRequest, **kwargs: Any) -> None:
        """Log a fault. What the database cannot do now is none, and is logged with the status of its answer."""
        if status_of(sys.exc_info()[1]) is None:
            super().process_got_request_exception(sender, request, **kwargs)
