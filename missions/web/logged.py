"""What the log is told of each request."""

import sys
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars

from missions.web.database import status_of


class LoggedMiddleware(RequestMiddleware):
    """Tells the log of each request once it is answered, with the address that the proxies in front report."""

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """Take the address that sign-ins are counted by; whatever else a header says, its sender may have made up."""
        bind_contextvars(ip=get_adapter().get_client_ip(request))

    def process_got_request_exception(self, sender: type[Any], request: HttpRequest, **kwargs: Any) -> None:
        """Tell of a fault; what the database cannot do just now is none, and is told with the status of its answer."""
        if status_of(sys.exc_info()[1]) is None:
            super().process_got_request_exception(sender, request, **kwargs)
