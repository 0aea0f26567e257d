"""The cost of the program: `python -m tests.benchmarks` measures and prints, without assertions.

Importing this sets up Django, which every module here needs.
"""

import os

import django

from csis import data

# On the disk, as in a deployment; a million facts leave no room in memory.
os.environ.setdefault("CSIS_TESTS_DATA_DIR", str(data.path("tests")))

import tests.environment  # noqa: F401  sets the environment that the settings read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
django.setup()
