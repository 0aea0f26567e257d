"""How dates are shown, where a value leads, and components."""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import SafeString

from missions.domain import addresses, dates
from missions.domain.made import made_of
from missions.forms.submission import submission_field

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


@register.simple_tag
def time_zone() -> str:
    """The time zone of the dates that people type."""
    return settings.TIME_ZONE


@register.simple_tag
@cache
def constant(name: str) -> SafeString:
    """A template that shows the same whenever and to whomever it is shown, made once."""
    return get_template(name).render()


@register.simple_tag
def component(name: str, *values: Any, **named: Any) -> SafeString:
    """What a component makes of these values: "marks.category" is the macro `category` of `components/marks.jinja`."""
    file, _, macro = name.partition(".")
    return getattr(engines["jinja2"].env.get_template(f"components/{file}.jinja").module, macro)(*values, **named)


@register.simple_tag
def component_of(value: Any, name: str, *values: Any, **named: Any) -> SafeString:
    """The same, made once of a value that never changes, such as an area or a page of history, and kept with it."""
    by = (name, values, *sorted(named.items()))
    return made_of(value, by, lambda: component(name, value, *values, **named))
