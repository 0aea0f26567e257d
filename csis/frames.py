"""Room for Python's frames: a request that is answered in one piece of memory."""

from collections.abc import Callable

# Words; what is left of the piece that a frame of this size is given holds the deepest page several times over.
WORDS = 16_000


def in_one_piece(application: Callable) -> Callable:
    """The application, called from one large frame.

    CPython 3.11 and later keep frames in pieces of 16 kB, and take and return one from the system at each call that
    crosses an edge: a loop that happens to lie there, as in a nested template, ran ten times slower. A frame that does
    not fit makes the piece it gets a large one, and all calls from it go into what is left.
    """

    def call(environ: dict, start_response: Callable) -> object:
        return application(environ, start_response)

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return call
