#!/usr/bin/env python
"""Django's commands; those that need a database get the embedded one if no other is named."""

import atexit
import gc
import os
import sys

from django.core.management import execute_from_command_line

from csis import data, embedded
from csis.data import Unusable

# The commands that never touch a database: they must work where none can run, as in an image build.
WITHOUT_DATABASE = {"help", "--help", "version", "--version", "check", "collectstatic", "diffsettings", "findstatic"}


def without_database(command: str, arguments: list[str]) -> bool:
    """Whether the command, with these arguments, never uses a database; files of a catalog are measured without one."""
    of_files = command == "measure_catalog" and not any(one.startswith("--snapshot") for one in arguments)
    return command in WITHOUT_DATABASE or of_files


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
    # A command loads much that stays, and ends soon: to look through all of it at the end took a quarter of its time.
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not data.names_database() and not without_database(command, sys.argv[2:]):
        try:
            embedded.start()
        except Unusable as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
