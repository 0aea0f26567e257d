"""What the program costs: `python -m tests.benchmarks` measures and prints, and asserts nothing.

Importing this sets Django up, as every module here needs it.
"""

import os

import django

from csis import data

# On the disk, as in a deployment, and a million facts leave no room in memory.
os.environ.setdefault("CSIS_TESTS_DATA_DIR", str(data.path("tests")))

import tests.environment  # noqa: F401  sets the environment that the settings read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
django.setup()
