"""The text of a page."""

import re

from django.http import HttpResponseBase


def words(answer: HttpResponseBase) -> str:
    """The words of a page, without tags and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
