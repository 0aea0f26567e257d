"""How dates are shown, and where a value leads."""

from django import template

from missions.domain import dates, tracing

register = template.Library()
register.filter("day", dates.day)
register.filter("month", dates.month)
register.filter("moment", dates.moment)
register.simple_tag(tracing.entry_path, name="entry_url")
