"""How dates are shown, where a value leads, and data that scripts read."""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from missions.domain import addresses, dates
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


@register.filter
def target_code(target: str) -> str:
    """What an entry is about without its kind, such as SATCOM of "area:SATCOM"."""
    return target.rpartition(":")[2]


@register.simple_tag
def time_zone() -> str:
    """The time zone of the dates that people type."""
    return settings.TIME_ZONE


@register.simple_tag
def component(name: str, *values: Any, **named: Any) -> SafeString:
    """What a component makes of these values: "marks.category" is the macro `category` of `components/marks.jinja`."""
    file, _, macro = name.partition(".")
    return getattr(engines["jinja2"].env.get_template(f"components/{file}.jinja").module, macro)(*values, **named)


@register.filter
def json_text(value: Any) -> SafeString:
    """A value as JSON that can stand in an element; a swap takes script elements away, whatever they hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308  nothing that HTML reads is left in it


def _shown(cell: Any) -> str:
    return dates.day(cell) if isinstance(cell, date) else str(cell)


@register.filter
def table_rows(rows: Iterable[Any]) -> SafeString:
    """The body of a figure's table, rows of `cells` and `url`; written here, as a template takes ten times as long."""
    lines = []
    for row in rows:
        first, *others = (escape(_shown(cell), quote=False) for cell in row.cells)
        head = f'<a href="{escape(row.url)}">{first}</a>' if row.url else first
        lines.append(f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>')
    return mark_safe("\n".join(lines))  # noqa: S308  every cell is escaped
