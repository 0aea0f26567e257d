"""An application whose answers are long, or fail halfway, on our own server."""

from collections.abc import Callable, Iterator

from environs import Env

from csis import serve
from csis.gate import Gate

PIECE = b"x" * 100_000
PIECES = 50


def application(environ: dict, start_response: Callable) -> Iterator[bytes]:
    """Five megabytes; at `/fails` an error comes before the last."""
    start_response("200 OK", [("Content-Type", environ.get("HTTP_X_WANTED", "text/plain"))])
    return pieces(fails=environ["PATH_INFO"] == "/fails")


def pieces(*, fails: bool) -> Iterator[bytes]:
    for number in range(PIECES):
        if fails and number == PIECES - 1:
            raise ValueError("halfway")
        yield PIECE


def load(_target: str) -> Gate:
    """Returns this application behind its gate in place of the one that the server would load."""
    return serve.load("tests.half_made:application")


if __name__ == "__main__":
    environment = Env()
    serve.server(environment.str("HOST"), environment.int("PORT")).serve(target_loader=load)
