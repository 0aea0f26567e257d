"""Draws one briefing: `python -m missions.exports.briefings pptx` reads a pickled document, and writes the file."""

import pickle
import sys

from missions.exports.briefings.render import pdf
from missions.exports.briefings.render import pptx as slides

RENDERS = {"pptx": slides.render, "pdf": pdf.render}

if __name__ == "__main__":
    # Only `apart` writes to this program.
    document = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.writelines(RENDERS[sys.argv[1]](document))
