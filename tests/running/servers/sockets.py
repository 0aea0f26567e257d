"""Ports of this machine: which are free, and whether anything listens on one."""

import secrets
import socket

HOST = "127.0.0.1"
# Below those of outgoing connections, which could take a port before its server does.
PORTS = range(15_000, 32_000)

_given: set[int] = set()


def free_port() -> int:
    """A port that nothing listens on, and that this process was not given before."""
    while True:
        port = secrets.choice(PORTS)
        if port not in _given and not listens(port):
            _given.add(port)
            return port


def listens(port: int) -> bool:
    """Returns whether anything accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
