"""P0, what every page is compared with: 30 kB of constant text from Django's default stack, on our own server."""

from collections.abc import Callable

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from environs import Env

from csis import serve

BODY = "<p>A page that asks nothing.</p>\n" * 940


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", page)]


def load(_target: str) -> Callable:
    """Returns the bare application in place of the one that the server would load."""
    # The server's own loader also makes a worker end with the server.
    return serve.load("tests.benchmarks.bare:application")


if __name__ == "__main__":
    environment = Env()
    serve.server(environment.str("HOST"), environment.int("PORT")).serve(target_loader=load)
else:
    application = get_wsgi_application()
