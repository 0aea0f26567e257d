"""A mail server for the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller


class Post:
    """What the server received; it refuses some recipients."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.received: list[str] = []
        self.bodies: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 aiosmtpd's name
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 aiosmtpd's name
        self.received += envelope.rcpt_tos
        self.bodies.append(message_from_bytes(envelope.content).get_payload())
        return "250 OK"


class AnyPort(Controller):
    """Listens on a free port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server() -> Iterator[tuple[Post, int]]:
    """The mail received, and the port that the server listens on until the block ends."""
    handler = Post()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()
