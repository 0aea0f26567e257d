"""The hidden field that identifies a form that is sent twice."""

from uuid import uuid4

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "submission"


def submission_field() -> SafeString:
    """The field for one form on one page: the same form opened twice counts as two."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)
