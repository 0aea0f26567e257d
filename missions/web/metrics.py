"""Counts requests for monitoring; in the settings only if a port for metrics is set."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

REQUESTS = Counter("csis_requests", "Requests that were answered.", ["method", "status"])
SECONDS = Histogram("csis_request_seconds", "From a request to its answer.", buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10))
# Unknown methods are counted together: nobody can make rows here by inventing them.
METHODS = frozenset({"GET", "HEAD", "POST"})


class MetricsMiddleware:
    """Counts each request by its method and the status of its answer, and the time it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        SECONDS.observe(time.perf_counter() - began)
        REQUESTS.labels(request.method if request.method in METHODS else "other", str(response.status_code)).inc()
        return response
