"""How dates are shown."""

from django import template

from missions.domain import dates

register = template.Library()
register.filter("day", dates.day)
register.filter("month", dates.month)
register.filter("moment", dates.moment)
