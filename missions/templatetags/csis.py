"""How dates are shown, where a value leads, and data that scripts read."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

from missions.charts.chart import Chart
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
def component(name: str, *values: Any, **named: Any) -> SafeString:
    """What a component makes of these values: "marks.category" is the macro `category` of `components/marks.jinja`."""
    file, _, macro = name.partition(".")
    return getattr(engines["jinja2"].env.get_template(f"components/{file}.jinja").module, macro)(*values, **named)


@register.simple_tag
def component_of(value: Any, name: str, *values: Any, **named: Any) -> SafeString:
    """The same, made once of a value that never changes, such as an area or a page of history, and kept with it."""
    by = (name, values, *sorted(named.items()))
    return made_of(value, by, lambda: component(name, value, *values, **named))


@register.simple_tag
def figure(chart: Chart, **named: Any) -> SafeString:
    """A figure with its words and its table, made once and kept with it."""
    template = get_template("components/chart.html")
    return made_of(chart, ("figure", *sorted(named.items())), lambda: template.render({"chart": chart, **named}))


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
        first, *others = (escape(_shown(cell)) for cell in row.cells)
        head = f'<a href="{escape(row.url)}">{first}</a>' if row.url else first
        lines.append(f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>')
    return mark_safe("\n".join(lines))  # noqa: S308  every cell is escaped
