"""What forms about a function start from: the newest fact recorded about it, and a free code."""

import re
from typing import TypeVar

from missions.models import Function
from missions.models.base import Fact
from missions.models.links import LINKS
from missions.queries.rows import rows

F = TypeVar("F", bound=Fact)


def newest(fact: type[F], function: Function) -> F | None:
    """The fact recorded last about a function, whatever its effective date, with its entry; None if there is none."""
    return fact.objects.filter(function=function).select_related("entry").order_by("-entry_id").first()


def newest_sequence(fact: type[Fact], function: Function) -> int:
    """The entry of that fact; 0 if there is none."""
    found = newest(fact, function)
    return found.entry_id if found else 0


def has_functions() -> bool:
    """Whether any function was ever recorded."""
    return Function.objects.exists()


def free_code(area: str) -> str:
    """The next code of the form AREA-NN, after the highest ever used in the area."""
    codes = Function.objects.filter(area__code=area).values_list("code", flat=True)
    numbered = (re.fullmatch(rf"{re.escape(area)}-([0-9]{{1,6}})", code) for code in codes)
    highest = max((int(found[1]) for found in numbered if found), default=0)
    return f"{area}-{highest + 1:02}"


def code_of(text: str) -> str | None:
    """The code, typed in any case, of a subject that evidence can be attached to, in force or not. One query."""
    tables = {one.subjects._meta.db_table for one in LINKS.values()}
    sql = " UNION ALL ".join(f"SELECT code FROM {table} WHERE upper(code) = %(code)s" for table in sorted(tables))
    found = rows(f"{sql} LIMIT 1", {"code": text.upper()})
    return found[0].code if found else None
