"""Expensive or revealing requests: how often one person, or one network address, may make them.

By the names of addresses. What is used comes back evenly over the time.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """A number of times within a period; opening the form of a post costs nothing."""

    times: int
    within: timedelta
    posts: bool = False


MINUTE, TEN_MINUTES = timedelta(minutes=1), timedelta(minutes=10)
_FILES = Limit(60, MINUTE)
_UPLOADS = Limit(60, TEN_MINUTES, posts=True)

LIMITS = {
    "search": Limit(120, MINUTE),
    "suggestions": Limit(300, MINUTE),
    "export": _FILES,
    "chart_csv": _FILES,
    "evidence_file": _FILES,
    "briefing_file": _FILES,
    "catalog_import_problems": _FILES,
    "build_briefing": Limit(20, TEN_MINUTES, posts=True),
    "imports": _UPLOADS,
    "import_again": _UPLOADS,
    "catalog_imports": _UPLOADS,
    "read_catalog_again": _UPLOADS,
    "add_evidence": _UPLOADS,
    "supersede_evidence": _UPLOADS,
    "verify": Limit(10, TEN_MINUTES, posts=True),
    "run_job": Limit(30, TEN_MINUTES, posts=True),
    "make_link": Limit(30, TEN_MINUTES, posts=True),
    "account_change_password": Limit(10, TEN_MINUTES, posts=True),
    "openid_connect_login": Limit(60, MINUTE),
    "openid_connect_callback": Limit(60, MINUTE),
}
