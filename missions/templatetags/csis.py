"""Template tags and filters: dates, links of values, and components."""

from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from missions.domain import addresses, dates
from missions.domain.memo import memoized
from missions.forms.submission import submission_field

# The most fields with errors that are listed above a form.
NAMED = 3

register = template.Library()
register.filter("day", dates.day)
register.filter("month", dates.month)
register.filter("moment", dates.moment)
register.simple_tag(addresses.entry, name="entry_url")
register.simple_tag(submission_field)


@register.filter
def grouped(value: int) -> str:
    """A number with a comma after each three digits."""
    return f"{value:,}"


@register.filter
def marked(form: forms.BaseForm) -> SafeString:
    """The labels of the fields with errors, after a colon, each a link to its field."""
    wrong = [field for field in form if field.errors and not field.is_hidden]
    # For a group of boxes, the link leads to the first.
    places = ((field.id_for_label or f"{field.auto_id}_0", field.label) for field in wrong[:NAMED])
    named = format_html_join(", ", '<a href="#{}">{}</a>', places)
    more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return format_html("{}{}{}", ": " if wrong else "", named, more)


@register.simple_tag
def time_zone() -> str:
    """The time zone of the dates that people type."""
    return settings.TIME_ZONE


@register.simple_tag
@cache
def constant(name: str) -> SafeString:
    """A template that never depends on time or reader, rendered once."""
    return get_template(name).render()


@register.simple_tag
def component(name: str, *values: Any, **named: Any) -> SafeString:
    """The result of a component: "marks.category" is the macro `category` of `components/marks.jinja`."""
    file, _, macro = name.partition(".")
    return getattr(engines["jinja2"].env.get_template(f"components/{file}.jinja").module, macro)(*values, **named)


@register.simple_tag
def component_of(value: Any, name: str, *values: Any, **named: Any) -> SafeString:
    """The same for a value that never changes, such as an area or a page of history; made once and kept with it."""
    by = (name, values, *sorted(named.items()))
    return memoized(value, by, lambda: component(name, value, *values, **named))


@register.simple_tag
def include_of(value: Any, name: str) -> SafeString:
    """A template that shows only `value`, which never changes; rendered once and kept with it."""
    return memoized(value, name, lambda: get_template(name).render({"value": value}))
