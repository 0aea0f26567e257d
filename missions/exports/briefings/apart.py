"""Draw a briefing in a program of its own, so that the server never loads the drawing libraries."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import structlog

from missions.exports.document import Document

ROOT = Path(__file__).resolve().parents[3]
# Seconds; far more than the longest briefing takes, so a program that runs longer is stuck.
LONGEST_SECONDS = 60
# Seconds; a waiting request holds a thread, so it waits a short while and then asks the person to try again.
PATIENCE_SECONDS = 20
# Each program uses a processor and memory while it draws.
turn = Lock()


AGAIN = "The briefing could not be built. Try again in a minute."
BUSY = "Other briefings are being built right now. Try again in a minute."
log = structlog.get_logger(__name__)


class NotDrawn(Exception):
    """The file could not be made now; the message is for the person who asked, and the log has the reason."""


def pptx(document: Document) -> Iterator[bytes]:
    """The presentation, in one piece. Raises NotDrawn."""
    yield _drawn(document, "pptx")


def pdf(document: Document) -> Iterator[bytes]:
    """The PDF, in one piece. Raises NotDrawn."""
    yield _drawn(document, "pdf")


def _drawn(document: Document, ending: str) -> bytes:
    command = [sys.executable, "-m", "missions.exports.briefings", ending]
    given = pickle.dumps(document)
    if not turn.acquire(timeout=PATIENCE_SECONDS):
        raise NotDrawn(BUSY)
    try:
        done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        log.error("briefing_not_drawn", why="timeout", seconds=LONGEST_SECONDS)
        raise NotDrawn(AGAIN) from error
    finally:
        turn.release()
    if done.returncode:
        log.error("briefing_not_drawn", why=done.stderr.decode(errors="replace").strip())
        raise NotDrawn(AGAIN)
    return done.stdout
