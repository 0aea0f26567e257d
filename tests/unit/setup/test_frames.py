"""Room for Python's frames."""

import sys

from csis.frames import WORDS, in_one_piece


def test_the_application_is_called_as_it_is_with_room_for_what_it_calls() -> None:
    def application(environ: dict, start_response: object) -> tuple:
        return environ, start_response, sys._getframe(1).f_code.co_stacksize

    assert in_one_piece(application)({"PATH_INFO": "/"}, print) == ({"PATH_INFO": "/"}, print, WORDS)
