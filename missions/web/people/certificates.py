"""Certificates that a proxy in front has checked: trusted only from the proxies that the settings list."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from missions.domain.people.certificates import edipi_in

SUBJECT, CHECKED = "HTTP_X_CLIENT_SUBJECT", "HTTP_X_CLIENT_VERIFY"
GOOD = "SUCCESS"


class CertificateMiddleware:
    """Gives the request its `certificate`: the ten digits of its owner, empty if there is none to trust."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Headers from other addresses are removed before anything can read them.
        subject, checked = (request.META.pop(name, "") for name in (SUBJECT, CHECKED))
        believed = checked == GOOD and comes_from_proxy(request.META.get("REMOTE_ADDR", ""))
        request.certificate = edipi_in(subject) if believed else ""
        return self.get_response(request)


def comes_from_proxy(address: str) -> bool:
    """Whether the peer itself is one of the proxies, no matter which addresses it reports."""
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in settings.CERTIFICATE_PROXIES)
