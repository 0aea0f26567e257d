"""Draw one briefing: `python -m missions.exports.briefings pptx` reads a pickled document and writes the file."""

import gc
import pickle
import sys
from importlib import import_module

if __name__ == "__main__":
    # It ends with the briefing, and the garbage collector took a third of its time.
    gc.disable()
    # Import only the library that is needed: loading the other takes as long as drawing a short briefing.
    drawing = import_module(f"missions.exports.briefings.render.{sys.argv[1]}")
    # Only `apart` writes to this program's input, so the pickle can be trusted.
    document = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.writelines(drawing.render(document))
    # The interpreter would look through everything once more as it ends.
    gc.freeze()
