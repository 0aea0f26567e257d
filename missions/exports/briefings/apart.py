"""A briefing is drawn by a program of its own, which ends with it: what answers requests never loads its libraries."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from missions.exports.document import Document

ROOT = Path(__file__).resolve().parents[3]
# Far more than the longest takes: one that goes on for so long will never end.
LONGEST_SECONDS = 300
# Each program takes a processor, and memory, while it draws.
turn = Lock()


class NotDrawn(Exception):
    """The program that draws has failed; the message is what it said last."""


def pptx(document: Document) -> Iterator[bytes]:
    """The presentation, in one piece. Raises NotDrawn."""
    yield _drawn(document, "pptx")


def pdf(document: Document) -> Iterator[bytes]:
    """The PDF, in one piece. Raises NotDrawn."""
    yield _drawn(document, "pdf")


def _drawn(document: Document, ending: str) -> bytes:
    command = [sys.executable, "-m", "missions.exports.briefings", ending]
    given = pickle.dumps(document)
    with turn:
        done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=LONGEST_SECONDS, check=False)
    if done.returncode:
        raise NotDrawn(done.stderr.decode(errors="replace").strip())
    return done.stdout
