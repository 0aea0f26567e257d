"""What a page says."""

import re

from django.http import HttpResponseBase


def words(answer: HttpResponseBase) -> str:
    """The words of a page, without its marks; whatever space is between them is one blank."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
