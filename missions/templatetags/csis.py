"""How dates are shown."""

from datetime import UTC, date, datetime

from django import template

register = template.Library()

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@register.filter
def day(value: date | None) -> str:
    """A date as "23 Nov 2026"; nothing for None."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as "23 Nov 2026, 14:05 UTC"; nothing for None."""
    if not value:
        return ""
    at = value.astimezone(UTC)
    return f"{day(at)}, {at:%H:%M} UTC"
