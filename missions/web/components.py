"""The environment of the components in `templates/components/*.jinja`, which are compiled and always escape."""

from datetime import date
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from missions.domain import addresses, dates
from missions.domain.memo import memoized
from missions.forms.submission import submission_field


def environment(**options: Any) -> Environment:
    """The environment named in the settings: a missing value is an error, and lines of logic leave no blank lines."""
    # Django's options turn escaping on.
    made = Environment(**options | {"undefined": StrictUndefined}, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    made.filters |= {"day": dates.day, "month": dates.month, "moment": dates.moment}
    made.tests["date"] = lambda value: isinstance(value, date)
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals |= {
        "entry_url": addresses.entry,
        "percent": percent,
        "submission_field": submission_field,
        "once": once,
    }
    return made


def once(macro: Macro, value: object, *values: Any) -> Markup:
    """The result of a macro for a value that never changes, made once and kept with the value."""
    return memoized(value, (macro.name, values), lambda: macro(value, *values))


def percent(part: int, total: int) -> int:
    """The percentage of a part in a total above zero, rounded half up as in the rule."""
    return (200 * part + total) // (2 * total)
