"""The system's Chromium, which the browser tests drive."""

import os
import shutil

import pytest

# The first is Chromium without its windows: the same engine at half the cost.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Returns the path of the browser, or None where none is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def skip_without_browser(items: list[pytest.Item]) -> None:
    """Skips the browser tests where there is no browser; raises UsageError instead under CI."""
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if not wanted or chromium():
        return
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        raise pytest.UsageError("Chromium is not installed, and under CI the browser tests may not be skipped.")
    for item in wanted:
        item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
