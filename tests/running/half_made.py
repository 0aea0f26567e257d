"""An application with long answers, some of which fail halfway, on our own server."""

from collections.abc import Callable, Iterator

from environs import Env

from csis import serve

PIECE = b"x" * 100_000
PIECES = 50


def application(environ: dict, start_response: Callable) -> Iterator[bytes]:
    """Five megabytes; at `/fails`, an error comes before the last."""
    start_response("200 OK", [("Content-Type", environ.get("HTTP_X_WANTED", "text/plain"))])
    return pieces(fails=environ["PATH_INFO"] == "/fails")


def pieces(*, fails: bool) -> Iterator[bytes]:
    for number in range(PIECES):
        if fails and number == PIECES - 1:
            raise ValueError("halfway")
        yield PIECE


if __name__ == "__main__":
    environment = Env()
    site = serve.server(environment.str("HOST"), environment.int("PORT"), "tests.running.half_made:application")
    site.serve(target_loader=serve.load)
