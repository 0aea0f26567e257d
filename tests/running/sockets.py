"""Whether anything listens on a loopback port."""

import socket


def listens(port: int) -> bool:
    """Returns whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
