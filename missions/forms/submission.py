"""The hidden field by which a form that is sent twice is known as the same."""

from uuid import uuid4

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "submission"


def submission_field() -> SafeString:
    """The field for one form on one page: forms opened apart are not the same, though they say the same."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)
