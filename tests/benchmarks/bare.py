"""P0, to which every page is compared: 30 kB of constant text from Django's default stack, on our own server."""

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from environs import Env

from csis import serve

BODY = "<p>A page that asks nothing.</p>\n" * 940


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", page)]


if __name__ == "__main__":
    environment = Env()
    site = serve.server(environment.str("HOST"), environment.int("PORT"), "tests.benchmarks.bare:application")
    site.serve(target_loader=serve.load)
else:
    application = get_wsgi_application()
