"""How dates are shown, and data that scripts read."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from missions.domain import dates

register = template.Library()
register.filter("day", dates.day)
register.filter("moment", dates.moment)

# What HTML would read, as JSON writes it otherwise.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@register.filter
def json_text(value: Any) -> SafeString:
    """A value as JSON that can stand in an element; a swap takes script elements away, whatever they hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPED))  # noqa: S308  nothing that HTML reads is left in it
